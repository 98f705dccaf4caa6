// <guide-capital>: 大写金额 for receipts and forms.  money.mjs computes, this shows.

import { capital, shown } from "./money.mjs";
import { MoneyTool, amountIn, define } from "./money-form.mjs";
import { card, copier } from "./money-proof.mjs";

/** How an amount in capitals comes about. */
export function told(fen) {
  const [yuan, tenths, hundredths] = [fen / 100n, (fen / 10n) % 10n, fen % 10n];
  return [
    { text: `先写成 ${shown(fen)} 元：元 ${yuan}，角 ${tenths}，分 ${hundredths}。` },
    { text: "中间连续的零只写一个“零”；万、亿之后的一节不足千位的，前面补“零”。" },
    hundredths
      ? { text: "写到分为止的，后面不加“整”。" }
      : tenths ? { text: "写到角为止的，“整”可写可不写，这里不写。" } : { text: "写到元为止的，后面加“整”。" },
    ...(yuan && !tenths && hundredths ? [{ text: "角位是零而分位不是零的，元后写“零”。" }] : []),
    ...(yuan && yuan % 10n === 0n && tenths ? [{ text: "元位是零而角位不是零的，元后的“零”可写可不写，这里写上。" }] : []),
  ];
}

class CapitalTool extends MoneyTool {
  cards() {
    const fen = amountIn(this.field("amount"), "请填写金额", true);
    if (this.wrong) return [];
    const written = `人民币${capital(fen)}`;
    return [card({
      title: "大写金额",
      asked: [`小写：¥${shown(fen)}`],
      results: [["大写", written]],
      working: told(fen),
      acts: [copier(() => written, "只复制大写")],
    }, this.data)];
  }
}

define("guide-capital", CapitalTool);
