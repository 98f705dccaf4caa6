// From the few dated facts of a case to every deadline on its path, in order, and to a calendar file.
// procguide/plan.py in JavaScript: `law` is procguide.counting.table(), `guide` is procguide.plan.table().

import { Uncountable, dayOf, isDay, number } from "./calendar.mjs";
import { count } from "./periods.mjs";

const CHAIN = " > ";
const ALARMS = [7, 3, 1];

/** The count of one of the guide's deadlines from a day. */
export function counted(deadline, start, guide, law, options = {}) {
  const regime = guide.regimes[deadline.regime];
  const lasts = deadline.bound === "lasts" || (deadline.bound === "at-least" && regime.direction !== "backward");
  return count(deadline.period, start, regime, law, { lasts, ...options });
}

/** The count at the end of a trail of deadlines, each from the end of another, with the working of all of it. */
function along(trail, start, guide, law) {
  const working = [];
  const warnings = new Set();
  let day = start;
  let last = null;
  for (const id of trail) {
    last = counted(guide.deadlines[id], day, guide, law);
    working.push(...last.working);
    for (const warning of last.warnings) warnings.add(warning);
    // What follows is counted from the unrolled end: whether a roll moves its start too is not said anywhere.
    day = last.last_day < last.nominal_last_day ? last.last_day : last.nominal_last_day;
  }
  return { ...last, start, working, warnings: [...warnings] };
}

/** The facts that cannot be: {fact: sentence}. */
export function wrong(facts, law) {
  const found = {};
  for (const [name, day] of Object.entries(facts)) {
    const fact = law.facts[name];
    if (!fact) {
      found[name] = `没有 “${name}” 这项事实`;
    } else if (!isDay(day)) {
      found[name] = `“${day}” 不是日历上的日子，请写成 2026-01-31 的样子`;
    } else {
      const other = fact.after.find((earlier) => isDay(facts[earlier] ?? "") && day < facts[earlier]);
      if (other) {
        found[name] = `“${fact.title}”（${day}）早于 “${law.facts[other].title}”（${facts[other]}），请检查日期`;
      }
    }
  }
  return found;
}

/** Every deadline of a case {id, title, as_of, facts: {id: day}}, the earliest first; throws Uncountable. */
export function plan(kase, guide, law) {
  const problems = Object.values(wrong(kase.facts, law));
  if (problems.length) throw new Uncountable(problems.join("\n"));
  const entries = [];
  for (const [name, day] of Object.entries(kase.facts)) {
    const fact = law.facts[name];
    for (const written of [...fact.deadlines, ...fact.others]) {
      const trail = written.split(CHAIN);
      const id = trail.at(-1);
      const told = along(trail, day, guide, law);
      const { title, does } = guide.deadlines[id];
      entries.push({
        fact: name, begins: fact.title, deadline: id, title, does, own: fact.deadlines.includes(written),
        done: fact.done.some((other) => other in kase.facts), past: !!kase.as_of && told.last_day < kase.as_of, ...told,
      });
    }
  }
  const key = (entry) => [entry.last_day, entry.fact, entry.deadline].join(" ");
  return entries.sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}

export const escaped = (value) => value.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** A content line folded at 75 octets, never inside a character (RFC 5545 §3.1). */
export function folded(line) {
  const encoder = new TextEncoder();
  const rows = [];
  let row = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      rows.push(row);
      row = " ";
      octets = 1;
    }
    row += character;
    octets += size;
  }
  return [...rows, row].join("\r\n");
}

/** The deadlines of a case as a calendar file; the same deadline of the same case keeps its UID. */
export function ics(kase, entries, guide) {
  const compact = (day) => day.replaceAll("-", "");
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${guide.id}//procguide//ZH`, "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(kase.title || guide.title)}`,
  ];
  for (const entry of entries) {
    const deadline = guide.deadlines[entry.deadline];
    const told = [
      `${deadline.who}：${deadline.does}`,
      `起算：${entry.begins} ${entry.start}`,
      `逾期：${deadline.missed}`,
      `依据：${deadline.cites.join("、")}`,
      ...entry.warnings,
    ];
    lines.push(
      "BEGIN:VEVENT",
      `UID:${kase.id}.${entry.fact}.${entry.deadline}@${guide.id}`,
      `DTSTAMP:${compact(guide.as_of)}T000000Z`,
      `DTSTART;VALUE=DATE:${compact(entry.last_day)}`,
      `DTEND;VALUE=DATE:${compact(dayOf(number(entry.last_day) + 1))}`,
      `SUMMARY:${escaped(`最后一日：${deadline.title}${kase.title ? `（${kase.title}）` : ""}`)}`,
      `DESCRIPTION:${escaped(told.join("\n"))}`,
      "TRANSP:TRANSPARENT",
    );
    for (const days of entry.done ? [] : ALARMS) {
      lines.push(
        "BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(`还有 ${days} 天：${deadline.title}`)}`,
        `TRIGGER:-P${days}D`, "END:VALARM",
      );
    }
    lines.push("END:VEVENT");
  }
  lines.push("END:VCALENDAR");
  return lines.map(folded).join("\r\n") + "\r\n";
}
