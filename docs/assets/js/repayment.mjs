// A repayment plan: instalments that never ask for more than the ceiling allows.  The same as procguide/repayment.py.
// Interest runs from one due day (counted) to the next (not counted); each instalment is rounded to the fen, down at
// the ceiling, and the last takes what is left.

import {
  Refusal, ZERO, add, div, floor, fraction, less, mul, plain, rounded, say, shown, sum, times,
} from "./money.mjs";
import { BASES } from "./interest.mjs";
import { daily, dayNumber, isoDay, newYear, rateText, same, yearOf } from "./schedule.mjs";

export const METHODS = { level: "等额本息", principal: "等额本金", "interest-first": "先息后本" };
export const HEADINGS = ["期数", "到期日", "天数", "应还本金", "应还利息", "应还合计", "剩余本金"];
const MOST_INSTALMENTS = 360;

/** The same day of a later month, or that month's last (民法典/202). */
export function monthsAfter(iso, months) {
  const [year, month, day] = iso.split("-").map(Number);
  const length = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, length))).toISOString().slice(0, 10);
}

/** The share of the principal that accrues from a day number (counted) to another (not counted). */
function factor(rate, start, end, basis) {
  if (!rate) return ZERO;
  if (rate.per === "day" || basis !== "actual") return times(daily(rate, start, basis), end - start);
  let [total, day] = [ZERO, start];
  while (day < end) {
    const stop = Math.min(end, newYear(yearOf(day) + 1));
    total = add(total, times(daily(rate, day, basis), stop - day));
    day = stop;
  }
  return total;
}

function refuse({ count, start, firstDue, principal, fees, method, basis }) {
  if (!(method in METHODS) || !(basis in BASES)) throw new Refusal("请写明还款方式和一年按多少天");
  if (!(count >= 1 && count <= MOST_INSTALMENTS)) throw new Refusal(`期数应在 1 至 ${MOST_INSTALMENTS} 之间`);
  if (dayNumber(firstDue) <= dayNumber(start)) throw new Refusal(`第一期到期日 ${firstDue} 应当晚于起始日 ${start}`);
  if (yearOf(dayNumber(firstDue)) > 2150) throw new Refusal("日期过远，请核对年份");
  if (principal < BigInt(count)) throw new Refusal("本金太少，分不成这么多期");
  if (fees < 0n) throw new Refusal("费用不能是负数");
}

function lower(agreed, limit, { start, basis }) {
  if (!agreed || !limit) return agreed;
  const day = dayNumber(start);
  return less(daily(limit, day, basis), daily(agreed, day, basis)) ? limit : agreed;
}

/** The instalment that, paid every time, leaves nothing: P·Πg ÷ Σ of the products of the factors after each. */
function levelInstalment(principal, factors) {
  let [grown, after] = [fraction(1n), ZERO];
  for (const share of factors.toReversed()) {
    after = add(after, grown);
    grown = mul(grown, add(fraction(1n), share));
  }
  return rounded(div(times(grown, principal), after));
}

const least = (a, b) => (a < b ? a : b);

function instalments(terms, factors, edges, down) {
  let balance = terms.principal;
  const each = balance / BigInt(terms.count);
  const level = levelInstalment(balance, factors);
  return factors.map((share, index) => {
    const accrued = times(share, balance);
    const interest = down ? floor(accrued) : rounded(accrued);
    let principal = terms.method === "principal" ? each : 0n;
    if (index + 1 === terms.count) principal = balance;
    else if (terms.method === "level") principal = least(level > interest ? level - interest : 0n, balance);
    balance -= principal;
    return { number: index + 1, due: edges[index + 1], days: edges[index + 1] - edges[index], principal, interest, balance };
  });
}

/**
 * The instalments under the ceiling, as procguide.repayment.table(); throws Refusal.
 * terms: {principal, fees} in whole fen, {start, firstDue} ISO days, count, method, basis, rate and limit (or null).
 */
export function plan(rates, terms) {
  terms = { rate: null, limit: null, fees: 0n, ...terms };
  refuse(terms);
  const applied = lower(terms.rate, terms.limit, terms);
  const dues = Array.from({ length: terms.count }, (_, index) => dayNumber(monthsAfter(terms.firstDue, index)));
  const edges = [dayNumber(terms.start), ...dues];
  const factors = dues.map((due, index) => factor(applied, edges[index], due, terms.basis));
  const down = applied !== null && terms.limit !== null && same(applied, terms.limit);
  const made = instalments(terms, factors, edges, down);
  const interest = made.reduce((total, one) => total + one.interest, 0n);
  const total = interest + terms.principal;
  const capped = !same(applied, terms.rate);
  const working = capped
    ? [say(rates, "plan-capped", { agreed: rateText(terms.rate), rate: rateText(applied) })]
    : [];
  working.push(say(rates, "plan-convention", { method: METHODS[terms.method], basis: BASES[terms.basis] }));
  const day = Number(terms.firstDue.slice(8));
  if (day > 28) working.push(say(rates, "plan-month-end", { day }));
  working.push(say(rates, "plan-total", { count: terms.count, total: shown(total), interest: shown(interest) }));
  return {
    rate: applied && rateText(applied),
    capped,
    total: plain(total),
    interest: plain(interest),
    rows: made.map((one) => [
      String(one.number), isoDay(one.due), String(one.days),
      ...[one.principal, one.interest, one.principal + one.interest, one.balance].map(plain),
    ]),
    working,
    warnings: warnings(rates, terms, made, edges, interest),
  };
}

/** Interest and other fees together stay under the ceiling (民间借贷规定/29). */
function warnings(rates, terms, made, edges, interest) {
  if (!terms.limit || !terms.fees) return [];
  const balances = [terms.principal, ...made.map(({ balance }) => balance)];
  const line = sum(
    made.map((_, index) => times(factor(terms.limit, edges[index], edges[index + 1], terms.basis), balances[index])),
  );
  const total = interest + terms.fees;
  return less(line, fraction(total)) ? [say(rates, "plan-fees-over", { total: shown(total), line: shown(line) })] : [];
}

/** The plan as CSV; the mark in front tells Excel that it is UTF-8. */
export const sheet = ({ rows }) => "\ufeff" + [HEADINGS, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
