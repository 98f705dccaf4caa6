// Reads cases with Python's answers as JSON lines from standard input and tells every difference.
// The first line is the rates; then {kind, args, expected}, where expected may be {error}.

import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";

import { Refusal, capital, decimal, fraction, number, parse, plain, shown } from "../../docs/assets/js/money.mjs";
import { charge, claim, feeNamed, procedureNamed } from "../../docs/assets/js/fees.mjs";
import { accrue, firstCounted, penalty } from "../../docs/assets/js/interest.mjs";
import { plan, sheet } from "../../docs/assets/js/repayment.mjs";
import { compare } from "../../docs/assets/js/worth.mjs";
import {
  NOTHING_OWED, agreed, agreedSchedule, ceiling, doubled, isoDay, lprOn, lprWarning, rateText, sme,
} from "../../docs/assets/js/schedule.mjs";

let rates = null;
let done = 0;
let different = 0;

const told = (rate) => (rate ? rateText(rate) : null);
const reductions = (names) => names.map((name) => procedureNamed(rates, name));

function debt({ principal, costs = "0", payments = [], rate, formed, filed, doubled: expiry, paused, sme: bought, lprOn, ...rest }) {
  const found = { ...rest, principal: BigInt(principal), costs: BigInt(costs) };
  found.payments = payments.map(([day, fen]) => ({ day, amount: BigInt(fen) }));
  found.agreed = bought ? sme(rates, bought, rate ?? "") : rate ? agreedSchedule(rates, rate, lprOn ?? null) : NOTHING_OWED;
  found.limits = formed ? ceiling(rates, formed, filed ?? null) : null;
  found.surcharge = expiry ? doubled(rates, firstCounted(expiry, rest.ends), paused) : NOTHING_OWED;
  return found;
}

const fractions = (texts) => texts.map((text) => {
  const [above, below = "1"] = text.split("/");
  return fraction(BigInt(above), BigInt(below));
});

const answers = {
  parse: ([text, zero]) => ({ fen: String(parse(text, { zero })) }),
  capital: ([fen]) => ({ capital: capital(BigInt(fen)) }),
  shown: ([fen]) => ({ shown: shown(BigInt(fen)), plain: plain(BigInt(fen)) }),
  fee: ([kind, fen, names]) => charge(rates, feeNamed(rates, kind), fen === null ? null : BigInt(fen), reductions(names)),
  claim: ([kind, fen, names]) => claim(rates, feeNamed(rates, kind), BigInt(fen), reductions(names)),
  agreed: ([text]) => {
    const { rate, multiple, term } = agreed(text);
    return { rate: told(rate), multiple: multiple ? number(multiple) : null, term: term ?? null };
  },
  lpr: ([day]) => {
    const row = lprOn(rates, day);
    return row ? { one_year: row.one_year, warning: null } : { one_year: null, warning: lprWarning(rates, day).text };
  },
  ceiling: ([formed, filed]) => {
    const { steps, said, warnings } = ceiling(rates, formed, filed);
    return { steps: steps.map(({ first, rate }) => [first === -Infinity ? null : isoDay(first), told(rate)]), said, warnings };
  },
  accrue: ([asked]) => accrue(rates, debt(asked)),
  plan: ([{ principal, fees, rate, limit, ...rest }]) => {
    const stated = (text) => (text ? agreed(text).rate : null);
    const terms = { ...rest, principal: BigInt(principal), fees: BigInt(fees), rate: stated(rate), limit: stated(limit) };
    const made = plan(rates, terms);
    return { ...made, sheet: sheet(made) };
  },
  worth: ([{ share, waiting, prospects, ...amounts }]) => {
    const pursuit = Object.fromEntries(Object.entries(amounts).map(([key, fen]) => [key, BigInt(fen)]));
    [pursuit.share, pursuit.waiting] = [decimal(share), decimal(waiting)];
    const estimates = Object.entries(prospects).map(([route, prospect]) => [
      route,
      Object.fromEntries(Object.entries(prospect).map(([key, texts]) => [key, fractions(texts)])),
    ]);
    return { routes: compare(rates, pursuit, Object.fromEntries(estimates)) };
  },
  penalty: ([stated, loss]) => penalty(rates, BigInt(stated), BigInt(loss)),
};

function answer({ kind, args }) {
  try {
    return answers[kind](args);
  } catch (error) {
    if (error instanceof Refusal) return { error: error.message };
    throw error;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (!rates) {
    rates = JSON.parse(line);
    continue;
  }
  const asked = JSON.parse(line);
  const found = answer(asked);
  done += 1;
  const fields = asked.partial ? Object.keys(asked.expected) : Object.keys({ ...found, ...asked.expected });
  const wrong = fields.filter((field) => !isDeepStrictEqual(found[field], asked.expected[field]));
  if (wrong.length) {
    different += 1;
    const part = (of) => Object.fromEntries(wrong.map((field) => [field, of[field]]));
    if (different <= 3) console.error(JSON.stringify({ ...asked, expected: part(asked.expected), found: part(found) }, null, 1));
  }
}
console.error(`${done} cases, ${different} different`);
process.exit(different ? 1 : 0);
