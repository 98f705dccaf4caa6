// <guide-repayment>: 还款计划.  repayment.mjs computes, this shows and hands over the files.

import { BASES } from "./interest.mjs";
import { Refusal, shown, yuan } from "./money.mjs";
import { MoneyTool, amountIn, define, download, someIn, valueIn } from "./money-form.mjs";
import { card, lprUsed } from "./money-proof.mjs";
import { HEADINGS, METHODS, plan, sheet } from "./repayment.mjs";
import { calendar } from "./repayment-calendar.mjs";
import { NOTHING_OWED, agreed, agreedSchedule, ceiling, dayNumber, lprAt, rateOn, rateText } from "./schedule.mjs";
import { tag } from "./tags.mjs";
import { typedCount } from "./typed-money.mjs";

class RepaymentTool extends MoneyTool {
  static blames = [["期数", "count"], ["分不成", "count"], ["到期日", "first"], ["日期过远", "first"], ["利率", "rate"]];

  asked() {
    const loan = this.value("kind") === "loan";
    const bears = this.value("bears") === "yes";
    return {
      loan,
      principal: amountIn(this.field("principal"), "请填写要分期还的本金"),
      rate: bears ? valueIn(this.field("rate"), (text) => agreed(text) && text, "请填写利率") : null,
      formed: loan && bears ? this.dayIn("formed", "请填写借款合同成立日，用来取上限") : "",
      filed: loan && bears ? this.dayIn("filed", "") : "",
      start: this.dayIn("start", "请填写从哪天起计息"),
      firstDue: this.dayIn("first", "请填写第一期哪天还"),
      count: valueIn(this.field("count"), typedCount, "请填写分几期"),
      fees: someIn(this.field("fees")),
      method: this.value("method"),
      basis: this.value("basis"),
    };
  }

  /** The rate of the plan and the ceiling of its first day; an unknown one is told, never guessed. */
  terms({ loan, rate, formed, filed, start }) {
    const { rates } = this.data;
    const day = dayNumber(start);
    const limits = loan && rate ? ceiling(rates, formed, filed || null) : NOTHING_OWED;
    const limit = rateOn(limits, day);
    const said = rate ? agreed(rate) : null;
    const moving = said?.multiple ? lprAt(rates, formed || start, said.multiple, said.term) : null;
    const own = moving ? moving.steps[0].rate : said?.rate ?? null;
    if (said && !own) throw new Refusal(`利率“${rate}”要用到的 LPR 没有收录，请直接写百分比`);
    const warnings = [...limits.warnings, ...(moving?.warnings ?? []), ...(said?.bare ? agreedSchedule(rates, rate).warnings : [])];
    if (loan && rate && !limit) warnings.push({ text: "上限算不出来，这份计划没有按上限核对。" });
    if (!loan && rate) warnings.push({ text: "不是民间借贷，没有按四倍 LPR 的上限核对。" });
    return { rate: own, limit, said: [...(moving?.said ?? []), ...limits.said], warnings };
  }

  cards() {
    const asked = this.asked();
    if (this.wrong) return [];
    const { rate, limit, said, warnings } = this.terms(asked);
    const { principal, start, firstDue, count, fees, method, basis } = asked;
    const found = plan(this.data.rates, { principal, start, firstDue, count, fees, method, basis, rate, limit });
    const amounts = ([number, due, days, ...money]) => [number, due, days, ...money.map((one) => shown(yuan(one)))];
    return [card({
      title: "还款计划",
      asked: [
        `本金 ${shown(principal)} 元，${count} 期，${METHODS[method]}，${BASES[basis]}`,
        `${start} 起计息，第一期 ${firstDue}${asked.rate ? `，约定利率：${asked.rate}` : "，不计利息"}`,
        ...(asked.formed ? [`合同成立：${asked.formed}`] : []),
      ],
      results: [
        ["合计还", `${shown(yuan(found.total))} 元`],
        ["其中利息", `${shown(yuan(found.interest))} 元`],
        ["所用利率", found.rate ? `${found.rate}${found.capped ? "（约定超过上限，已降到上限）" : ""}` : "不计利息"],
        ...(limit ? [["上限", rateText(limit)]] : []),
      ],
      tables: [{ caption: "各期", head: HEADINGS, rows: found.rows.map(amounts) }],
      working: [...said, ...found.working],
      warnings: [
        ...warnings, ...found.warnings,
        { text: "到期日没有按休息日调整；最后一日是法定休假日的可以顺延到次日，协议里最好写明。", cites: ["民法典/203"] },
      ],
      used: asked.loan && asked.rate ? [lprUsed(this.data)] : [],
      acts: [
        tag("button", { type: "button", click: () => download(sheet(found), "text/csv;charset=utf-8", "还款计划.csv") }, "导出表格（.csv）"),
        tag("button", { type: "button", click: () => download(calendar(found, this.data.guide), "text/calendar;charset=utf-8", "还款计划.ics") }, "导出日历（.ics）"),
      ],
    }, this.data)];
  }
}

define("guide-repayment", RepaymentTool);
