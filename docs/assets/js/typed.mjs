// What a person types: a day, a time of day, a length.  Nothing is guessed; what cannot be read is told in a sentence.

import { isDay, monthLength } from "./calendar.mjs";

const SHAPES = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];
const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;
const pad = (number) => String(number).padStart(2, "0");

/** Full-width digits and signs as half-width ones, without blanks. */
const plain = (text) => text.normalize("NFKC").replace(/[\s\u2010-\u2015]/g, (sign) => (sign.trim() ? "-" : ""));

/** A typed day: {day: "2026-01-31"}, {day: ""} for nothing, or {error: sentence}. */
export function typedDay(text) {
  const said = plain(text);
  if (!said) return { day: "" };
  const found = SHAPES.map((shape) => shape.exec(said)).find(Boolean);
  if (!found) return { error: `“${text.trim()}” 看不出是哪一天，请写成 2026-01-31 的样子` };
  const [year, month, date] = found.slice(1).map(Number);
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    return { error: `${year} 年不在 ${FIRST_YEAR}—${LAST_YEAR} 年之内，请检查年份` };
  }
  if (month < 1 || month > 12) return { error: `一年只有 12 个月，没有 ${month} 月` };
  const day = `${found[1]}-${pad(month)}-${pad(date)}`;
  if (!isDay(day)) return { error: `${year} 年 ${month} 月没有 ${date} 日，这个月到 ${monthLength(year, month)} 日为止` };
  return { day };
}

/** A typed time of day: {time: "14:20"}, {time: ""} for nothing, or {error: sentence}. */
export function typedTime(text) {
  const said = plain(text);
  if (!said) return { time: "" };
  const found = /^(\d{1,2}):(\d{2})$/.exec(said) ?? /^(\d{1,2})[点时](?:(\d{1,2})分?)?$/.exec(said);
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2] ?? 0)];
  if (!found || hour > 23 || minute > 59) return { error: `“${text.trim()}” 不是钟点，请用 24 小时制写成 14:20 的样子` };
  return { time: `${pad(hour)}:${pad(minute)}` };
}

const UNITS = { day: (count) => `P${count}D`, week: (count) => `P${count}W`, month: (count) => `P${count}M`,
  year: (count) => `P${count}Y`, hour: (count) => `PT${count}H`, working: (count) => `${count} working days` };

/** A typed length with its unit: {period: "P15D"}, or {error: sentence}. */
export function typedPeriod(text, unit) {
  const said = plain(text);
  if (!said) return { error: "请写上长度，例如 15" };
  if (!/^\d{1,5}$/.test(said)) return { error: `“${text.trim()}” 不是整数，请只写数字，例如 15` };
  const count = Number(said);
  if (!count) return { error: "长度不能是零" };
  return { period: UNITS[unit](count) };
}
