// <guide-calculator>: 时限计算器, any deadline of the guide or any period of any regime.

import { dayField, dayIn } from "./day-field.mjs";
import { Uncountable, count, label, period as periodOf } from "./periods.mjs";
import { counted } from "./plan.mjs";
import { cited, proof } from "./proof.mjs";
import { faulty, mind, table, tag } from "./tags.mjs";
import { typedPeriod, typedTime } from "./typed.mjs";

/** Whether every word of a search stands in a deadline's title or stage. */
export function answers(deadline, search) {
  const text = `${deadline.title} ${deadline.stage} ${deadline.starts}`.toLowerCase();
  return search.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** The regime that goes with a unit, when there is only one. */
const OF_UNIT = { hour: "hours", working: "working-days" };

class Calculator extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    if (this.form) return;
    this.data = table();
    this.form = this.querySelector("form");
    this.field = (name) => this.form.elements[name];
    this.place = this.querySelector(".proof-place");
    dayField(this.field("day"));
    for (const regime of Object.values(this.data.guide.regimes)) {
      this.field("regime").append(tag("option", { value: regime.id }, regime.title));
    }
    this.field("regime").value = "procedural";
    this.choices();
    this.field("search").addEventListener("input", () => this.choices());
    this.field("deadline").addEventListener("change", () => this.chosen());
    this.field("unit").addEventListener("change", () => this.unit());
    for (const way of this.form.elements.way) way.addEventListener("change", () => this.ways());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show();
    });
    this.ways();
  }

  get bare() {
    return this.form.elements.way.value === "bare";
  }

  ways() {
    for (const part of this.querySelectorAll("[data-way]")) part.hidden = (part.dataset.way === "bare") !== this.bare;
    this.chosen();
  }

  /** The deadlines that answer the search, by stage. */
  choices() {
    const chosen = this.field("deadline").value;
    const groups = new Map();
    let found = 0;
    for (const [id, deadline] of Object.entries(this.data.guide.deadlines)) {
      if (!answers(deadline, this.field("search").value.trim())) continue;
      if (!groups.has(deadline.stage)) groups.set(deadline.stage, tag("optgroup", { label: deadline.stage }));
      groups.get(deadline.stage).append(tag("option", { value: id }, `${deadline.title}（${deadline.label}）`));
      found += 1;
    }
    this.field("deadline").replaceChildren(...groups.values());
    if (this.data.guide.deadlines[chosen]) this.field("deadline").value = chosen;
    if (this.field("deadline").selectedIndex < 0) this.field("deadline").selectedIndex = 0;
    this.querySelector("[role=status]").textContent = found ? `${found} 条期限` : "没有这样的期限，请换个词，或改用“写一段期间”";
    this.chosen();
  }

  /** Say from what event the chosen deadline runs, and whether a time of day is needed. */
  chosen() {
    const deadline = this.data.guide.deadlines[this.field("deadline").value];
    const about = this.querySelector(".about");
    about.replaceChildren();
    if (!this.bare && deadline) {
      const link = tag("a", { href: `${this.data.places.deadlines}#deadline-${this.field("deadline").value}` }, "全部说明");
      about.append("从何时起算：", deadline.starts, " ", cited(deadline.cites, this.data) ?? "", " ", link);
    }
    const byHour = this.bare ? this.field("unit").value === "hour" : !!deadline?.period.startsWith("PT");
    this.field("time").closest(".field").hidden = !byHour;
  }

  unit() {
    const regime = this.field("regime");
    const unit = this.field("unit").value;
    const odd = Object.values(OF_UNIT).includes(regime.value);
    if (OF_UNIT[unit]) regime.value = OF_UNIT[unit];
    else if (odd) regime.value = "procedural";
    this.chosen();
  }

  /** What was asked: {start, length, title, …}, or nothing when a field says what is wrong. */
  asked() {
    const day = dayIn(this.field("day"), "请写上起算的事发生在哪一天");
    const time = this.field("time").closest(".field").hidden ? { time: "" } : typedTime(this.field("time").value);
    const clock = this.field("time").closest(".field").hidden || time.time ? "" : "按小时计算的期间要写明几点，例如 14:20";
    mind(this.field("time"), time.error ?? clock);
    const length = this.bare ? typedPeriod(this.field("amount").value, this.field("unit").value) : {};
    mind(this.field("amount"), length.error ?? "");
    const announced = this.bare && this.field("notice").value ? typedPeriod(this.field("notice").value, "day") : {};
    mind(this.field("notice"), announced.error ?? "");
    const closes = this.bare ? typedTime(this.field("closes").value) : { time: "" };
    mind(this.field("closes"), closes.error ?? "");
    mind(this.field("deadline"), !this.bare && !this.field("deadline").value ? "请选一条期限" : "");
    if (faulty(this.form)) return null;
    const options = this.bare
      ? { notice: announced.period ?? null, sameDay: this.field("same-day").checked, lasts: this.field("lasts").checked, closes: closes.time }
      : {};
    return { start: time.time ? `${day}T${time.time}` : day, period: length.period, options };
  }

  show() {
    this.place.replaceChildren();
    const asked = this.asked();
    if (!asked) return;
    try {
      this.place.replaceChildren(this.bare ? this.ofPeriod(asked) : this.ofDeadline(asked));
    } catch (refused) {
      if (!(refused instanceof Uncountable)) throw refused;
      mind(this.field(this.bare ? "amount" : "day"), refused.message);
      faulty(this.form);
    }
  }

  ofPeriod({ start, period, options }) {
    const regime = this.data.guide.regimes[this.field("regime").value];
    const found = count(period, start, regime, this.data.law, options);
    const bound = options.lasts ? "lasts" : "within";
    const asked = [`起算的事：${start.replace("T", " ")}`, `期间：${label(periodOf(period))}`, `性质：${regime.title}`];
    return proof({ title: `${regime.title} ${label(periodOf(period))}`, asked, bound, counted: found }, this.data);
  }

  ofDeadline({ start }) {
    const deadline = this.data.guide.deadlines[this.field("deadline").value];
    const found = counted(deadline, start, this.data.guide, this.data.law);
    const notes = (deadline.disputes ?? []).map(([question, safe]) => `有争议：${question} 稳妥做法：${safe}`);
    const asked = [`期限：${deadline.title}（${deadline.label}）`, `起算的事：${start.replace("T", " ")}（${deadline.starts}）`];
    return proof({ title: deadline.title, asked, bound: deadline.bound, counted: found, notes }, this.data);
  }
}

globalThis.customElements?.define("guide-calculator", Calculator);
