// A computed day with its working: what to go by, each step with its article, the calendar used, what is uncertain.

import { knows, say, spoken, yearOf } from "./calendar.mjs";
import { tag } from "./tags.mjs";

/** What the day of a count is called, by what the period is for and which way it runs. */
export function named(bound, backward) {
  if (backward) return bound === "lasts" ? "回看从这一天起" : "最迟这一天";
  return { within: "最后一日", "at-least": "期满之日", lasts: "届满之日" }[bound];
}

/** The day of a count as a reader says it, with the hour when it is not the end of the day. */
export function told(counted) {
  const [, clock] = counted.instant.split("T");
  return ["24:00", "00:00"].includes(clock) ? spoken(counted.last_day) : `${spoken(counted.last_day)} ${clock}`;
}

/** The years whose arrangement of rest days a count has looked at: [{year, known, notice, url}]. */
export function calendars(counted, law, rolls) {
  const working = counted.period.endsWith("working days");
  if (!working && !rolls) return [];
  const days = [counted.nominal_last_day, counted.last_day, counted.latest_day].filter(Boolean);
  if (working) days.push(counted.start);
  const years = days.map(yearOf);
  const found = [];
  for (let year = Math.min(...years); year <= Math.max(...years); year += 1) {
    found.push({ year, known: knows(law, year), ...law.calendar[year] });
  }
  return found;
}

const calendarText = ({ year, known, notice }) =>
  known ? notice ?? `国务院办公厅 ${year} 年放假安排` : `${year} 年放假安排尚未收录`;

/** The whole of a proof as plain text, to copy. */
export function asText({ title, asked, label, counted, law, rolls, cites, source }) {
  const basis = (step) => (step.cites.length ? `（${step.cites.map((one) => cites[one] ?? one).join("、")}）` : "");
  return [
    title,
    ...asked,
    `${label}：${told(counted)}${counted.latest_day ? "（稳妥，以此为准）" : ""}`,
    ...(counted.latest_day ? [`较晚的可能：${spoken(counted.latest_day)}（不要以它为准）`] : []),
    "算法：",
    ...counted.working.map((step, place) => `${place + 1}. ${step.text}${basis(step)}`),
    ...calendars(counted, law, rolls).map((year) => `日历：${calendarText(year)}`),
    ...counted.warnings.map((warning) => `注意：${warning}`),
    source,
  ].join("\n");
}

/** A citation as a link to its article. */
export function cite(citation, { cites, statutes }) {
  const [short, article] = citation.split("/");
  const [title, href] = statutes[short] ?? ["", ""];
  const name = cites[citation] ?? citation;
  return href ? tag("a", { class: "cite", href: `${href}#art-${article}`, title }, name) : name;
}

/** Citations in a row. */
export const cited = (citations, data) =>
  citations.length ? tag("span", { class: "cites" }, citations.flatMap((one) => [cite(one, data), " "])) : null;

/** Steps as a numbered list, each with its articles. */
export const steps = (working, data) =>
  tag("ol", { class: "working" }, working.map((step) => tag("li", {}, step.text, cited(step.cites, data))));

/** What to mind, each in its own line. */
export const warnings = (sentences) =>
  sentences.length
    ? tag("ul", { class: "proof-warnings" }, sentences.map((sentence) => tag("li", {}, sentence)))
    : null;

/** A button that copies a text, and says that it did. */
export function copier(text, label = "复制结果") {
  const button = tag("button", { type: "button" }, label);
  button.addEventListener("click", async () => {
    button.textContent = (await copied(text())) ? "已复制" : "复制不了，请手工选取";
    setTimeout(() => { button.textContent = label; }, 3000);
  });
  return button;
}

/** Where a copied result comes from. */
const origin = () => `来源：${document.title}${globalThis.location.protocol === "file:" ? "" : ` ${globalThis.location.href}`}`;

/** Put a text on the clipboard; the old way where the new one is refused, as from a file. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = tag("textarea", { class: "picker" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

export const printer = () => tag("button", { type: "button", click: () => globalThis.print() }, "打印");

/**
 * The card of a count.  given: {title, asked: [lines], bound, counted, notes: [sentences], print}; data: the page's table.
 */
export function proof({ title, asked = [], bound = "within", counted, notes = [], print = true }, data) {
  const regime = data.guide.regimes[counted.regime];
  const label = named(bound, regime.direction === "backward");
  const rolls = regime.rolls || regime.direction === "backward";
  const years = calendars(counted, data.law, rolls);
  const likely = counted.latest_day && say(data.law, "likely", { day: spoken(counted.latest_day) }).text;
  const { law, cites } = data;
  const text = () => asText({ title, asked, label, counted, law, rolls, cites, source: origin() });
  return tag(
    "section", { class: "proof" },
    tag("p", { class: "proof-title" }, title),
    asked.map((line) => tag("p", { class: "proof-asked" }, line)),
    tag("p", { class: "proof-day" }, `${label}：`, tag("time", { datetime: counted.last_day }, told(counted))),
    counted.latest_day && tag(
      "p", { class: "proof-later" },
      `以上是稳妥的一天，以它为准。较晚的可能是 ${spoken(counted.latest_day)}，不要等到那时。`,
    ),
    warnings([...counted.warnings.filter((warning) => warning !== likely), ...notes]),
    tag("p", { class: "proof-head" }, "怎样算出来的"),
    steps(counted.working, data),
    years.length
      ? tag("p", { class: "proof-calendar" }, "所用日历：", years.flatMap((year, place) => [
        place ? "；" : "", year.url ? tag("a", { href: year.url, rel: "noopener" }, calendarText(year)) : calendarText(year),
      ]), "。")
      : null,
    tag("p", { class: "proof-acts" }, copier(text), print ? printer() : null),
  );
}
