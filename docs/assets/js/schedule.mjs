// Rates over time: agreed rates as people write them, the LPR, ceilings that cut over, rates set by law.
// The same as procguide/schedule.py.  Days are ISO texts outside and day numbers (from 1970-01-01) inside.

import { Refusal, decimal, equal, fraction, less, mul, over, percent, say, tidy, times, unique } from "./money.mjs";

const DAY = 86_400_000;
const EVER = -Infinity; // before every day
export const TERMS = { one_year: "一年期", five_year: "五年期以上" };

/** The number of an ISO day; throws Refusal. */
export function dayNumber(iso) {
  const number = /^\d{4}-\d{2}-\d{2}$/u.test(iso) ? Date.parse(`${iso}T00:00:00Z`) / DAY : NaN;
  if (!Number.isInteger(number) || isoDay(number) !== iso) {
    throw new Refusal(`“${iso}” 不是日期，请写成 2026-01-31 的样子`);
  }
  return number;
}

/** The ISO day of a number. */
export const isoDay = (number) => new Date(number * DAY).toISOString().slice(0, 10);
export const yearOf = (number) => new Date(number * DAY).getUTCFullYear();
export const newYear = (year) => Date.UTC(year, 0, 1) / DAY;

/** The days of a year under a basis. */
export function yearDays(day, basis) {
  return basis === "actual" ? newYear(yearOf(day) + 1) - newYear(yearOf(day)) : Number(basis);
}

/** A share of the principal for a "year" or a "day". */
export const rate = (share, per = "year") => ({ share, per });
export const rateText = ({ share, per }) => `${per === "year" ? "年" : "日"}利率${percent(share)}`;
export const daily = ({ share, per }, day, basis) => (per === "day" ? share : over(share, yearDays(day, basis)));
export const same = (a, b) => a === b || (!!a && !!b && a.per === b.per && equal(a.share, b.share));

/** How a rate stands in a line of the working. */
export function formula({ share, per }, day, basis, days) {
  return `${percent(share)}${per === "day" ? "" : ` ÷ ${yearDays(day, basis)}`} × ${days}`;
}

/** Steps in order ({first, rate}; a rate of null is unknown), and what is to be said of them. */
const schedule = (steps, said = [], warnings = []) => ({ steps, said, warnings });

/** No rate at all, which is not the same as an unknown one. */
export const NOTHING_OWED = schedule([]);

/** The rate on a day; null when unknown or before the first step. */
export const rateOn = ({ steps }, day) => steps.findLast((step) => step.first <= day)?.rate ?? null;

const LPR = new RegExp(
  "^(?<before>[0-9]+(?:\\.[0-9]+)?)?(?:倍|[*×xX])?(?:的)?(?<term>一年期|五年期(?:以上)?|1年期|5年期(?:以上)?)?的?LPR的?" +
    "(?:[*×xX]?(?<after>[0-9]+(?:\\.[0-9]+)?)倍?)?$",
  "iu",
);
const WORDS = "零一二三四五六七八九";
const NUMBER =
  "[0-9]+(?:\\.[0-9]+)?|(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:点[零一二三四五六七八九]+)?";
const RATE = new RegExp(
  "^(?:每?(?<per>年|月|日|天))?(?:化)?(?:利率|利息|息|利)?(?:为|是|:)?" +
    `(?:(?<base>百|千|万)分之(?<share>${NUMBER})|(?<percent>[0-9]+(?:\\.[0-9]+)?)(?<sign>[%‰‱])` +
    "|(?<fen>[0-9]+(?:\\.[0-9]+)?)分|(?<bare>[0-9]+(?:\\.[0-9]+)?))" +
    "(?:/?每?(?<after>年|月|日|天))?$",
  "u",
);
const BASES = { 百: 100n, 千: 1000n, 万: 10000n, "%": 100n, "‰": 1000n, "‱": 10000n };

/** A number in digits or simple Chinese: 一点七五 → 1.75, 十二 → 12. */
function value(text) {
  if (/^[0-9]/u.test(text)) return decimal(text);
  const digits = (letters) => [...letters].map((letter) => WORDS.indexOf(letter)).join("");
  const [whole, part = "零"] = text.split("点");
  const [tens, ones] = whole.includes("十") ? whole.split("十") : ["零", whole];
  return decimal(`${digits(tens || "一")}${digits(ones || "零")}.${digits(part)}`);
}

