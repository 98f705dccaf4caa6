// What the tools of money share: reading the fields of a form, showing the parts that apply, saying what is wrong where.

import { dayField, dayIn } from "./day-field.mjs";
import { Refusal, parse } from "./money.mjs";
import { faulty, mind, tag } from "./tags.mjs";

/** What the page carries: its rates and links, read once. */
export function carried() {
  carried.read ??= JSON.parse(document.getElementById("guide-money").textContent);
  return carried.read;
}

/** What a reader finds in a field, or null; what is wrong is said beside it.  `needed` is said of an empty one. */
export function valueIn(field, reader, needed = "") {
  if (!field.value.trim()) {
    mind(field, needed);
    return null;
  }
  try {
    const value = reader(field.value);
    mind(field, "");
    return value;
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused;
    mind(field, refused.message);
    return null;
  }
}

/** The amount in a field in whole fen, or null. */
export const amountIn = (field, needed = "请填写金额", zero = false) => valueIn(field, (text) => parse(text, { zero }), needed);

/** The amount in a field that may be left empty, which is nothing. */
export const someIn = (field) => amountIn(field, "", true) ?? 0n;

/** Hand a text to the reader as a file. */
export function download(text, type, name) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = tag("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * A tool over its form.  A part with data-when="name=one|other" shows while that field has one of these values.  What
 * was typed is never changed; after the first result, a change is worked out again.
 */
export class MoneyTool extends (globalThis.HTMLElement ?? Object) {
  /** Which field a refusal of the engine is about: pairs of a word in its sentence and a field's name. */
  static blames = [];

  connectedCallback() {
    if (this.form) return;
    this.data = carried();
    this.form = this.querySelector("form");
    this.place = this.querySelector(".proof-place");
    for (const field of this.form.querySelectorAll("[data-day]")) dayField(field);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show();
      faulty(this.form);
    });
    this.form.addEventListener("change", () => {
      this.arrange();
      if (this.worked) this.show();
    });
    this.arrange();
  }

  field(name) {
    return this.form.elements[name];
  }

  value(name) {
    return this.field(name).value;
  }

  dayIn(name, needed = "请填写日期") {
    return dayIn(this.field(name), needed);
  }

  /** Show the parts that apply; nothing stays wrong with a field that is not asked for. */
  arrange() {
    for (const part of this.form.querySelectorAll("[data-when]")) {
      const [name, values] = part.dataset.when.split("=");
      part.hidden = !values.split("|").includes(this.value(name));
    }
    for (const field of this.form.querySelectorAll("[hidden] [aria-invalid]")) mind(field, "");
  }

  /** Work out the form; nothing is shown while something is wrong with it. */
  show() {
    this.place.replaceChildren();
    try {
      const cards = this.cards();
      if (this.form.querySelector("[aria-invalid]")) return;
      this.place.replaceChildren(...cards);
      this.worked = true;
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      if (this.form.querySelector("[aria-invalid]")) return;
      const [, name] = this.constructor.blames.find(([word]) => refused.message.includes(word)) ?? [];
      mind(name ? this.field(name) : this.form.querySelector("input:not([type=radio], [type=checkbox])"), refused.message);
    }
  }

  /** Whether a field is wrong already, so that nothing can be worked out. */
  get wrong() {
    return !!this.form.querySelector("[aria-invalid]");
  }
}

/** Make a tool known to the page. */
export const define = (name, tool) => globalThis.customElements?.define(name, tool);
