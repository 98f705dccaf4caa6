// <guide-interest>: 利息与上限.  interest.mjs and schedule.mjs compute, this shows.

import { BASES, ENDS, accrue, penalty } from "./interest.mjs";
import { shown, yuan } from "./money.mjs";
import { MoneyTool, amountIn, define, someIn, valueIn } from "./money-form.mjs";
import { card, lprUsed } from "./money-proof.mjs";
import { agreed, agreedSchedule, ceiling, sme } from "./schedule.mjs";
import { mind } from "./tags.mjs";
import { typedPayments } from "./typed-money.mjs";

export const amount = (text) => shown(yuan(text));

/** The segments of a count as a table. */
export function segments(found) {
  const rows = found.segments.map((one) => [
    `${one.first} 至 ${one.last}`, String(one.days), amount(one.principal),
    one.known ? (one.rate ?? "不计") + (one.capped ? "（上限）" : "") : "没有收录", amount(one.interest),
  ]);
  return { caption: "分段", head: ["日期", "天数", "本金", "利率", "利息"], rows };
}

/** What is still owed, as lines of a card. */
export function left(found) {
  const names = { costs: "尚欠费用", interest: "尚欠利息", principal: "尚欠本金", surcharge: "尚欠加倍部分" };
  const lines = Object.entries(names).filter(([key]) => yuan(found.left[key]).n).map(([key, name]) => [name, `${amount(found.left[key])} 元`]);
  return [...lines, ["到截止日合计尚欠", `${amount(found.due)} 元`]];
}

class InterestTool extends MoneyTool {
  static blames = [["截止日", "end"], ["日期应在", "start"], ["付款", "payments"], ["利率", "rate"], ["LPR 的倍数", "rate"]];

  arrange() {
    super.arrange();
    const kind = this.value("kind");
    this.field("formed").labels[0].firstChild.textContent = kind === "sme" ? "合同订立日" : "借款合同成立日";
    this.field("rate").labels[0].textContent = kind === "sme" ? "约定的逾期利率（没有约定就留空）" : "约定的利率";
  }

  asked() {
    const kind = this.value("kind");
    const found = {
      kind,
      principal: amountIn(this.field("principal"), "请填写本金"),
      rate: valueIn(this.field("rate"), (text) => agreed(text) && text, kind === "sme" ? "" : "请填写利率；没有约定的见页面下方的说明"),
      formed: kind === "contract" ? "" : this.dayIn("formed", "请填写合同成立日"),
      start: this.dayIn("start", "请填写起始日"),
      end: this.dayIn("end", "请填写截止日"),
      filed: kind === "loan" ? this.dayIn("filed", "") : "",
      fixed: this.dayIn("fixed", ""),
      costs: someIn(this.field("costs")),
      payments: valueIn(this.field("payments"), typedPayments) ?? [],
      loss: kind === "contract" ? amountIn(this.field("loss"), "") : null,
      basis: this.value("basis"),
      ends: this.value("ends"),
    };
    if (kind !== "contract" && found.formed && found.start && found.start < found.formed) {
      mind(this.field("start"), `起始日 ${found.start} 早于合同成立日 ${found.formed}，请核对`);
    }
    return found;
  }

  cards() {
    const asked = this.asked();
    if (this.wrong) return [];
    const { rates } = this.data;
    const { kind, principal, costs, payments, start, end, basis, ends, formed, rate } = asked;
    const debt = {
      principal, costs, payments, start, end, basis, ends,
      agreed: kind === "sme" ? sme(rates, formed, rate ?? "") : agreedSchedule(rates, rate, asked.fixed || null),
      limits: kind === "loan" ? ceiling(rates, formed, asked.filed || null) : null,
    };
    const found = accrue(rates, debt);
    const full = kind === "loan" ? accrue(rates, { ...debt, limits: null }) : found;
    const compared = asked.loss ? penalty(rates, yuan(found.interest).n, asked.loss) : null;
    return [card({
      title: "利息与上限",
      asked: this.told(asked),
      results: this.results(found, full, asked, compared),
      tables: [segments(found)],
      working: [...found.working, ...(compared?.working ?? [])],
      warnings: [...found.warnings, ...this.uncertain(asked, found)],
      used: [lprUsed(this.data)],
    }, this.data)];
  }

  told({ kind, principal, rate, formed, filed, start, end, basis, ends, fixed, costs, payments }) {
    const { text } = this.field("kind").selectedOptions[0];
    return [
      `${text}，本金 ${shown(principal)} 元，利率：${rate ?? "没有约定"}${fixed ? `（LPR 取 ${fixed} 的）` : ""}`,
      `${start} 至 ${end}，${ENDS[ends]}，${BASES[basis]}`,
      ...(formed ? [`合同成立：${formed}${filed ? `，起诉：${filed}` : ""}`] : []),
      ...(costs ? [`先抵的费用：${shown(costs)} 元`] : []),
      ...payments.map((one) => `${one.day} 付款 ${shown(one.amount)} 元`),
    ];
  }

  results(found, full, { kind, payments, costs }, compared) {
    const partly = found.unknown_days ? `（有 ${found.unknown_days} 天没有计入）` : "";
    const over = yuan(full.interest).n - yuan(found.interest).n;
    const first = kind === "loan" ? `法院一般支持的利息${partly}` : `利息${partly}`;
    return [
      [first, `${amount(found.interest)} 元`],
      ...(kind === "loan" ? [["按约定不看上限", `${amount(full.interest)} 元`]] : []),
      ...(over > 0n ? [[payments.length ? "两种算法相差" : "超过上限、得不到支持", `${shown(over)} 元`]] : []),
      ...(compared ? [["违约金参考线", `${amount(compared.line)} 元，${compared.over ? "超过" : "没有超过"}`]] : []),
      ...(payments.length || costs ? left(found) : [["本息合计", `${amount(found.due)} 元`]]),
      ...(yuan(found.over).n ? [["付多了", `${amount(found.over)} 元`]] : []),
    ];
  }

  uncertain({ kind, payments }, found) {
    return [
      ...(payments.length && kind === "loan" ? [{ text: "付款先抵上限以内的利息，余下的抵本金；抵充顺序另有约定的按约定。" }] : []),
      ...(found.segments.some(({ capped }) => capped) ? [{ text: "逾期利息、违约金和其他费用合在一起，也受同一上限。", cites: ["民间借贷规定/29"] }] : []),
    ];
  }
}

define("guide-interest", InterestTool);
