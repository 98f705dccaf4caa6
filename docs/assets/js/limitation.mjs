// 诉讼时效体检: from what happened to a debt to the time that is left.  procguide/limitation.py in JavaScript.
//
// claim: {due, instalments, grace_ends, refused, harmed, period, events: [{cause, day, ended, proved}]}, days as texts.

import { Uncountable, isDay, number, say, spoken } from "./calendar.mjs";
import { count, label, period as periodOf, shifted } from "./periods.mjs";

const QUESTIONS = ["proof", "procedure", "renewal"];
const THREE_YEARS_SINCE = "2017-10-01";
const SOON = 180;

const later = (one, other) => (one > other ? one : other);

/** What every step of a check needs, and the line of limitation that (re)starts on a day. */
function bench(law, regimes, length, maximum, asOf) {
  const counted = (span, start, regime) => count(span, start, regimes[regime], law);
  function lineFrom(start, obstacles, savedBy) {
    const run = counted(length, start, "limitation");
    const plain = run.last_day;
    const window = later(start, shifted(plain, 0, -6)[0]);
    const working = [];
    let { last_day: end, warnings } = run;
    let suspended = false;
    for (const obstacle of obstacles) {
      const over = obstacle.ended ?? asOf;
      const words = { day: spoken(obstacle.day), title: law.causes[obstacle.cause].title };
      // Whether the six months after an obstacle can be suspended again is nowhere said: taken as no.
      if (obstacle.day > plain || over < window) {
        working.push(say(law, "check-obstacle-idle", words));
        continue;
      }
      const resumed = counted("P6M", over, "limitation-resumption");
      if (resumed.last_day > end) ({ last_day: end, warnings } = resumed);
      if (obstacle.ended) {
        working.push(say(law, "check-obstacle", { ...words, ended: spoken(over), end: spoken(end) }));
      } else {
        suspended = true;
        working.push(say(law, "check-obstacle-open", words));
      }
    }
    if (end > maximum) {
      working.push(say(law, "check-capped", { end: spoken(maximum) }));
      [end, warnings] = [maximum, []];
    }
    return { end, suspended, inProcedure: false, savedBy, working, warnings };
  }
  return { law, maximum, lineFrom };
}

/** The day limitation starts from, and why. */
function started(claim, law) {
  const instalments = [...(claim.instalments ?? [])].sort();
  const given = [
    [claim.due, "check-from-due"],
    [instalments.at(-1), "check-from-instalments"],
    [claim.grace_ends, "check-from-grace"],
    [claim.refused, "check-from-refusal"],
  ].filter(([day]) => day);
  if (given.length > 1) throw new Uncountable("到期日、分期、宽限期、明确拒绝只能填一种，它们各有各的起算日");
  if (!given.length) return null;
  const [[day, name]] = given;
  const why = say(law, name);
  return [day, { text: say(law, "check-start", { day: spoken(day), why: why.text }).text, cites: why.cites }];
}

function checked(claim, law, asOf) {
  const days = [asOf, claim.due, ...(claim.instalments ?? []), claim.grace_ends, claim.refused, claim.harmed];
  for (const event of claim.events ?? []) days.push(event.day, event.ended);
  for (const day of days) {
    if (day && !isDay(day)) throw new Uncountable(`“${day}” 不是日历上的日子，请写成 2026-01-31 的样子`);
  }
  for (const event of claim.events ?? []) {
    const cause = law.causes[event.cause];
    if (!cause) throw new Uncountable(`没有 “${event.cause}” 这种事由`);
    if (!event.day) throw new Uncountable(`“${cause.title}” 还没有填日期`);
    if (event.day > asOf || (event.ended && event.ended > asOf)) {
      throw new Uncountable(`“${cause.title}” 的日期在体检日 ${asOf} 之后，请检查`);
    }
    if (event.ended && event.ended < event.day) {
      throw new Uncountable(`“${cause.title}” 结束于 ${event.ended}，早于开始的 ${event.day}，请检查`);
    }
    if (event.ended && !["procedure", "obstacle"].includes(cause.kind)) {
      throw new Uncountable(`“${cause.title}” 是一天里的事，不需要结束日期`);
    }
  }
}

const cited = (point, cause) => ({
  text: point.text,
  cites: [...point.cites, ...cause.cites.filter((cite) => !point.cites.includes(cite))],
});

