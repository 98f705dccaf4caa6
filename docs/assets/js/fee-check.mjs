// A fee written in a judgment against the claim written beside it: whether they fit, and what explains it if not.

import { charge, reducible } from "./fees.mjs";
import { plain, shown, yuan } from "./money.mjs";

const YUAN = 100n; // fen; some courts collect whole yuan

const near = (one, other) => (one > other ? one - other : other - one) < YUAN;
const due = (rates, fee, claimed, procedures) => yuan(charge(rates, fee, claimed, procedures).fee).n;

/**
 * {fits, due, text}: whether a fee (whole fen) is that of a claim (whole fen), in a sentence; throws Refusal.
 */
export function feeChecked(rates, fee, charged, claimed, procedures = []) {
  const owed = due(rates, fee, claimed, procedures);
  const found = (fits, text) => ({ fits, due: plain(owed), text });
  if (owed === charged) return found(true, `写明的金额 ${shown(claimed)} 元，应收 ${shown(owed)} 元，与收费一致。`);
  if (near(owed, charged)) {
    return found(true, `写明的金额 ${shown(claimed)} 元，应收 ${shown(owed)} 元，相差不到一元，可能是收到元为止。`);
  }
  const told = `写明的金额 ${shown(claimed)} 元，应收 ${shown(owed)} 元，收费是 ${shown(charged)} 元，` +
    `${charged > owed ? "多" : "少"}了 ${shown(charged > owed ? charged - owed : owed - charged)} 元`;
  const halving = procedures.filter(({ divide }) => divide > 1);
  if (!halving.length && reducible(fee) && near(owed, charged * 2n)) {
    return found(false, `${told}。收费正好是一半，多半减半收取了：请在上面勾选减半的情形再核对。`);
  }
  if (halving.length && near(due(rates, fee, claimed, procedures.filter(({ divide }) => divide === 1)), charged)) {
    return found(false, `${told}。收费正好没有减半，请核对是否转成了普通程序。`);
  }
  return found(false, `${told}。两者对不上：请核对请求有没有增减、利息算到哪一天、有没有合并的请求或者缓减免。`);
}
