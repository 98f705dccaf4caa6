// Counting a period from an event to its last day, with the working shown: procguide/periods.py in JavaScript.
// Both are held to tests/cases/periods.csv and to each other.  `regime` is {id, title, direction, rolls, cites}.

import {
  Uncountable, dayOf, isDay, isWeekend, knows, likelyWorks, monthLength, number, say, settled, spoken, text, works, yearOf,
} from "./calendar.mjs";

export { Uncountable } from "./calendar.mjs";

const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
const POSTED = new Set(["procedural", "immutable"]);
const MAKE_UP_DAYS = 2;
const REST_DAYS = 6;
const PERIOD = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?$/;

/** The period a text states: P15D, P6M, P2Y, PT48H or "15 working days". */
export function period(written) {
  const working = /^(\d+) working days?$/.exec(written);
  const iso = PERIOD.exec(written);
  if (!working && (!iso || written === "P" || written.endsWith("T"))) {
    throw new Uncountable(`“${written}” 不是期间，应写作 P15D、P6M、P2Y、PT48H 或 “15 working days”`);
  }
  const [years, months, weeks, days, hours] = working ? [0, 0, 0, 0, 0] : iso.slice(1).map((count) => +(count ?? 0));
  const found = { years, months, weeks, days, hours, working_days: working ? +working[1] : 0 };
  if (Object.values(found).every((count) => count === 0)) throw new Uncountable(`“${written}” 的长度是零`);
  return found;
}

/** A period as it is written. */
export function written({ years, months, weeks, days, hours, working_days }) {
  if (working_days) return `${working_days} working days`;
  const parts = [[years, "Y"], [months, "M"], [weeks, "W"], [days, "D"]];
  const dated = parts.filter(([count]) => count).map(([count, unit]) => `${count}${unit}`);
  return `P${dated.join("")}${hours ? `T${hours}H` : ""}`;
}

/** A period as a Chinese reader says it. */
export function label({ years = 0, months = 0, weeks = 0, days = 0, hours = 0, working_days = 0 }) {
  const parts = [
    [years, "年"], [months, "个月"], [weeks, "周"], [days, "日"], [hours, "小时"], [working_days, "个工作日"],
  ];
  return parts.filter(([count]) => count).map(([count, unit]) => `${count}${unit}`).join("");
}

/** The corresponding day some months on (or back), and whether the month has one; else the month's last day. */
export function shifted(day, years, months) {
  const [year0, month0, date] = day.split("-").map(Number);
  const total = year0 * 12 + month0 - 1 + years * 12 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    throw new Uncountable(`算出来的年份 ${year} 超出了 ${FIRST_YEAR}—${LAST_YEAR} 年，请检查日期和期间`);
  }
  const last = monthLength(year, month);
  return [text(year, month, Math.min(date, last)), date <= last];
}

function moved(day, days) {
  const count = number(day) + days;
  if (count < number(`${FIRST_YEAR}-01-01`) || count > number(`${LAST_YEAR}-12-31`)) {
    throw new Uncountable(`算出来的日子超出了 ${FIRST_YEAR}—${LAST_YEAR} 年，请检查日期和期间`);
  }
  return dayOf(count);
}

/** The count-th working day after (step 1) or before (-1) a day. */
function walked(day, step, count, worked) {
  for (let left = count; left > 0; left -= worked(day)) day = moved(day, step);
  return day;
}

/** Whether a day may be worked at the earliest: in unknown years weekdays are, and the most make-up days there may be. */
function earliest(law) {
  let spare = MAKE_UP_DAYS;
  return (day) => {
    if (likelyWorks(law, day)) return true;
    if (knows(law, yearOf(day)) || !isWeekend(day) || !spare) return false;
    spare -= 1;
    return true;
  };
}

function checked(length, day, clock, regime) {
  if (!isDay(day)) throw new Uncountable(`“${day}” 不是日历上的日子，请写成 2026-01-31 的样子`);
  if (yearOf(day) < FIRST_YEAR || yearOf(day) > LAST_YEAR) {
    throw new Uncountable(`日期 ${day} 不在 ${FIRST_YEAR}—${LAST_YEAR} 年之内，请检查年份`);
  }
  if (length.hours) {
    if (length.years || length.months || length.weeks || length.days || length.working_days) {
      throw new Uncountable("小时不能和年、月、日混在一个期间里计算，请分开写");
    }
    if (!["hours", "procedural"].includes(regime.id)) {
      throw new Uncountable(`“${regime.title}” 不按小时计算，请改用 hours（按小时）`);
    }
    if (!clock) throw new Uncountable("按小时计算的期间要写明几点，例如 2026-03-02T14:20");
    return;
  }
  if (regime.id === "hours") throw new Uncountable(`“${regime.title}” 只能写小时，例如 PT48H`);
  if (regime.id === "working-days" && !length.working_days) {
    throw new Uncountable(`按工作日计算的期间要写作 “15 working days”，“${written(length)}” 是按日历计算的`);
  }
}

