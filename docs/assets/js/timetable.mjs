// <guide-timetable>: 我的时间表.  plan.mjs computes, timetable-file.mjs keeps, this shows.

import { number, spoken } from "./calendar.mjs";
import { dayField, today } from "./day-field.mjs";
import { Uncountable } from "./periods.mjs";
import { ics, plan } from "./plan.mjs";
import { cited, steps, told, warnings } from "./proof.mjs";
import { mind, table, tag } from "./tags.mjs";
import { Shelf, blank, daysOf, read, written } from "./timetable-file.mjs";

/** How far a day is from today, in words. */
export function distance(day, now) {
  const days = number(day) - number(now);
  if (!days) return "就是今天";
  return days < 0 ? `已过 ${-days} 天` : `还有 ${days} 天`;
}

/** Hand a text to the reader as a file. */
function download(text, type, name) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = tag("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The browser's storage; even asking for it may be refused. */
function storage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}

class Timetable extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    if (this.form) return;
    this.data = table();
    this.form = this.querySelector("form");
    this.place = this.querySelector(".timetable-place");
    this.status = this.querySelector(".timetable-status");
    this.shelf = new Shelf(storage(), `procguide.timetable.${this.data.guide.id}`);
    this.facts = [...this.form.querySelectorAll("[data-fact]")];
    for (const field of this.facts) dayField(field);
    this.fill(this.shelf.load(this.data.law) ?? blank());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => this.changed());
    const acts = {
      ics: () => this.calendar(), print: () => globalThis.print(), save: () => this.take(), clear: () => this.clear(),
      undo: () => this.undo(),
    };
    for (const [act, done] of Object.entries(acts)) this.button(act).addEventListener("click", done);
    this.querySelector("[name=file]").addEventListener("change", (event) => this.bring(event.target));
  }

  button(act) {
    return this.querySelector(`[data-act=${act}]`);
  }

  /** Put a timetable into the form. */
  fill(kept) {
    this.kept = kept;
    const { title, debt, guarantee } = this.form.elements;
    title.value = kept.title;
    debt.value = [...debt.options].some((option) => option.value === kept.debt) ? kept.debt : "once";
    guarantee.checked = kept.guarantee;
    for (const field of this.facts) field.value = kept.facts[field.dataset.fact] ?? "";
    for (const group of this.querySelectorAll("details.facts-group")) {
      if ([...group.querySelectorAll("[data-fact]")].some((field) => field.value)) group.open = true;
    }
    this.show();
  }

  /** Read the form, keep it, show it. */
  changed() {
    const { title, debt, guarantee } = this.form.elements;
    const typed = this.facts.filter((field) => field.value.trim()).map((field) => [field.dataset.fact, field.value]);
    this.kept = {
      ...this.kept, title: title.value.trim(), debt: debt.value, guarantee: guarantee.checked, facts: Object.fromEntries(typed),
    };
    const done = this.shelf.save(this.kept);
    this.button("undo").hidden = true;
    this.show();
    const kept = done ? "已存在本机的这个浏览器里" : "这个浏览器不让保存，请用“导出文件”留存";
    this.say(`现有 ${this.entries.length} 条期限。${kept}。`);
  }

  say(sentence) {
    this.status.textContent = sentence;
  }

  /** Fields of other kinds of debt are put away, unless something stands in them. */
  fields() {
    const { debt, guarantee } = this.kept;
    for (const field of this.facts) {
      const { of } = field.dataset;
      const fits = !of || of === debt || (of === "guarantee" && guarantee);
      field.closest(".field").hidden = !fits && !field.value.trim();
    }
  }

  show() {
    this.fields();
    const { facts, faults } = daysOf(this.kept, this.data.law);
    for (const field of this.facts) mind(field, faults[field.dataset.fact] ?? "");
    const sound = Object.fromEntries(Object.entries(facts).filter(([fact]) => !faults[fact]));
    const now = today();
    this.entries = [];
    let refusal = "";
    this.case = { id: this.kept.id, title: this.kept.title, as_of: now, facts: sound };
    try {
      this.entries = plan(this.case, this.data.guide, this.data.law);
    } catch (refused) {
      if (!(refused instanceof Uncountable)) throw refused;
      refusal = refused.message;
    }
    for (const act of ["ics", "print"]) this.button(act).disabled = !this.entries.length;
    const count = Object.keys(faults).length;
    this.place.replaceChildren(
      tag("p", { class: "proof-asked" }, `${this.kept.title ? `${this.kept.title} · ` : ""}今天（按本机）是${spoken(now)}`),
      refusal ? tag("p", { class: "proof-later" }, refusal) : "",
      count ? tag("p", { class: "proof-later" }, `有 ${count} 个日期要改，改好之前没有算进来，见上面的说明。`) : "",
      this.entries.length
        ? tag("ol", { class: "timetable" }, this.entries.map((entry) => this.entry(entry, now)))
        : tag("p", {}, "填上至少一个日子，这里就按先后列出期限。"),
    );
  }

  entry(entry, now) {
    const states = [
      entry.past && "past", entry.done && "done", entry.own ? "own" : "other",
      entry.own && entry.past && !entry.done && "missed", !entry.past && number(entry.last_day) - number(now) <= 7 && "soon",
    ].filter(Boolean);
    const { who, cites } = this.data.guide.deadlines[entry.deadline];
    return tag(
      "li", { class: states.join(" ") },
      tag("p", { class: "timetable-day" }, tag("time", { datetime: entry.last_day }, told(entry)), " ",
        tag("span", { class: "distance" }, distance(entry.last_day, now))),
      tag("p", { class: "timetable-title" },
        tag("a", { href: `${this.data.places.deadlines}#deadline-${entry.deadline}` }, entry.title), " ",
        tag("span", { class: "tag" }, entry.own ? "自己要守" : "对方或法院"), " ",
        entry.done ? tag("span", { class: "tag tag-civil" }, "已有后续") : null,
        entry.past && !entry.done ? tag("span", { class: "tag tag-criminal" }, "已过") : null),
      tag("p", {}, `${who}：${entry.does}`, cited(cites, this.data)),
      entry.latest_day && tag("p", { class: "proof-later" }, `这是稳妥的一天；较晚的可能是 ${spoken(entry.latest_day)}。`),
      tag("details", { class: "uses" }, tag("summary", {}, `怎样算的：自“${entry.begins}”${entry.start} 起`),
        warnings(entry.warnings), steps(entry.working, this.data)),
    );
  }

  calendar() {
    download(ics(this.case, this.entries, this.data.guide), "text/calendar", `${this.data.guide.title}-${this.kept.id}.ics`);
    this.say("已导出日历。再次导出、再次导入，同一条期限会更新，不会重复。");
  }

  take() {
    download(written(this.kept), "application/json", `我的时间表-${this.kept.id}.json`);
    this.say("已导出文件，里面有你填的全部内容，请自己保管。");
  }

  async bring(input) {
    const [file] = input.files;
    if (!file) return;
    const text = await file.text();
    input.value = "";
    try {
      const found = read(text, this.data.law);
      this.before = this.kept;
      this.shelf.save(found);
      this.fill(found);
      this.button("undo").hidden = false;
      this.say("已从文件恢复。");
      mind(input, "");
    } catch (refused) {
      mind(input, refused.message);
    }
  }

  clear() {
    this.before = this.kept;
    this.shelf.clear();
    this.fill(blank());
    this.button("undo").hidden = false;
    this.say("已全部清除，本机不再留有你填的内容。离开本页之前可以撤销。");
  }

  undo() {
    this.shelf.save(this.before);
    this.fill(this.before);
    this.button("undo").hidden = true;
    this.say("已恢复。");
    this.button("clear").focus();
  }
}

globalThis.customElements?.define("guide-timetable", Timetable);
