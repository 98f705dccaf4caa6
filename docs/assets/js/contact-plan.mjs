// <guide-contact>: 沟通节奏, from a debt to the days on which it is spoken of.  contact.mjs plans, this shows.
// Its data stands inside it as <script type="application/json">, as macros/message_tools.py writes it.

import { dayOf, knows, likelyWorks, number, spoken, yearOf } from "./calendar.mjs";
import { calendar } from "./contact-calendar.mjs";
import { Unplannable, plan } from "./contact.mjs";
import { dayField, dayIn, today } from "./day-field.mjs";
import { amountIn, download } from "./money-form.mjs";
import { cited, copier, printer, warnings } from "./proof.mjs";
import { faulty, mind, tag } from "./tags.mjs";
import { typedTime } from "./typed.mjs";

const HOUSE = "步骤与间隔是机构自定的做法，不是法律规定。";
const WORDS = ["creditor", "debtor", "basis", "contact"];
// Which field a refusal of the engine is about: a word in its sentence and the field's name.
const BLAMES = [["时段", "opens"], ["钟点", "opens"], ["金额", "amount"], ["到期日", "due"]];
const [BEFORE, AFTER] = [60, 300]; // days around the due day: longer than any ladder, moved by any holidays

/** An amount in fen as the engine writes it: 12000 or 12000.50. */
export function written(fen) {
  const [whole, part] = [fen / 100n, fen % 100n];
  return part ? `${whole}.${String(part).padStart(2, "0")}` : `${whole}`;
}

/** The days around a due day that are not worked; for an unknown year those that are likely not. */
export function restAround(due, law) {
  const days = Array.from({ length: BEFORE + AFTER }, (_, place) => dayOf(number(due) + place - BEFORE));
  return days.filter((day) => !likelyWorks(law, day));
}

