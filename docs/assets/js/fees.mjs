// Court fees from their scales, with the working; and a fee read backwards.  The same as procguide/fees.py.
// `rates` is the JSON of procguide.rates.table(); amounts are whole fen (BigInt).

import {
  Refusal, ZERO, add, ceil, decimal, div, fraction, less, max, min, mul, over, percent, plain, say, shown, sub, sum,
  tidy, times, yuan,
} from "./money.mjs";

/** The row of a name, alias or id that is good on a day (the newest without a day); throws Refusal. */
function named(name, rows, what, day) {
  const tidied = tidy(name);
  const same = rows.filter((row) => [row.id, row.title, ...row.aliases].includes(tidied));
  if (!same.length) {
    throw new Refusal(`没有“${tidied}”这种${what}；可写：${[...new Set(rows.map((row) => row.title))].join("、")}`);
  }
  same.sort((a, b) => (a.first < b.first ? -1 : 1));
  const found = day ? same.find((row) => row.first <= day && (!row.last || day <= row.last)) : same.at(-1);
  if (!found) throw new Refusal(`${same[0].title}的标准从 ${same[0].first} 起施行，不适用于 ${day}`);
  return found;
}

/** The fee of a name, alias or id; throws Refusal. */
export const feeNamed = (rates, name, day = null) => named(name, rates.fees, "费用", day);

/** The procedure of a name, alias or id; throws Refusal. */
export const procedureNamed = (rates, name, day = null) => named(name, rates.reductions, "程序", day);

/** The fee whose scale is used. */
const source = (rates, fee) => (fee.of ? rates.fees.find((other) => other.id === fee.of && !other.last) : fee);

/** The brackets with their bounds as fractions of fen; the last has no upper bound. */
const brackets = (scale) =>
  scale.brackets.map((bracket, index) => ({
    above: yuan(bracket.above),
    upto: index + 1 < scale.brackets.length ? yuan(scale.brackets[index + 1].above) : null,
    share: decimal(bracket.share),
  }));

/** The brackets an amount reaches, each with the part inside. */
const parts = (scale, amount) =>
  brackets(scale)
    .filter(({ above }) => less(above, amount))
    .map((one) => ({ ...one, part: sub(one.upto ? min(amount, one.upto) : amount, one.above) }));

/** The exact fee on an amount (a fraction of fen), before any reduction; `base` in place of the least. */
export function scaled(rates, fee, amount, base = null) {
  const scale = source(rates, fee);
  const marginal = sum(parts(scale, amount).map(({ part, share }) => mul(part, share)));
  const whole = over(add(yuan(base ?? scale.least), marginal), fee.divide);
  return fee.cap === null ? whole : min(whole, yuan(fee.cap));
}

/** An amount as shown, or the range of it. */
const between = (least, most) => (less(least, most) ? `${shown(least)} 至 ${shown(most)}` : shown(least));

function scaleWorking(rates, fee, amount) {
  const scale = source(rates, fee);
  const least = yuan(scale.least);
  const told = [];
  if (fee.amount) told.push(say(rates, "fee-amount", { what: fee.amount, amount: shown(amount) }));
  if (scale.least !== scale.most) {
    told.push(say(rates, "fee-base-range", { least: shown(least), most: shown(yuan(scale.most)) }));
  } else if (least.n) {
    told.push(say(rates, "fee-base", { base: shown(least) }));
  }
  const reached = parts(scale, amount);
  for (const { above, upto, part, share } of reached) {
    const words = { part: shown(part), share: percent(share), fee: shown(mul(part, share)), above: shown(above) };
    const sentence = upto === null ? "fee-top" : above.n === 0n ? "fee-first-part" : "fee-part";
    told.push(say(rates, sentence, upto === null ? words : { ...words, upto: shown(upto) }));
  }
  const whole = add(least, sum(reached.map(({ part, share }) => mul(part, share))));
  if (reached.length + (least.n ? 1 : 0) > 1) told.push(say(rates, "fee-sum", { fee: between(whole, add(whole, sub(yuan(scale.most), least))) }));
  const divided = over(whole, fee.divide);
  if (fee.of) {
    const words = { of: scale.title, divide: fee.divide, whole: shown(whole), fee: shown(divided) };
    told.push(say(rates, "fee-divided", words));
  }
  if (fee.cap !== null && less(yuan(fee.cap), divided)) {
    told.push(say(rates, "fee-capped", { fee: shown(divided), cap: shown(yuan(fee.cap)) }));
  }
  return told;
}

