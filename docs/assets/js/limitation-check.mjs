// <guide-limitation>: 诉讼时效体检.  limitation.mjs computes, this shows.

import { spoken } from "./calendar.mjs";
import { dayField, today } from "./day-field.mjs";
import { check } from "./limitation.mjs";
import { claimOf } from "./limitation-form.mjs";
import { Uncountable } from "./periods.mjs";
import { cited, copier, printer, steps, warnings } from "./proof.mjs";
import { faulty, mind, table, tag } from "./tags.mjs";

const STATES = {
  "not-begun": "普通时效还没有起算",
  running: "还在时效之内",
  suspended: "时效正在中止",
  "in-procedure": "程序还在进行，时效已经中断",
  expired: "时效看来已经届满",
};
const BEGINS = { due: "还款到期日", grace_ends: "宽限期最后一日", refused: "明确拒绝的那天" };

/** What a check found, as plain text to copy. */
export function asText(found, asOf, { law, cites }) {
  const said = ({ text, cites: basis }) => text + (basis.length ? `（${basis.map((one) => cites[one] ?? one).join("、")}）` : "");
  return [
    `诉讼时效体检（按 ${asOf}）：${headline(found)}`,
    ...(found.saved_by ? [saved(found, law)] : []),
    `现在做什么：${said(found.advice)}`,
    ...found.disputes.flatMap((one) => [`有争议：${one.question}`, ...one.positions.map((each) => `- ${said(each)}`)]),
    ...found.warnings.map((warning) => `注意：${warning}`),
    "算法：",
    ...found.working.map((step, place) => `${place + 1}. ${said(step)}`),
  ].join("\n");
}

/** The state in a line. */
export function headline({ state, last_day: last, days_left: left }) {
  if (!last) return STATES[state];
  const days = left < 0 ? `已过 ${-left} 天` : left ? `还有 ${left} 天` : "就是今天";
  return `${STATES[state]}：${state === "suspended" ? "最早到" : "到"}${spoken(last)}，${days}`;
}

const saved = (found, law) => `保住时效的是：${spoken(found.saved_by.day)}${law.causes[found.saved_by.cause].title}`;

class Limitation extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    if (this.form) return;
    this.data = table();
    this.form = this.querySelector("form");
    this.place = this.querySelector(".proof-place");
    this.events = this.querySelector(".events");
    this.count = 0;
    for (const name of ["day", "harmed", "as_of"]) dayField(this.form.elements[name]);
    this.form.elements.as_of.value = today();
    this.form.elements.begins.addEventListener("change", () => this.begins());
    for (const button of this.querySelectorAll("[data-add]")) {
      button.addEventListener("click", () => this.add(button.dataset.add));
    }
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show();
    });
    this.begins();
  }

  begins() {
    const begins = this.form.elements.begins.value;
    const day = this.form.elements.day;
    day.closest(".field").hidden = !BEGINS[begins];
    if (BEGINS[begins]) day.labels[0].textContent = BEGINS[begins];
    this.form.elements.instalments.closest(".field").hidden = begins !== "instalments";
  }

  /** A row for something that happened, of one kind; its cause tells what proves it. */
  add(kind) {
    const row = this.querySelector(`template[data-kind=${kind}]`).content.firstElementChild.cloneNode(true);
    this.count += 1;
    for (const field of row.querySelectorAll("input, select")) {
      const label = field.closest("label") ?? row.querySelector(`label[for=${field.id}]`);
      field.id = `${field.id}-${this.count}`;
      label.htmlFor = field.id;
    }
    const cause = row.querySelector("[name=event-cause]");
    const proof = row.querySelector(".proved-by");
    const told = () => { proof.textContent = `（${this.data.law.causes[cause.value].proof}）`; };
    cause.addEventListener("change", told);
    told();
    this.events.append(row);
    for (const field of row.querySelectorAll("[name=event-day], [name=event-ended]")) dayField(field);
    row.querySelector(".remove").addEventListener("click", () => {
      row.remove();
      this.querySelector(`[data-add=${kind}]`).focus();
    });
    cause.focus();
  }

  rows() {
    return [...this.events.children];
  }

  asked() {
    const { begins, day, instalments, harmed, period, as_of: asOf } = this.form.elements;
    const events = this.rows().map((row) => ({
      cause: row.querySelector("[name=event-cause]").value,
      day: row.querySelector("[name=event-day]").value,
      ended: row.querySelector("[name=event-ended]")?.value ?? "",
      proved: row.querySelector("[name=event-proved]").checked,
    }));
    return {
      begins: begins.value, day: day.value, instalments: instalments.value, harmed: harmed.value, period: period.value,
      as_of: asOf.value, events,
    };
  }

  /** The field that a fault is about. */
  fieldOf(name) {
    const [, part, place] = /^(day|ended)-(\d+)$/.exec(name) ?? [];
    return part ? this.rows()[place].querySelector(`[name=event-${part}]`) : this.form.elements[name];
  }

  show() {
    this.place.replaceChildren();
    for (const field of this.form.querySelectorAll("[aria-invalid]")) mind(field, "");
    const { claim, asOf, faults } = claimOf(this.asked(), this.data.law);
    for (const [name, sentence] of Object.entries(faults)) mind(this.fieldOf(name), sentence);
    if (faulty(this.form)) return;
    try {
      this.place.replaceChildren(this.card(check(claim, asOf, this.data.guide.regimes, this.data.law), asOf));
    } catch (refused) {
      if (!(refused instanceof Uncountable)) throw refused;
      mind(this.form.elements.begins, refused.message);
      faulty(this.form);
    }
  }

  card(found, asOf) {
    const { data } = this;
    const later = found.latest_day && tag(
      "p", { class: "proof-later" },
      `以上是稳妥的算法，以它为准。下面的争议都对债权人有利时，到${spoken(found.latest_day)}。`,
    );
    return tag(
      "section", { class: `proof state-${found.state}` },
      tag("p", { class: "proof-asked" }, `体检日：${spoken(asOf)}`),
      tag("p", { class: "proof-day" }, headline(found)),
      later,
      found.saved_by && tag("p", {}, saved(found, data.law)),
      tag("p", { class: "proof-advice" }, tag("strong", {}, "现在做什么："), found.advice.text, cited(found.advice.cites, data)),
      warnings(found.warnings),
      found.disputes.map((dispute) => tag(
        "div", { class: "dispute" },
        tag("p", { class: "dispute-question" }, tag("span", { class: "tag tag-dispute" }, "有争议"), " ", dispute.question),
        tag("ul", {}, dispute.positions.map((one) => tag("li", {}, one.text, cited(one.cites, data)))),
        tag("p", { class: "dispute-safe" }, tag("strong", {}, "稳妥做法："), dispute.safe),
      )),
      tag("p", { class: "proof-head" }, "怎样算出来的"),
      steps(found.working, data),
      tag("p", { class: "proof-acts" }, copier(() => asText(found, asOf, data)), printer()),
    );
  }
}

globalThis.customElements?.define("guide-limitation", Limitation);
