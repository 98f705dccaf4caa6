// The card of an amount: the result, each step with its article, the tables used, what is uncertain; to copy and to print.

import { cited, copied, printer, steps } from "./proof.mjs";
import { tag } from "./tags.mjs";

/** The whole of a card as plain text. */
export function asText({ title, asked = [], results, tables = [], working, warnings = [], used = [] }, { cites }, source) {
  const said = ({ text, cites: basis = [] }) =>
    text + (basis.length ? `（${basis.map((one) => cites[one] ?? one).join("、")}）` : "");
  return [
    title,
    ...asked,
    ...results.map(([label, value]) => `${label}：${value}`),
    ...tables.flatMap(({ caption, head, rows }) => [`${caption}：`, ...[head, ...rows].map((row) => row.join("\t"))]),
    "计算过程：",
    ...working.map((step, place) => `${place + 1}. ${said(step)}`),
    ...warnings.map((warning) => `注意：${said(warning)}`),
    ...used,
    source,
  ].join("\n");
}

/** A button that copies a text, and says that it did. */
export function copier(text, label = "复制计算过程") {
  const button = tag("button", { type: "button" }, label);
  button.addEventListener("click", async () => {
    button.textContent = (await copied(text())) ? "已复制" : "复制不了，请手工选取";
    setTimeout(() => { button.textContent = label; }, 3000);
  });
  return button;
}

/** Rows under a head, scrolling sideways by itself where the page is narrow; amounts stand to the right. */
export function sheet({ caption, head, rows }) {
  const figures = head.map((_, place) => place > 0 && rows.every((row) => /^-?[\d,.]+$/u.test(row[place])));
  const classed = (place) => figures[place] && "figure";
  return tag(
    "div", { class: "table-scroll money-table", tabindex: "0", role: "region", "aria-label": caption },
    tag(
      "table", {},
      tag("caption", {}, caption),
      tag("thead", {}, tag("tr", {}, head.map((cell, place) => tag("th", { scope: "col", class: classed(place) }, cell)))),
      tag("tbody", {}, rows.map((row) => tag("tr", {}, row.map((cell, place) =>
        tag(place ? "td" : "th", place ? { class: classed(place) } : { scope: "row" }, cell))))),
    ),
  );
}

/** The sentences of a warning as lines with their articles. */
const minded = (warnings, data) =>
  warnings.length
    ? tag("ul", { class: "proof-warnings" }, warnings.map(({ text, cites = [] }) => tag("li", {}, text, cited(cites, data))))
    : null;

/**
 * given: {title, asked: [lines], results: [[label, value]], tables: [{caption, head, rows}], working, warnings: points,
 * used: [lines], state, acts: [buttons]}; data: what the page carries.
 */
export function card(given, data) {
  const { title, asked = [], results, tables = [], working, warnings = [], used = [], state = "", acts = [] } = given;
  const [[label, value], ...more] = results;
  const source = document.location.protocol === "file:" ? document.title : document.location.href;
  return tag(
    "section", { class: `proof ${state}`.trim() },
    tag("p", { class: "proof-title" }, title),
    asked.map((line) => tag("p", { class: "proof-asked" }, line)),
    tag("p", { class: "proof-day" }, `${label}：`, tag("strong", {}, value)),
    more.length
      ? tag("dl", { class: "facts" }, more.map(([name, amount]) => tag("div", {}, tag("dt", {}, name), tag("dd", {}, amount))))
      : null,
    minded(warnings, data),
    tables.map(sheet),
    working.length ? tag("p", { class: "proof-head" }, "怎样算出来的") : null,
    working.length ? steps(working.map(({ text, cites = [] }) => ({ text, cites })), data) : null,
    used.map((line) => tag("p", { class: "proof-calendar" }, line)),
    tag("p", { class: "proof-acts" }, copier(() => asText(given, data, source)), acts, printer()),
  );
}

/** Which days the table of the LPR covers. */
export const lprUsed = ({ lpr }) =>
  `所用 LPR 表：${lpr.first} 至 ${lpr.last}，核对于 ${lpr.checked}（${lpr.source}）。表外的日子没有计入。`;
