// <guide-delay>: 迟延履行利息, the general part and the doubled part.  interest.mjs and schedule.mjs compute, this shows.

import { BASES, ENDS, accrue, firstCounted } from "./interest.mjs";
import { amount, left } from "./interest-tool.mjs";
import { shown, yuan } from "./money.mjs";
import { MoneyTool, amountIn, define, someIn, valueIn } from "./money-form.mjs";
import { card, lprUsed } from "./money-proof.mjs";
import { NOTHING_OWED, agreed, agreedSchedule, doubled } from "./schedule.mjs";
import { mind } from "./tags.mjs";
import { typedPayments, typedSpans } from "./typed-money.mjs";

class DelayTool extends MoneyTool {
  static blames = [["截止日", "end"], ["日期应在", "expiry"], ["付款", "payments"], ["利率", "rate"]];

  asked() {
    const general = this.value("general") === "yes";
    const found = {
      general,
      principal: amountIn(this.field("principal"), "请填写文书确定的本金"),
      costs: someIn(this.field("costs")),
      expiry: this.dayIn("expiry", "请填写履行期间届满的那一天"),
      end: this.dayIn("end", "请填写算到哪一天"),
      rate: general ? valueIn(this.field("rate"), (text) => agreed(text) && text, "请填写文书确定的利率") : null,
      from: general ? this.dayIn("from", "请填写一般利息从哪天起算") : "",
      payments: valueIn(this.field("payments"), typedPayments) ?? [],
      paused: valueIn(this.field("paused"), typedSpans) ?? [],
      basis: this.value("basis"),
      ends: this.value("ends"),
    };
    if (found.from && found.expiry && found.from > found.expiry) {
      mind(this.field("from"), `一般利息的起算日 ${found.from} 晚于履行期间届满日 ${found.expiry}，请核对`);
    }
    return found;
  }

  cards() {
    const asked = this.asked();
    if (this.wrong) return [];
    const { rates } = this.data;
    const { principal, costs, expiry, end, rate, from, payments, paused, basis, ends } = asked;
    const found = accrue(rates, {
      principal, costs, payments, end, basis, ends,
      start: from || expiry,
      agreed: rate ? agreedSchedule(rates, rate) : NOTHING_OWED,
      surcharge: doubled(rates, firstCounted(expiry, ends), paused),
    });
    return [card({
      title: "迟延履行期间的债务利息",
      asked: this.told(asked),
      results: [
        ["加倍部分", `${amount(found.surcharge)} 元`],
        ...(rate ? [[`一般债务利息${found.unknown_days ? `（有 ${found.unknown_days} 天没有计入）` : ""}`, `${amount(found.interest)} 元`]] : []),
        ...left(found),
        ...(yuan(found.over).n ? [["付多了", `${amount(found.over)} 元`]] : []),
      ],
      tables: [this.segments(found, rate)],
      working: found.working,
      warnings: [
        ...found.warnings,
        ...(rate ? [] : [{ text: "文书没有确定给付利息的，不算一般债务利息；文书写了的，请在上面选“有”。", cites: ["迟延履行利息解释/1/2"] }]),
        { text: "首尾两天怎样计入、一年按多少天，解释没有写明；以执行法院的计算为准。" },
      ],
      used: rate && /LPR/iu.test(rate) ? [lprUsed(this.data)] : [],
    }, this.data)];
  }

  told({ principal, costs, expiry, end, rate, from, payments, paused, basis, ends }) {
    return [
      `本金 ${shown(principal)} 元${costs ? `，其他款项 ${shown(costs)} 元` : ""}，履行期间届满：${expiry}，算到：${end}`,
      rate ? `一般债务利息：${rate}，从 ${from} 起` : "文书没有确定一般债务利息",
      `${ENDS[ends]}，${BASES[basis]}`,
      ...payments.map((one) => `${one.day} 付款 ${shown(one.amount)} 元`),
      ...paused.map(([first, last]) => `不计加倍部分：${first} 至 ${last}`),
    ];
  }

  segments(found, general) {
    const columns = [
      ["日期", (one) => `${one.first} 至 ${one.last}`],
      ["天数", (one) => String(one.days)],
      ...(general ? [["一般利息", (one) => amount(one.interest)]] : []),
      ["加倍部分的基数", (one) => amount(one.base)],
      ["加倍部分", (one) => amount(one.surcharge)],
    ];
    const rows = found.segments.map((one) => columns.map(([, cell]) => cell(one)));
    return { caption: "分段", head: columns.map(([name]) => name), rows };
  }
}

define("guide-delay", DelayTool);
