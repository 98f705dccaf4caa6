// Interest by segments: agreed, capped and doubled, with part payments applied in order, exact until it is shown.
// The same as procguide/interest.py: which days count (`ends`) and the days of a year (`basis`) are never assumed.

import {
  Refusal, ZERO, add, decimal, fraction, less, min, mul, percent, plain, say, shown, sub, sum, times, unique,
} from "./money.mjs";
import { NOTHING_OWED, daily, dayNumber, formula, isoDay, newYear, rateOn, rateText, same, yearOf } from "./schedule.mjs";

export const ENDS = {
  first: "起始日计入、截止日不计入",
  last: "起始日不计入、截止日计入",
  both: "起始日、截止日都计入",
  neither: "起始日、截止日都不计入",
};
export const BASES = { 360: "一年按 360 天", 365: "一年按 365 天", actual: "平年按 365 天、闰年按 366 天" };
/** 民法典/561 before judgment; 迟延履行利息解释/4 puts the doubled part last.  The parties may agree otherwise. */
export const ORDER = ["costs", "interest", "principal", "surcharge"];
const [EPOCH, HORIZON] = ["1949-10-01", "2200-01-01"];

/** The first day that counts and the day after the last one, as day numbers. */
export function span(start, end, ends) {
  const first = dayNumber(start) + (ends === "first" || ends === "both" ? 0 : 1);
  const stop = dayNumber(end) + (ends === "last" || ends === "both" ? 1 : 0);
  return [first, Math.max(first, stop)];
}

/** The first day that counts after an ISO day under a convention: where the doubled part begins. */
export const firstCounted = (day, ends) => isoDay(dayNumber(day) + (ends === "first" || ends === "both" ? 0 : 1));

function refuse({ start, end, basis, ends, principal, costs, payments, order }) {
  if (!(basis in BASES) || !(ends in ENDS)) throw new Refusal("请写明一年按多少天、哪一端计入");
  [start, end, ...payments.map(({ day }) => day)].forEach(dayNumber);
  if (end < start) throw new Refusal(`截止日 ${end} 早于起始日 ${start}`);
  if (start < EPOCH || end >= HORIZON) throw new Refusal(`日期应在 ${EPOCH} 至 ${HORIZON} 之间，请核对年份`);
  if (principal < 0n || costs < 0n) throw new Refusal("本金和费用不能是负数");
  if ([...order].sort().join() !== [...ORDER].sort().join()) {
    throw new Refusal("抵充顺序要把费用、利息、本金、加倍部分各写一次");
  }
  for (const { day, amount } of payments) {
    if (day < start || day > end) throw new Refusal(`付款日 ${day} 不在 ${start} 至 ${end} 之间`);
    if (amount <= 0n) throw new Refusal(`${day} 的付款金额必须大于零`);
  }
}

/** From which day each payment lowers the balances: its own day, or the next where the last day counts. */
function effective({ start, end, ends, payments }) {
  const [first, stop] = span(start, end, ends);
  const later = ends === "last" || ends === "both" ? 1 : 0;
  const ordered = payments.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  return ordered.map((payment) => ({
    from: Math.min(Math.max(dayNumber(payment.day) + later, first), stop),
    payment,
  }));
}

const schedules = ({ agreed, limits, surcharge }) => [agreed, limits ?? NOTHING_OWED, surcharge];

function cuts(debt, waiting) {
  const [first, stop] = span(debt.start, debt.end, debt.ends);
  const days = [first, stop, ...waiting.map(({ from }) => from)];
  for (const { steps } of schedules(debt)) days.push(...steps.map((step) => step.first));
  if (debt.basis === "actual") for (let year = yearOf(first); year <= yearOf(stop); year++) days.push(newYear(year));
  return [...new Set(days)].filter((day) => first <= day && day <= stop).sort((a, b) => a - b);
}

function segment(debt, first, stop, left) {
  const days = stop - first;
  const agreed = rateOn(debt.agreed, first);
  let rate = agreed;
  let known = !debt.agreed.steps.length || agreed !== null;
  if (known && rate && debt.limits) {
    const limit = rateOn(debt.limits, first);
    known = limit !== null;
    if (limit && less(daily(limit, first, debt.basis), daily(rate, first, debt.basis))) rate = limit;
  }
  if (!known) rate = null;
  const surchargeRate = rateOn(debt.surcharge, first);
  const base = add(left.principal, left.costs);
  const accrued = (amount, stated) => (stated ? times(mul(amount, daily(stated, first, debt.basis)), days) : ZERO);
  return {
    first, last: stop - 1, days, principal: left.principal, base, agreed, rate, known,
    capped: known && !same(rate, agreed),
    interest: accrued(left.principal, rate),
    surchargeRate,
    surcharge: accrued(base, surchargeRate),
  };
}

function received({ from, payment }, left, order) {
  let rest = fraction(payment.amount);
  const applied = {};
  for (const balance of order) {
    applied[balance] = min(rest, left[balance]);
    left[balance] = sub(left[balance], applied[balance]);
    rest = sub(rest, applied[balance]);
  }
  return { from, payment, applied, over: rest };
}

/**
 * The debt worked out to its last day, as procguide.interest.table(); throws Refusal.
 * debt: {principal, costs, payments: [{day, amount}]} in whole fen, {start, end} ISO days, basis, ends,
 * agreed, limits (or null), surcharge: schedules of schedule.mjs, order.
 */