/** The last day before any roll, counting forward from the day of the event, and the steps. */
function nominalOf(length, day, law, sameDay) {
  const working = [];
  let end = day;
  if (length.years || length.months) {
    const [corresponding, exists] = shifted(day, length.years, length.months);
    const named = label({ years: length.years, months: length.months });
    end = sameDay && exists ? moved(corresponding, -1) : corresponding;
    if (sameDay && exists) working.push(say(law, "same-day-corresponding", { end: spoken(end) }));
    else if (exists) working.push(say(law, "corresponding", { period: named, end: spoken(end) }));
    else working.push(say(law, "month-end", { end: spoken(end) }));
  }
  const days = length.weeks * 7 + length.days;
  if (days && working.length) {
    end = moved(end, days);
    working.push(say(law, "then-days", { count: days, end: spoken(end) }));
  } else if (days) {
    end = moved(end, days - (sameDay ? 1 : 0));
    working.push(say(law, "days", { period: label(length), count: days, end: spoken(end) }));
  }
  return [end, working];
}

function unknown(year, day, later, law) {
  const warnings = [say(law, "unknown-year", { year }).text];
  return later === day ? warnings : [...warnings, say(law, "likely", { day: spoken(later) }).text];
}

function unsettled(day, law) {
  return settled(law, day) ? [] : [say(law, "unsettled", { day: spoken(day), year: yearOf(day) + 1 }).text];
}

/** What is to be minded in a regime: a "caution" belongs to the working, a "doubt" to the warnings. */
function regimeSays(kind, regime, law) {
  const sentence = `${kind}-${regime.id}`;
  return Object.hasOwn(law.sentences, sentence) ? [say(law, sentence)] : [];
}

const doubts = (regime, law) => regimeSays("doubt", regime, law).map((said) => said.text);

/** The last day after the roll, the likely later one, the steps and the warnings. */
function rolled(day, regime, law, lasts) {
  const likely = (other) => likelyWorks(law, other);
  if (!regime.rolls) {
    const step = { ...say(law, "not-rolled", { regime: regime.title, day: spoken(day) }), cites: [...regime.cites] };
    return [day, null, [step], []];
  }
  if (!knows(law, yearOf(day))) {
    const later = walked(moved(day, -1), 1, 1, likely);
    return [day, later, [say(law, "roll-open", { day: spoken(day) })], unknown(yearOf(day), day, later, law)];
  }
  if (works(law, day)) {
    const step = say(law, isWeekend(day) ? "worked-weekend" : "working-day", { day: spoken(day) });
    return [day, null, [step], unsettled(day, law)];
  }
  const later = walked(day, 1, 1, likely);
  if (!knows(law, yearOf(later))) {
    return [day, later, [say(law, "roll-open", { day: spoken(day) })], unknown(yearOf(later), day, later, law)];
  }
  const words = { day: spoken(day), end: spoken(later) };
  if (lasts) return [day, later, [say(law, "lasts", words)], unsettled(later, law)];
  return [later, null, [say(law, "rolled", words)], unsettled(later, law)];
}

/** The safe and the likely day after counting working days, the steps and the warnings. */
function workingDays(day, step, count, law, sentence) {
  const likelyWorked = (other) => likelyWorks(law, other);
  const likely = walked(day, step, count, likelyWorked);
  const said = [say(law, sentence, { count, end: spoken(likely) })];
  const years = [yearOf(day), yearOf(likely)].sort((one, other) => one - other);
  let missing = years[0];
  while (missing <= years[1] && knows(law, missing)) missing += 1;
  if (missing > years[1]) return [likely, likely, said, unsettled(likely, law)];
  const safe = step > 0 ? walked(day, step, count, earliest(law)) : walked(day, step, count + REST_DAYS, likelyWorked);
  const warnings = [say(law, "unknown-year", { year: missing }).text, say(law, "working-unknown").text];
  return [safe, likely, said, [...warnings, say(law, "likely", { day: spoken(likely) }).text]];
}

function forward(length, start, regime, law, { sameDay, lasts, closes }) {
  const first = sameDay ? start : moved(start, 1);
  const working = [say(law, sameDay ? "same-day" : "first-day", { start: spoken(start), first: spoken(first) })];
  let last, nominal, latest, warnings;
  if (length.working_days) {
    let steps;
    [last, nominal, steps, warnings] = workingDays(sameDay ? moved(start, -1) : start, 1, length.working_days, law, "working");
    latest = nominal;
    working.push(...steps);
  } else {
    let steps, rolls;
    [nominal, steps] = nominalOf(length, start, law, sameDay);
    [last, latest, rolls, warnings] = rolled(nominal, regime, law, lasts);
    working.push(...steps, ...rolls);
  }
  working.push(closes ? say(law, "ends-at", { day: spoken(last), time: closes }) : say(law, "ends", { day: spoken(last) }));
  if (POSTED.has(regime.id)) working.push(say(law, "posting"));
  working.push(...regimeSays("caution", regime, law));
  return {
    period: written(length), start, regime: regime.id, first_day: first, nominal_last_day: nominal, last_day: last,
    latest_day: latest && latest !== last ? latest : null, instant: `${last}T${closes || "24:00"}`, working,
    warnings: [...warnings, ...doubts(regime, law)],
  };
}