function rateFound(found) {
  let per = found.per ?? found.after ?? "";
  let share;
  if (found.bare) {
    share = decimal(found.bare);
    // Nobody lends at 100% a year or at less than 1% in bare figures: 0.12 and 12 both mean 12%.
    if (!less(share, fraction(1n))) share = over(share, 100n);
  } else if (found.fen) {
    // By custom 二分 is two per cent a month unless it says otherwise.
    share = over(decimal(found.fen), 100n);
    per ||= "月";
  } else if (found.base) {
    share = over(value(found.share), BASES[found.base]);
  } else {
    share = over(decimal(found.percent), BASES[found.sign]);
  }
  if (per === "日" || per === "天") return rate(share, "day");
  return rate(per === "月" ? times(share, 12n) : share);
}

/** The rate a text states: {rate} or {multiple, term}; throws Refusal. */
export function agreed(text) {
  const tidied = tidy(text).replaceAll(" ", "");
  if (!tidied) throw new Refusal("请填写利率");
  const multiplied = LPR.exec(tidied)?.groups;
  if (multiplied && !(multiplied.before && multiplied.after)) {
    const multiple = decimal(multiplied.before ?? multiplied.after ?? "1");
    if (multiple.n <= 0n || less(fraction(10n), multiple)) throw new Refusal(`LPR 的倍数“${tidied}”不合理，请核对`);
    return { multiple, term: /^[五5]/u.test(multiplied.term ?? "") ? "five_year" : "one_year" };
  }
  const found = RATE.exec(tidied)?.groups;
  if (!found || (found.per && found.after)) {
    const head = [...tidied].slice(0, 24).join("");
    throw new Refusal(`“${head}” 不是利率，可写作 12%、月利率1%、日万分之五 或 4倍LPR`);
  }
  const stated = rateFound(found);
  if (stated.share.n <= 0n) throw new Refusal("利率必须大于零");
  if (less(fraction(10n), times(stated.share, stated.per === "day" ? 365n : 1n))) {
    throw new Refusal(`“${tidied}” 超过年利率1000%，请核对单位`);
  }
  return { rate: stated, bare: Boolean(found.bare) };
}

/** One rate for ever. */
export const fixed = (stated) => schedule([{ first: EVER, rate: stated }]);

/** Steps in order, without those that change nothing; of two on the same day the later written stands. */
function merged(steps) {
  const ordered = [...new Map(steps.map((step) => [step.first, step])).values()];
  ordered.sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  return ordered.filter((step, index) => index === 0 || !same(ordered[index - 1].rate, step.rate));
}

/** The LPR of each day times a multiple; the days outside the table are steps without a rate. */
export function lpr(rates, multiple = fraction(1n), term = "one_year") {
  const steps = rates.lpr.map((row) => ({
    first: dayNumber(row.first),
    rate: rate(mul(decimal(row[term]), multiple)),
  }));
  const last = Math.max(...rates.lpr.map((row) => dayNumber(row.last)));
  return schedule(merged([{ first: EVER, rate: null }, ...steps, { first: last + 1, rate: null }]));
}

/** The publication in force on an ISO day, or undefined when the table does not cover the day. */
export const lprOn = (rates, day) => rates.lpr.find((row) => row.first <= day && day <= row.last);

/** Why an ISO day has no LPR here. */
export function lprWarning(rates, day) {
  const first = rates.lpr.reduce((a, b) => (b.first < a.first ? b : a));
  const last = rates.lpr.reduce((a, b) => (b.last > a.last ? b : a));
  if (day < first.first) return say(rates, "lpr-before", { first: first.first, day });
  const hundredths = decimal(last.one_year);
  const shown = String((hundredths.n * 10000n) / hundredths.d).padStart(3, "0").replace(/(\d\d)$/u, ".$1");
  return say(rates, "lpr-after", { last: last.last, day, rate: `${shown}%` });
}

/** The LPR of one ISO day times a multiple, for ever. */
export function lprAt(rates, day, multiple = fraction(1n), term = "one_year") {
  const row = lprOn(rates, day);
  if (!row) return schedule([{ first: EVER, rate: null }], [], [lprWarning(rates, day)]);
  const share = decimal(row[term]);
  const words = { day, term: TERMS[term], rate: percent(share), published: row.first };
  return schedule([{ first: EVER, rate: rate(mul(share, multiple)) }], [say(rates, "lpr-fixed", words)]);
}