/** Follow the events in order; `allowed` are the questions answered for the creditor. */
function lineOf(start, events, known, { law, maximum, lineFrom }, allowed) {
  const obstacles = known.filter((event) => event.proved !== false || allowed.has("proof"));
  const steps = [];
  let line = lineFrom(start, obstacles, null);
  for (const event of events) {
    const cause = law.causes[event.cause];
    const words = { day: spoken(event.day), title: cause.title };
    const late = event.day > line.end;
    const renews = cause.kind === "consent" && allowed.has("renewal") && event.day <= maximum;
    if (event.proved === false && !allowed.has("proof")) {
      steps.push(say(law, "check-unproved", words));
    } else if (event.day < start) {
      steps.push(say(law, "check-early", words));
    } else if (late && !renews) {
      steps.push(say(law, "check-no-effect", { ...words, end: spoken(line.end) }));
    } else if (!late && cause.kind === "procedure" && !event.ended) {
      steps.push(cited(say(law, "check-in-procedure", words), cause));
      return { ...line, inProcedure: true, savedBy: event, working: steps, warnings: [] };
    } else {
      const before = line.end;
      const base = event.ended && allowed.has("procedure") ? event.ended : event.day;
      line = lineFrom(base, obstacles, event);
      if (event.ended) {
        steps.push(cited(say(law, "check-procedure", { ...words, ended: spoken(event.ended) }), cause));
      }
      if (late) {
        steps.push(say(law, "check-renewed", { ...words, end: spoken(before), renewed: spoken(line.end) }));
      } else {
        steps.push(cited(say(law, "check-restart", { ...words, from: spoken(base), end: spoken(line.end) }), cause));
      }
    }
  }
  return { ...line, working: [...steps, ...line.working] };
}

function disputeOf(question, end, safe, law) {
  const safely = say(law, "dispute-safe", { end: spoken(safe) });
  return {
    question: say(law, `dispute-${question}`).text,
    positions: [safely, say(law, `dispute-${question}-position`, { end: spoken(end) })],
    safe: safely.text,
  };
}

function adviceOf(state, days, law) {
  if (state === "in-procedure") return say(law, "advise-procedure");
  if (state === "expired") return say(law, "advise-late");
  return say(law, days <= SOON ? "advise-soon" : "advise-now", { days });
}

/** What is left of limitation on a day; throws Uncountable with a Chinese sentence. */
export function check(claim, asOf, regimes, law) {
  checked(claim, law, asOf);
  const length = typeof claim.period === "string" ? periodOf(claim.period) : claim.period ?? periodOf("P3Y");
  const from = started(claim, law);
  const harmed = claim.harmed || (from ? from[0] : null);
  const maximum = harmed ? count("P20Y", harmed, regimes["limitation-max"], law).last_day : null;
  if (!from || !maximum) {
    const working = [say(law, "check-not-begun")];
    if (maximum) working.push(say(law, "check-maximum", { end: spoken(maximum) }));
    return {
      state: "not-begun", start: null, last_day: null, latest_day: null, maximum, days_left: null, saved_by: null,
      working, disputes: [], advice: say(law, "advise-begin"), warnings: [],
    };
  }
  const [start, why] = from;
  const key = (event) => [event.day, event.ended ?? asOf, event.cause].join(" ");
  const inOrder = (claim.events ?? []).map((event) => ({ ...event, ended: event.ended || null }));
  inOrder.sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
  const obstacles = inOrder.filter((event) => law.causes[event.cause].kind === "obstacle");
  const events = inOrder.filter((event) => law.causes[event.cause].kind !== "obstacle");
  const table = bench(law, regimes, length, maximum, asOf);
  const line = lineOf(start, events, obstacles, table, new Set());
  const generous = lineOf(start, events, obstacles, table, new Set(QUESTIONS));
  const disputes = [];
  for (const question of QUESTIONS) {
    const other = lineOf(start, events, obstacles, table, new Set([question]));
    if (other.end !== line.end && !line.inProcedure && !other.inProcedure) {
      disputes.push(disputeOf(question, other.end, line.end, law));
    }
  }
  const first = count(length, start, regimes.limitation, law);
  const warnings = [...line.warnings];
  if (start < THREE_YEARS_SINCE) warnings.push(say(law, "check-old-law").text);
  if (claim.instalments?.length) warnings.push(say(law, "check-rent").text);
  const days = number(line.end) - number(asOf);
  const state = line.inProcedure ? "in-procedure" : days < 0 ? "expired" : line.suspended ? "suspended" : "running";
  const open = line.inProcedure || generous.inProcedure || generous.end === line.end;
  return {
    state,
    start,
    last_day: line.inProcedure ? null : line.end,
    latest_day: open ? null : generous.end,
    maximum,
    days_left: line.inProcedure ? null : days,
    saved_by: line.savedBy ? { cause: line.savedBy.cause, day: line.savedBy.day } : null,
    working: [
      why,
      say(law, "check-first-end", { period: label(length), end: spoken(first.last_day) }),
      ...line.working,
      say(law, "check-maximum", { end: spoken(maximum) }),
    ],
    disputes,
    advice: adviceOf(state, days, law),
    warnings,
  };
}
