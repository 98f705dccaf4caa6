// What a person types about money besides an amount: shares, ranges, months, payments by line.  Nothing is guessed; what
// cannot be read is refused in a sentence.

import { Refusal, decimal, fraction, less, over, parse, tidy } from "./money.mjs";
import { typedDay } from "./typed.mjs";

const ONE = fraction(1n);
const TO = /[-‐-―~～至到]/u;
const LONGEST = 240; // months
const MOST_LINES = 200;
const short = (text) => ([...text].length <= 24 ? text : `${[...text].slice(0, 23).join("")}…`);

/** The two ends of a range, or the same text twice; a unit written once stands for both: "40-60%". */
function ends(text, unit) {
  const said = tidy(text).replaceAll(" ", "");
  if (/^[-−负]/u.test(said)) throw new Refusal(`“${short(said)}” 不能是负数`);
  const parts = said.split(TO);
  if (parts.length > 2) throw new Refusal(`“${short(said)}” 看不出从多少到多少`);
  const [least, most = least] = parts;
  const missing = unit.exec(most)?.[0] ?? "";
  return [unit.test(least) ? least : least + missing, most];
}

function shareOf(said) {
  const found = /^(?:百分之)?(\d+(?:\.\d+)?)(%|成)?$/u.exec(said);
  if (!found) throw new Refusal(`“${short(said)}” 不是比例，请写成 30% 的样子`);
  const value = decimal(found[1]);
  if (!found[2] && !said.startsWith("百") && value.n && less(value, ONE)) {
    throw new Refusal(`“${short(said)}” 看不出是 ${found[1]}% 还是 ${Number(found[1]) * 100}%，请写上百分号`);
  }
  const share = over(value, found[2] === "成" ? 10n : 100n);
  if (less(ONE, share)) throw new Refusal(`“${short(said)}” 超过 100%`);
  return share;
}

function ordered(least, most, text) {
  if (less(most, least)) throw new Refusal(`“${short(tidy(text))}” 请从小到大写`);
  return [least, most];
}

/** A share as a fraction: 30%, 30 and 三成 written 3成 are the same; throws Refusal. */
export function typedShare(text) {
  const said = tidy(text).replaceAll(" ", "");
  if (/^[-−负]/u.test(said)) throw new Refusal(`“${short(said)}” 不能是负数`);
  return shareOf(said);
}

/** A range of shares: "40%-60%", "40-60%", "50%"; throws Refusal. */
export function typedShares(text) {
  const [least, most] = ends(text, /[%成]$/u);
  return ordered(shareOf(least), shareOf(most), text);
}

/** A range of months: "3-6", "3 至 6 个月"; throws Refusal. */
export function typedMonths(text) {
  const [least, most] = ends(text, /个?月$/u).map((said) => {
    const found = /^(\d+(?:\.\d+)?)(?:个?月)?$/u.exec(said);
    if (!found) throw new Refusal(`“${short(said)}” 不是月数，请写成 3-6 的样子`);
    const months = decimal(found[1]);
    if (less(fraction(BigInt(LONGEST)), months)) throw new Refusal(`月数不能超过 ${LONGEST}`);
    return months;
  });
  return ordered(least, most, text);
}

/** A number of instalments; throws Refusal. */
export function typedCount(text) {
  const found = /^(\d{1,6})[期次]?$/u.exec(tidy(text).replaceAll(" ", ""));
  if (!found || !Number(found[1])) throw new Refusal(`“${short(tidy(text))}” 不是期数，请写整数，例如 12`);
  return Number(found[1]);
}

/** The lines of a text that say something, each with its number; throws Refusal when there are too many. */
function lines(text) {
  const found = text.split(/\r?\n/u).map((line, place) => [place + 1, tidy(line)]).filter(([, line]) => line);
  if (found.length > MOST_LINES) throw new Refusal(`最多写 ${MOST_LINES} 行`);
  return found;
}

function dayOf(text, number) {
  const { day, error } = typedDay(text);
  if (error || !day) throw new Refusal(`第 ${number} 行：${error || "没有写日期"}`);
  return day;
}

/** Payments, one a line, the day and then the amount: [{day, amount}]; throws Refusal. */
export function typedPayments(text) {
  return lines(text).map(([number, line]) => {
    const found = /^([\d年月日号./-]+)[\s,，、:：=]*(.*)$/u.exec(line);
    if (!found?.[2]) throw new Refusal(`第 ${number} 行：请先写日期再写金额，例如 2026-03-01 5000`);
    try {
      return { day: dayOf(found[1], number), amount: parse(found[2]) };
    } catch (refused) {
      if (!(refused instanceof Refusal) || refused.message.startsWith("第")) throw refused;
      throw new Refusal(`第 ${number} 行：${refused.message}`);
    }
  });
}

/** Spans of days, one a line: [[first, last]]; throws Refusal. */
export function typedSpans(text) {
  return lines(text).map(([number, line]) => {
    const parts = line.split(/\s*(?:至|到|~|～|—+|\.\.|\s-\s)\s*|\s+/u).filter(Boolean);
    if (parts.length !== 2) throw new Refusal(`第 ${number} 行：请写起止两天，例如 2026-03-01 至 2026-04-01`);
    const [first, last] = parts.map((part) => dayOf(part, number));
    if (last < first) throw new Refusal(`第 ${number} 行：${last} 早于 ${first}`);
    return [first, last];
  });
}
