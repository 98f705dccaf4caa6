// <guide-count>: on a deadline's card, from the event's day to the last day.

import { dayField, dayIn } from "./day-field.mjs";
import { Uncountable } from "./periods.mjs";
import { counted } from "./plan.mjs";
import { proof } from "./proof.mjs";
import { mind, table, tag } from "./tags.mjs";
import { typedTime } from "./typed.mjs";

class Count extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    if (this.form) return;
    const card = this.closest("details.deadline");
    const id = card.id.replace("deadline-", "");
    const title = card.querySelector(".deadline-title").textContent;
    this.deadline = table().guide.deadlines[id];
    this.named = title;
    this.day = tag("input", { id: `count-${id}`, name: "day" });
    const byHour = this.deadline.period.startsWith("PT");
    this.time = byHour ? tag("input", { id: `count-${id}-time`, name: "time", placeholder: "14:20" }) : null;
    this.place = tag("div", { "aria-live": "polite" });
    this.form = tag(
      "form", { class: "count", "aria-label": `${title}：算一算`, novalidate: true },
      tag("p", { class: "field" }, tag("label", { for: this.day.id }, "起算的事发生在哪一天"), " ", this.day),
      this.time && tag("p", { class: "field" }, tag("label", { for: this.time.id }, "几点"), " ", this.time),
      tag("button", {}, "算一算"),
    );
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show();
    });
    this.append(this.form, this.place);
    dayField(this.day);
  }

  show() {
    this.place.replaceChildren();
    const day = dayIn(this.day, "请写上起算的事发生在哪一天");
    const { time, error } = this.time ? typedTime(this.time.value) : {};
    if (this.time) mind(this.time, error ?? (time ? "" : "按小时计算的期间要写明几点，例如 14:20"));
    if (!day || (this.time && !time)) return this.form.querySelector("[aria-invalid]")?.focus();
    const data = table();
    try {
      const found = counted(this.deadline, time ? `${day}T${time}` : day, data.guide, data.law);
      const asked = [`起算的事：${time ? `${day} ${time}` : day}`];
      this.place.replaceChildren(
        proof({ title: this.named, asked, bound: this.deadline.bound, counted: found, print: false }, data),
      );
    } catch (refused) {
      if (!(refused instanceof Uncountable)) throw refused;
      mind(this.day, refused.message);
    }
  }
}

globalThis.customElements?.define("guide-count", Count);