export function accrue(rates, debt) {
  debt = { agreed: NOTHING_OWED, limits: null, surcharge: NOTHING_OWED, costs: 0n, payments: [], order: ORDER, ...debt };
  refuse(debt);
  const left = { costs: fraction(debt.costs), interest: ZERO, principal: fraction(debt.principal), surcharge: ZERO };
  const waiting = effective(debt);
  const edges = cuts(debt, waiting);
  const [segments, receipts] = [[], []];
  edges.forEach((first, index) => {
    while (waiting.length && waiting[0].from <= first) receipts.push(received(waiting.shift(), left, debt.order));
    const stop = edges[index + 1] ?? first;
    if (stop > first && add(left.principal, left.costs).n > 0n) {
      const one = segment(debt, first, stop, left);
      left.interest = add(left.interest, one.interest);
      left.surcharge = add(left.surcharge, one.surcharge);
      segments.push(one);
    }
  });
  return table(rates, debt, segments, receipts, left);
}

function receiptTold(rates, debt, { payment, applied }) {
  const lawful = debt.order.join() === ORDER.join();
  const sentence = !lawful ? "payment-order" : debt.surcharge.steps.length ? "payment-judgment" : "payment";
  const amounts = Object.fromEntries(Object.entries(applied).map(([balance, amount]) => [balance, shown(amount)]));
  return say(rates, sentence, { day: payment.day, amount: shown(payment.amount), ...amounts });
}

function segmentTold(rates, debt, one) {
  const told = [];
  const words = { first: isoDay(one.first), last: isoDay(one.last), days: one.days };
  if (!one.known) {
    told.push(say(rates, "segment-unknown", words));
  } else if (one.rate && one.principal.n) {
    Object.assign(words, { principal: shown(one.principal), interest: shown(one.interest) });
    words.formula = formula(one.rate, one.first, debt.basis, one.days);
    if (one.capped) Object.assign(words, { agreed: rateText(one.agreed), rate: `${rateText(one.rate)}计算` });
    told.push(say(rates, one.capped ? "segment-capped" : "segment", words));
  }
  if (one.surchargeRate && one.surcharge.n) {
    const doubling = formula(one.surchargeRate, one.first, debt.basis, one.days);
    const more = { base: shown(one.base), interest: shown(one.surcharge), formula: doubling };
    told.push(say(rates, "segment-surcharge", { ...words, ...more }));
  }
  return told;
}

function working(rates, debt, days, segments, receipts) {
  const told = [
    say(rates, "convention", { start: debt.start, end: debt.end, ends: ENDS[debt.ends], days, basis: BASES[debt.basis] }),
    ...schedules(debt).flatMap(({ said }) => said),
  ];
  const events = [
    ...segments.map((one) => [one.first, 1, () => segmentTold(rates, debt, one)]),
    ...receipts.map((one) => [one.from, 0, () => [
      receiptTold(rates, debt, one),
      ...(one.over.n ? [say(rates, "overpaid", { amount: shown(one.over) })] : []),
    ]]),
  ];
  events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (const [, , tell] of events) told.push(...tell());
  if (segments.length) told.push(say(rates, "rounded"));
  return told;
}

function table(rates, debt, segments, receipts, left) {
  const [first, stop] = span(debt.start, debt.end, debt.ends);
  const unknown = segments.filter(({ known }) => !known).reduce((days, one) => days + one.days, 0);
  const warnings = schedules(debt).flatMap((schedule) => schedule.warnings);
  if (unknown) warnings.push(say(rates, "unknown-days", { days: unknown }));
  const amounts = (of) => Object.fromEntries(ORDER.map((balance) => [balance, plain(of[balance])]));
  return {
    start: debt.start, end: debt.end, basis: debt.basis, ends: debt.ends, days: stop - first, unknown_days: unknown,
    interest: plain(sum(segments.map(({ interest }) => interest))),
    surcharge: plain(sum(segments.map(({ surcharge }) => surcharge))),
    left: amounts(left),
    due: plain(sum(Object.values(left))),
    over: plain(sum(receipts.map((receipt) => receipt.over))),
    segments: segments.map((one) => ({
      first: isoDay(one.first), last: isoDay(one.last), days: one.days, principal: plain(one.principal),
      agreed: one.agreed && rateText(one.agreed), rate: one.rate && rateText(one.rate), capped: one.capped,
      known: one.known, interest: plain(one.interest), base: plain(one.base), surcharge: plain(one.surcharge),
    })),
    payments: receipts.map(({ payment, applied, over }) => ({
      day: payment.day, amount: plain(payment.amount), over: plain(over), ...amounts(applied),
    })),
    working: working(rates, debt, stop - first, segments, receipts),
    warnings: unique(warnings),
  };
}

/** Whether an agreed penalty (whole fen) looks excessive beside the loss. */
export function penalty(rates, agreed, loss) {
  const row = rates.thresholds.find(({ id }) => id === "penalty");
  const line = mul(fraction(loss), add(fraction(1n), decimal(row.share)));
  const over = less(line, fraction(agreed));
  const words = { agreed: shown(agreed), loss: shown(loss), line: shown(line), share: percent(decimal(row.share)) };
  const said = say(rates, over ? "penalty-over" : "penalty-within", words);
  return { line: plain(line), over, working: [said, { text: row.text, cites: row.cites }] };
}