/** The schedule of an agreed rate; a multiple of the LPR moves with it unless it is fixed on an ISO day. */
export function agreedSchedule(rates, text, fixedOn = null) {
  const said = agreed(text);
  if (said.multiple) {
    return fixedOn ? lprAt(rates, fixedOn, said.multiple, said.term) : lpr(rates, said.multiple, said.term);
  }
  const warnings = said.bare ? [say(rates, "bare-rate", { text: tidy(text), rate: rateText(said.rate) })] : [];
  return schedule(fixed(said.rate).steps, [], warnings);
}

const governs = (cap, formed) => (cap.formed_first ?? "") <= formed && formed <= (cap.formed_last ?? "9999");

function capStep(rates, cap, formed, filed) {
  if (cap.share !== null) return [NOTHING_OWED, rate(decimal(cap.share))];
  if (cap.multiple === null) return [NOTHING_OWED, null];
  const day = cap.measured === "filed" ? filed : formed;
  if (!day) return [schedule([], [], [say(rates, "cap-needs-filing")]), null];
  const found = lprAt(rates, day, decimal(cap.multiple));
  return [found, found.steps[0].rate];
}

/** The most that a court supports for a loan formed on an ISO day, by the days of the interest. */
export function ceiling(rates, formed, filed = null) {
  const [steps, said, warnings] = [[{ first: EVER, rate: null }], [], []];
  const firstDay = (cap) => (cap.first ? dayNumber(cap.first) : EVER);
  const rows = rates.caps.filter((cap) => governs(cap, formed));
  rows.sort((a, b) => (firstDay(a) < firstDay(b) ? -1 : 1));
  for (const cap of rows) {
    let limit = null;
    if (filed && cap.filed_first && filed < cap.filed_first) {
      warnings.push(say(rates, "cap-early-filing", { day: cap.filed_first }));
    } else {
      const [found, stated] = capStep(rates, cap, formed, filed);
      said.push({ text: `${cap.title}：${cap.text}`, cites: cap.cites }, ...found.said);
      warnings.push(...found.warnings);
      limit = stated;
    }
    if (!cap.confirmed) warnings.push({ text: cap.text, cites: cap.cites });
    steps.push({ first: firstDay(cap), rate: limit });
  }
  return schedule(merged(steps), unique(said), unique(warnings));
}

/** A rate set by law, and what is said of it. */
function byLaw(rates, name) {
  const row = rates.daily.find((one) => one.id === name && !one.last);
  const law = { text: `${row.title}：${row.text}`, cites: row.cites };
  return { stated: rate(decimal(row.share), "day"), first: row.first, title: row.title, law };
}

/** Late interest owed to a small or medium enterprise: as agreed, but not below the LPR when it was agreed. */
export function sme(rates, formed, text = "") {
  const { stated, first, title, law } = byLaw(rates, "sme");
  if (!text) {
    const warnings = formed < first ? [say(rates, "before-law", { title, first })] : [];
    return schedule([{ first: EVER, rate: null }, { first: dayNumber(first), rate: stated }], [law], warnings);
  }
  const said = agreedSchedule(rates, text, formed);
  const floor = lprAt(rates, formed);
  let [own, least] = [said.steps[0].rate, floor.steps[0].rate];
  const warnings = [...said.warnings, ...floor.warnings];
  const day = dayNumber(formed);
  if (own && least && less(daily(own, day, "365"), daily(least, day, "365"))) {
    warnings.push(say(rates, "sme-floor", { agreed: rateText(own), rate: rateText(least) }));
    own = least;
  }
  return schedule([{ first: EVER, rate: own }], [law, ...floor.said], unique(warnings));
}

/** The doubled part from the first day that counts; pauses (pairs of ISO days, both included) carry none. */
export function doubled(rates, begins, paused = []) {
  const { stated, first, title, law } = byLaw(rates, "doubled");
  const nothing = rate(fraction(0n), "day");
  const warnings = begins < first ? [say(rates, "before-law", { title, first })] : [];
  const start = dayNumber(begins < first ? first : begins);
  const pauses = paused.map(([one, last]) => [dayNumber(one), dayNumber(last)]);
  const edges = pauses.flatMap(([one, last]) => [one, last + 1]).filter((day) => day > start);
  const within = (day) => pauses.some(([one, last]) => one <= day && day <= last);
  const steps = [start, ...edges].map((day) => ({ first: day, rate: within(day) ? nothing : stated }));
  return schedule(merged([{ first: EVER, rate: nothing }, ...steps]), [law], warnings);
}
