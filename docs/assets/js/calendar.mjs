// Days and working days.  A day is a text, "2026-01-31"; `law` is what procguide.counting.table() exports.
// Arithmetic is on day numbers since 1970-01-01, so that no time zone and no summer time can shift a day.

export class Uncountable extends Error {}

const DAY = 86_400_000;
// As in procguide/calendar.py: holidays whose day is fixed, which need no notice to be expected.
const FIXED_HOLIDAYS = new Set(["0101", "0501", "0502", "1001", "1002", "1003"]);
const pad = (number, width = 2) => String(number).padStart(width, "0");

export const text = (year, month, day) => `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
export const number = (day) => Date.UTC(+day.slice(0, 4), +day.slice(5, 7) - 1, +day.slice(8, 10)) / DAY;
export const dayOf = (count) => new Date(count * DAY).toISOString().slice(0, 10);
export const yearOf = (day) => +day.slice(0, 4);
export const weekday = (day) => (((number(day) + 3) % 7) + 7) % 7; // Monday 0
export const isWeekend = (day) => weekday(day) >= 5;
export const monthLength = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Whether a text is a day of the calendar. */
export function isDay(day) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const [year, month, date] = day.split("-").map(Number);
  return year >= 1 && month >= 1 && month <= 12 && date >= 1 && date <= monthLength(year, month);
}

/** A day as a Chinese reader says it. */
export function spoken(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日（星期${"一二三四五六日"[weekday(day)]}）`;
}

/** A sentence of the law's working with its {words} filled in. */
export function say(law, id, words = {}) {
  const { text: said, cites } = law.sentences[id];
  return { text: said.replace(/\{(\w+)\}/g, (_, word) => String(words[word])), cites: [...cites] };
}

export const knows = (law, year) => Object.hasOwn(law.calendar, String(year));

/** Whether a day is worked; throws for an unknown year. */
export function works(law, day) {
  const year = law.calendar[day.slice(0, 4)];
  if (!year) throw new Uncountable(`${yearOf(day)} 年的放假安排尚未收录，不能确定哪一天上班`);
  const short = day.slice(5, 7) + day.slice(8, 10);
  return isWeekend(day) ? year.work.includes(short) : !year.rest.includes(short);
}

/** Whether a day is worked, and for an unknown year whether it would be without any arrangement of days. */
export function likelyWorks(law, day) {
  if (knows(law, yearOf(day))) return works(law, day);
  return !isWeekend(day) && !FIXED_HOLIDAYS.has(day.slice(5, 7) + day.slice(8, 10));
}

/** Whether no coming notice can still change a day: New Year's Day has moved the days from 29 December on. */
export function settled(law, day) {
  return knows(law, yearOf(day)) && (day.slice(5) < "12-29" || knows(law, yearOf(day) + 1));
}
