// Is it worth it: what each route costs first, brings if it works, costs if it does not.  The same as procguide/worth.py.
// Chances, times and recoveries are the reader's own; the expected net is linear in each, so its bounds are at the corners.

import {
  Refusal, ZERO, add, fraction, less, max, min, mul, over, plain, say, shown, sub, sum, yuan,
} from "./money.mjs";
import { charge, feeNamed, procedureNamed, scaled } from "./fees.mjs";

const LONGEST = 240; // months
const ONE = fraction(1n);
const negative = (value) => sub(ZERO, value);

function refuse(pursuit, prospect) {
  if (pursuit.claim <= 0n) throw new Refusal("金额必须大于零");
  const { fixed, other, preserved, share, waiting } = pursuit;
  const outside = share.n < 0n || !less(share, ONE) || waiting.n < 0n || less(ONE, waiting);
  if ([fixed, other, preserved].some((amount) => amount < 0n) || outside) {
    throw new Refusal("费用不能是负数，比例应在 0 至 100% 之间");
  }
  for (const [name, [least, most], top] of [
    ["把握", prospect.chance, 1], ["回款比例", prospect.recovery, 1], ["月数", prospect.months, LONGEST],
  ]) {
    if (least.n < 0n || less(most, least) || less(fraction(BigInt(top)), most)) {
      throw new Refusal(`${name}要从小到大写，在 0 至 ${top === 1 ? "100%" : top} 之间`);
    }
  }
}

/** The route's own fee and the fee of a preservation, which only a lawsuit here asks for (fractions of fen). */
function court(rates, route, { claim, preserved }) {
  if (!route.fee) return [ZERO, ZERO];
  const procedures = route.procedure ? [procedureNamed(rates, route.procedure)] : [];
  const fee = yuan(charge(rates, feeNamed(rates, route.fee), claim, procedures).fee);
  if (route.fee !== "acceptance" || !preserved) return [fee, ZERO];
  return [fee, yuan(charge(rates, feeNamed(rates, "preservation"), preserved).fee)];
}

/** A warning when the lawyer's share of what is recovered is more than the ceiling allows. */
function contingency(rates, { claim, share }, { recovery }) {
  const scale = feeNamed(rates, "contingency");
  for (const part of recovery.toReversed()) {
    const recovered = mul(fraction(claim), part);
    const [fee, cap] = [mul(recovered, share), scaled(rates, scale, recovered)];
    if (less(cap, fee)) return [say(rates, "worth-contingency", { fee: shown(fee), cap: shown(cap) })];
  }
  return [];
}

/**
 * A route's ranges, as a row of procguide.worth.table(); throws Refusal.
 * pursuit: {claim, fixed, other, preserved} in whole fen, {share, waiting} fractions;
 * prospect: {chance, recovery, months}, each [least, most] of fractions.
 */
export function outcome(rates, route, pursuit, prospect) {
  pursuit = { fixed: 0n, other: 0n, preserved: 0n, share: ZERO, waiting: ZERO, ...pursuit };
  refuse(pursuit, prospect);
  const [fee, frozen] = court(rates, route, pursuit);
  const spent = fraction(pursuit.fixed + pursuit.other);
  const lost = negative(sum([fee, frozen, spent]));
  const won = (recovery, months) => {
    const recovered = mul(fraction(pursuit.claim), recovery);
    // The court itself pays the acceptance fee back (民诉法解释/207); the other fees come from the debtor, if at all.
    const uncertain = add(route.fee === "acceptance" ? ZERO : fee, frozen);
    const kept = sub(sub(ONE, pursuit.share), over(mul(pursuit.waiting, months), 12n));
    return sub(sub(mul(recovered, kept), spent), mul(uncertain, sub(ONE, recovery)));
  };
  const wins = prospect.recovery.flatMap((recovery) => prospect.months.map((months) => won(recovery, months)));
  const means = prospect.chance.flatMap((chance) =>
    wins.map((win) => add(mul(chance, win), mul(sub(ONE, chance), lost))));
  const range = (values) => [values.reduce(min), values.reduce(max)];
  const [made, expected] = [range(wins), range(means)];
  const words = ([least, most]) => ({ least: shown(least), most: shown(most) });
  const advance = add(fee, frozen);
  return {
    route: route.id,
    title: route.title,
    court: plain(advance),
    won: made.map(plain),
    lost: plain(lost),
    expected: expected.map(plain),
    working: [
      say(rates, "worth-advance", { court: shown(advance) }),
      say(rates, "worth-won", words(made)),
      say(rates, "worth-lost", { amount: shown(negative(lost)) }),
      say(rates, "worth-expected", words(expected)),
      { text: route.text, cites: route.cites },
      { text: route.lost, cites: route.cites },
    ],
    warnings: contingency(rates, pursuit, prospect),
  };
}

/** The routes that the reader has estimates for, in the order of the data; an unknown route is refused. */
export function compare(rates, pursuit, prospects) {
  const known = rates.routes.map(({ id }) => id);
  const stranger = Object.keys(prospects).find((name) => !known.includes(name));
  if (stranger) throw new Refusal(`没有“${stranger}”这条路；可写：${known.join("、")}`);
  return rates.routes
    .filter(({ id }) => id in prospects)
    .map((route) => outcome(rates, route, pursuit, prospects[route.id]));
}