class ContactPlan extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    if (this.form) return;
    this.data = JSON.parse(this.querySelector('script[type="application/json"]').textContent);
    this.form = this.querySelector("form");
    this.place = this.querySelector(".contact-place");
    this.status = this.querySelector(".contact-status");
    for (const field of this.form.querySelectorAll("[data-day]")) dayField(field);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show();
      faulty(this.form);
    });
    this.form.addEventListener("change", () => {
      if (this.planned) this.show();
    });
  }

  field(name) {
    return this.form.elements[name];
  }

  /** The time of day in a field, or nothing. */
  clock(name) {
    const { time = "", error = "" } = typedTime(this.field(name).value);
    mind(this.field(name), error);
    return time;
  }

  /** What the form says, or null while something is wrong with it. */
  debt() {
    const due = dayIn(this.field("due"), "请填写到期日");
    const fen = amountIn(this.field("amount"));
    const [opens, closes] = [this.clock("opens"), this.clock("closes")];
    if (opens && !this.field("closes").value.trim()) mind(this.field("closes"), "约定的时段要同时写起止");
    if (closes && !this.field("opens").value.trim()) mind(this.field("opens"), "约定的时段要同时写起止");
    if (this.form.querySelector("[aria-invalid]")) return null;
    const chosen = ["kind", "grade", "channel", ...WORDS].map((name) => [name, this.field(name).value.trim()]);
    return { due, amount: written(fen), opens, closes, ...Object.fromEntries(chosen) };
  }

  show() {
    this.place.replaceChildren();
    this.status.textContent = "";
    const debt = this.debt();
    if (!debt) return;
    const resting = this.field("rest")?.checked;
    let made;
    try {
      made = plan(debt, resting ? restAround(debt.due, this.data.law) : [], this.data.ladder);
    } catch (refused) {
      if (!(refused instanceof Unplannable)) throw refused;
      const [, name] = BLAMES.find(([word]) => refused.message.includes(word)) ?? ["", "due"];
      mind(this.field(name), refused.message);
      return;
    }
    this.planned = true;
    const [first] = made.contacts;
    this.status.textContent = `排出 ${made.contacts.length} 步，第一步在${spoken(first.day)}。`;
    this.place.replaceChildren(this.card(made, debt, resting));
  }

  card(made, debt, resting) {
    const { forces, places } = this.data;
    const now = today();
    const mine = [...made.warnings, ...this.doubts(made, resting, now)];
    const { window, caps } = made;
    const { opens, closes } = made.contacts.find((one) => one.opens) ?? window;
    const agreed = debt.opens ? `约定 ${opens} 至 ${closes}；没有约定时 ` : "";
    return tag(
      "section", { class: "proof" },
      tag("p", { class: "proof-title" }, "沟通节奏 ", tag("span", { class: "tag tag-dispute" }, `${forces.house}，不是法律`)),
      tag("p", { class: "proof-asked" }, `${spoken(debt.due)}到期，${debt.amount} 元`),
      tag("p", { class: "proof-day" }, "第一步：", tag("time", { datetime: made.contacts[0].day }, spoken(made.contacts[0].day))),
      warnings(mine),
      tag("p", { class: "proof-head" }, "可以联系的时段"),
      tag("p", {}, `${agreed}${window.opens} 至 ${window.closes}`, ...this.rule(window)),
      tag("p", { class: "proof-head" }, "每天最多几次"),
      tag("ul", {}, caps.map((cap) => tag("li", {}, `${cap.unit}不超过 ${cap.count} 次`, ...this.rule(cap)))),
      tag("p", { class: "proof-head" }, "每一步"),
      tag("ol", { class: "timetable" }, made.contacts.map((contact) => this.step(contact, now))),
      tag("p", {}, "改过的文字，发出前先用", tag("a", { href: places.message }, "话术与函件检查"), "看一遍。出现",
        tag("a", { href: "#stops" }, "下面的情况"), "，当天就停。"),
      tag(
        "p", { class: "proof-acts" },
        tag("button", { type: "button", click: () => this.calendar(made, debt) }, "导出日历（.ics）"),
        printer(), copier(() => this.told(made, debt, mine)),
      ),
    );
  }

  /** Whose rule a limit is. */
  rule({ force, text, cites }) {
    return [" ", tag("span", { class: "tag" }, this.data.forces[force]), ` ${text}`, cited(cites, this.data)].filter(Boolean);
  }

  /** What is uncertain about a plan's days. */
  doubts({ contacts }, resting, now) {
    const years = [...new Set(contacts.map(({ day }) => yearOf(day)))].filter((year) => !knows(this.data.law, year));
    const past = contacts.filter(({ day }) => day < now).length;
    return [
      ...(resting ? years.map((year) => `${year} 年的放假安排尚未收录，只避开了周末和日期固定的节日`) : []),
      ...(past ? [`按本机今天，有 ${past} 步的日子已过：已经做过的核对留证，没有做过的从今天起照同样的间隔往后排`] : []),
    ];
  }

  /** How a step reaches the other side. */
  way({ channel, opens, closes }) {
    return channel === "internal" ? "内部决定，不联系对方" : `${this.data.channels[channel]}，${opens} 至 ${closes}`;
  }

  step(contact, now) {
    const { title, day, planned, reply, text, evidence } = contact;
    const copy = copier(() => text, "复制文字");
    copy.setAttribute("aria-label", `复制文字：${title}`);
    return tag(
      "li", { class: day < now ? "past" : "own" },
      tag("p", { class: "timetable-day" }, tag("time", { datetime: day }, spoken(day)),
        day < now ? tag("span", { class: "distance" }, "已过") : null),
      tag("p", { class: "timetable-title" }, tag("strong", {}, title), " ", tag("span", { class: "tag" }, this.way(contact))),
      day !== planned ? tag("p", { class: "contact-moved" }, `原定${spoken(planned)}，遇休息日或者等上一步的答复，顺延。`) : null,
      text ? tag("blockquote", { class: "contact-text" }, text.trim()) : null,
      text ? tag("p", { class: "proof-acts" }, copy) : null,
      reply ? tag("p", {}, `请对方在${spoken(reply)}前答复，答复之前不再催。`) : null,
      tag("p", {}, `留证：${evidence}`),
    );
  }

  /** The whole plan as plain text. */
  told({ contacts, window, caps, stops }, debt, mine) {
    const { forces } = this.data;
    return [
      `沟通节奏（${forces.house}，不是法律）：${spoken(debt.due)}到期，${debt.amount} 元`,
      ...mine.map((sentence) => `注意：${sentence}`),
      `时段：${window.opens} 至 ${window.closes}［${forces[window.force]}］${window.text}`,
      ...caps.map((cap) => `次数：${cap.unit}不超过 ${cap.count} 次［${forces[cap.force]}］${cap.text}`),
      ...contacts.flatMap((one, place) => [
        `${place + 1}. ${spoken(one.day)} ${one.title}（${this.way(one)}）`, one.text.trim(), `   留证：${one.evidence}`,
      ]),
      "什么时候停：",
      ...stops.map(({ title, text }) => `- ${title}：${text}`),
    ].filter(Boolean).join("\n");
  }

  calendar(made, debt) {
    download(calendar(made, debt, this.data.guide, HOUSE), "text/calendar", `沟通节奏-${debt.due}.ics`);
    this.status.textContent = "已导出日历。同一笔债再次导入会更新，不会重复。";
  }
}

globalThis.customElements?.define("guide-contact", ContactPlan);