/** Before an event: the event's day is not counted, nothing rolls, and the safe day is a working day. */
function backward(length, start, regime, law, lasts) {
  const first = moved(start, -1);
  const working = [say(law, "backward-first-day", { start: spoken(start), first: spoken(first) })];
  const told = { period: written(length), start, regime: regime.id, first_day: first };
  let warnings = [];
  let last, nominal;
  if (length.working_days) {
    let steps;
    [last, nominal, steps, warnings] = workingDays(start, -1, length.working_days, law, "backward-working");
    working.push(...steps);
  } else {
    nominal = start;
    if (length.years || length.months) {
      let exists;
      [nominal, exists] = shifted(start, -length.years, -length.months);
      const words = { period: label({ years: length.years, months: length.months }), end: spoken(nominal) };
      working.push(say(law, exists ? "backward-corresponding" : "month-end", words));
    }
    const days = length.weeks * 7 + length.days;
    if (days) {
      nominal = moved(nominal, -days);
      working.push(say(law, "backward-days", { period: label({ days }), end: spoken(nominal) }));
    }
    if (lasts) {
      working.push(say(law, "backward-lasts", { end: spoken(nominal), first: spoken(first) }));
      return {
        ...told, nominal_last_day: nominal, last_day: nominal, latest_day: null, instant: `${nominal}T00:00`, working,
        warnings: [],
      };
    }
    last = walked(moved(nominal, 1), -1, 1, (day) => likelyWorks(law, day));
    if (last !== nominal) {
      working.push(say(law, "backward-reserve", { day: spoken(nominal), end: spoken(moved(last, 1)) }));
    }
    warnings =
      knows(law, yearOf(nominal)) && knows(law, yearOf(last))
        ? unsettled(last, law)
        : [say(law, "unknown-year", { year: yearOf(nominal) }).text];
  }
  working.push(say(law, "ends", { day: spoken(last) }));
  return {
    ...told, nominal_last_day: nominal, last_day: last, latest_day: nominal === last ? null : nominal,
    instant: `${last}T24:00`, working, warnings: [...warnings, ...doubts(regime, law)],
  };
}

/** Hours run without rest from the hour after the event (民诉法解释125). */
function byClock(length, start, clock, regime, law) {
  const hour = +clock.slice(0, 2) + 1;
  const first = moved(start, Math.floor(hour / 24));
  const firstClock = `${String(hour % 24).padStart(2, "0")}:00`;
  moved(first, Math.floor(length.hours / 24) + 1);
  const total = (hour % 24) + length.hours;
  let day = moved(first, Math.floor(total / 24));
  let endClock = `${String(total % 24).padStart(2, "0")}:00`;
  if (total % 24 === 0) [day, endClock] = [moved(day, -1), "24:00"]; // midnight belongs to the day that ends
  return {
    period: written(length), start, regime: regime.id, first_day: first, nominal_last_day: day, last_day: day,
    latest_day: null, instant: `${day}T${endClock}`,
    working: [
      say(law, "hours-first", { start: `${spoken(start)}${clock}`, first: `${spoken(first)}${firstClock}` }),
      say(law, "hours-end", { count: length.hours, end: `${spoken(day)}${endClock}` }),
    ],
    warnings: doubts(regime, law),
  };
}

/**
 * Count a period from the day of an event ("2026-01-31", for hours "2026-01-31T14:20"); throws Uncountable with a
 * Chinese sentence.  Options as in Python: notice (a period), sameDay, lasts, closes ("17:00").
 */
export function count(length, start, regime, law, { notice = null, sameDay = false, lasts = false, closes = "" } = {}) {
  const span = typeof length === "string" ? period(length) : length;
  const [day, clock = ""] = start.split("T");
  checked(span, day, clock, regime);
  if (span.hours) return byClock(span, day, clock, regime, law);
  if (regime.direction === "backward") {
    if (notice || sameDay || closes) throw new Uncountable("向前倒数的期间不能再加公告期、起始当天计入或营业时间");
    return backward(span, day, regime, law, lasts);
  }
  if (!notice) return forward(span, day, regime, law, { sameDay, lasts, closes });
  const announced = typeof notice === "string" ? period(notice) : notice;
  if (announced.hours || announced.working_days) throw new Uncountable("公告期要按日或按月写，例如 P30D");
  const [served] = nominalOf(announced, day, law, false);
  const counted = forward(span, served, regime, law, { sameDay, lasts, closes });
  const step = say(law, "notice", { start: spoken(day), period: label(announced), end: spoken(served) });
  return { ...counted, start: day, working: [step, ...counted.working] };
}
