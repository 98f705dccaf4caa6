// Reads cases with Python's answers as JSON lines from standard input and tells every difference.
// The first line is {law, guide}; then {kind, args, expected}, where expected may hold only some fields, or {error}.

import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";

import { count } from "../../docs/assets/js/periods.mjs";
import { check } from "../../docs/assets/js/limitation.mjs";
import { ics, plan } from "../../docs/assets/js/plan.mjs";
import { Uncountable, works } from "../../docs/assets/js/calendar.mjs";

let given = null;
let done = 0;
let different = 0;

const answers = {
  count: ([period, start, regime, options]) => count(period, start, given.guide.regimes[regime], given.law, options),
  check: ([claim, asOf]) => check(claim, asOf, given.guide.regimes, given.law),
  plan: ([kase]) => ({ entries: plan(kase, given.guide, given.law) }),
  ics: ([kase]) => ({ text: ics(kase, plan(kase, given.guide, given.law), given.guide) }),
  works: ([day]) => ({ works: works(given.law, day) }),
};

function answer({ kind, args }) {
  try {
    return answers[kind](args);
  } catch (error) {
    if (error instanceof Uncountable) return { error: error.message };
    throw error;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (!given) {
    given = JSON.parse(line);
    continue;
  }
  const asked = JSON.parse(line);
  const found = answer(asked);
  done += 1;
  if (asked.print) {
    process.stdout.write(JSON.stringify(found) + "\n");
    continue;
  }
  const fields = asked.partial ? Object.keys(asked.expected) : [...new Set([...Object.keys(found), ...Object.keys(asked.expected)])];
  const wrong = fields.filter((field) => !isDeepStrictEqual(found[field], asked.expected[field]));
  if (wrong.length) {
    different += 1;
    if (different <= 5) console.error(JSON.stringify({ asked, wrong, found }, null, 1));
  }
}
console.error(`${done} cases, ${different} different`);
process.exit(different ? 1 : 0);