/** Reductions are of the acceptance fee (13), never of an application fee (14) or a lawyer's. */
export const reducible = (fee) => fee.cites.some((cite) => cite.startsWith("诉讼费办法/13"));

/** The fee on an amount under the procedures that apply, as procguide.fees.table(); throws Refusal. */
export function charge(rates, fee, amount = null, procedures = [], day = null) {
  if (fee.amount && amount === null && !fee.bare) throw new Refusal(`${fee.title}要填写${fee.amount}`);
  if (procedures.length && !reducible(fee)) throw new Refusal(`减半只适用于案件受理费，不适用于${fee.title}`);
  if (day !== null && day < fee.first) throw new Refusal(`${fee.title}的标准从 ${fee.first} 起施行，不适用于 ${day}`);
  const value = fee.amount && amount !== null ? fraction(amount) : ZERO;
  const scale = source(rates, fee);
  let [least, most] = [scaled(rates, fee, value), scaled(rates, fee, value, scale.most)];
  const working = scaleWorking(rates, fee, value);
  const halvings = procedures.filter((procedure) => procedure.divide > 1);
  for (const { title, text, cites } of procedures) {
    working.push({ ...say(rates, "fee-procedure", { procedure: title, text }), cites });
  }
  if (halvings.length) {
    // 民诉法解释/206: however many reasons there are to halve, the fee is halved once.
    if (halvings.length > 1) working.push(say(rates, "fee-halved-once"));
    const words = { whole: between(least, most), fee: between(over(least, 2), over(most, 2)) };
    working.push(say(rates, "fee-halved", words));
    [least, most] = [over(least, 2), over(most, 2)];
  }
  if (least.d !== 1n || most.d !== 1n) working.push(say(rates, "fee-rounded"));
  if (!fee.confirmed) working.push(say(rates, "fee-unconfirmed"));
  return {
    kind: fee.title,
    amount: fee.amount && amount !== null ? plain(amount) : null,
    procedures: procedures.map((procedure) => procedure.title),
    fee: plain(least),
    most: plain(most),
    working,
    cites: [...new Set([...fee.cites, ...scale.cites.slice(0, 1), ...procedures.flatMap(({ cites }) => cites)])],
    advance: fee.advance,
    bears: fee.bears,
    tip: fee.tip,
    confirmed: fee.confirmed,
  };
}

/** The least amount whose exact fee (uncapped, before reductions) is `target`. */
function inverse(rates, fee, target) {
  const scale = source(rates, fee);
  let rest = sub(times(target, fee.divide), yuan(scale.least));
  if (rest.n <= 0n) return ZERO;
  for (const { above, upto, share } of brackets(scale)) {
    const inside = upto === null ? null : mul(sub(upto, above), share);
    if (inside === null || !less(inside, rest)) return add(above, div(rest, share));
    rest = sub(rest, inside);
  }
  return null;
}

/** The amounts whose fee, rounded to the fen, is `charged` (whole fen): {least, most, working}. */
export function claim(rates, fee, charged, procedures = []) {
  const scale = source(rates, fee);
  if (scale.least !== scale.most || !scale.brackets.length) {
    throw new Refusal(`${fee.title}不是按金额计算的定额标准，不能反推金额`);
  }
  if (procedures.length && !reducible(fee)) throw new Refusal(`减半只适用于案件受理费，不适用于${fee.title}`);
  const halves = procedures.some((procedure) => procedure.divide > 1) ? 2n : 1n;
  const whole = fraction(charged * halves);
  const margin = fraction(halves, 2n);
  const cap = fee.cap === null ? null : yuan(fee.cap);
  const nothing = { least: null, most: null, working: [say(rates, "claim-none", { fee: shown(charged) })] };
  const beyond = add(whole, margin);
  if (!less(scaled(rates, fee, ZERO), beyond) || (cap && less(cap, sub(whole, margin)))) return nothing;
  // A rounded fee comes from every exact fee in [charged - half a fen, charged + half a fen).
  const least = max(fraction(ceil(inverse(rates, fee, sub(whole, margin)))), fraction(1n));
  if (cap && less(cap, beyond)) {
    const working = [say(rates, "claim-from", { fee: shown(charged), least: shown(least) })];
    return { least: plain(least), most: null, working };
  }
  const most = fraction(ceil(inverse(rates, fee, beyond)) - 1n);
  if (less(most, least)) return nothing;
  const sentence = least.n === most.n ? "claim-exact" : "claim-between";
  const working = [say(rates, sentence, { fee: shown(charged), least: shown(least), most: shown(most) })];
  return { least: plain(least), most: plain(most), working };
}
