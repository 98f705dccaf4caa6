// <guide-contingency>: 风险代理上限.  fees.mjs computes, this shows.

import { charge, feeNamed } from "./fees.mjs";
import { Refusal, fraction, less, mul, percent, shown, yuan } from "./money.mjs";
import { MoneyTool, amountIn, define, valueIn } from "./money-form.mjs";
import { card } from "./money-proof.mjs";
import { typedShare } from "./typed-money.mjs";

class ContingencyTool extends MoneyTool {
  static blames = [["约定", "fee"]];

  cards() {
    const { rates } = this.data;
    const amount = amountIn(this.field("amount"), "请填写最终实现的债权金额");
    const fixed = amountIn(this.field("fee"), "");
    const share = valueIn(this.field("share"), typedShare);
    if (this.wrong) return [];
    if (fixed !== null && share) throw new Refusal("约定的律师费写金额或者写比例，只写一种");
    const scale = feeNamed(rates, "contingency");
    const found = charge(rates, scale, amount);
    const cap = yuan(found.fee);
    const asked = fixed !== null ? fraction(fixed) : share ? mul(fraction(amount), share) : null;
    const over = asked !== null && less(cap, asked);
    return [card({
      title: "风险代理收费上限",
      asked: [
        `${scale.amount}：${shown(amount)} 元`,
        ...(asked ? [`约定的律师费：${shown(asked)} 元${share ? `（${percent(share)}）` : ""}`] : []),
      ],
      results: [
        ["各环节合计最多", `${shown(cap)} 元（待核）`],
        ...(asked ? [["约定的律师费", over ? "超过上限，应当调低" : "没有超过上限"]] : []),
      ],
      state: over ? "state-suspended" : "",
      working: [...found.working, { text: "依据的标准。", cites: scale.cites }],
      warnings: [{ text: scale.tip }],
      used: [`所用标准：${scale.first} 起登记，核对于 ${scale.checked}，官方原文${scale.confirmed ? "已核对" : "没有核对到，用前请核"}。`],
    }, this.data)];
  }
}

define("guide-contingency", ContingencyTool);
