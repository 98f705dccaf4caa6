// 沟通节奏: procguide/contact.py in JavaScript.  Days are texts, "2026-01-31"; `ladder` is what contact.table() exports.

import { dayOf, isDay, number } from "./calendar.mjs";

export class Unplannable extends Error {}

const MOST_MOVED = 30;
const KINDS = ["person", "company", "financial", "assignee", "law-firm"];
const CHANNELS = ["sms", "wechat", "phone", "letter"];
const GRADES = ["first", "repeat"];
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const AMOUNT = /^(0|[1-9]\d{0,11})(\.\d{1,2})?$/;

const later = (day, count) => dayOf(number(day) + count);

function spoken(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

function checked(debt) {
  if (!isDay(debt.due)) throw new Unplannable(`“${debt.due}” 不是日历上的日子，请写成 2026-01-31 的样子`);
  const choices = [["债权人", debt.kind, KINDS], ["分级", debt.grade, GRADES], ["约定的渠道", debt.channel || "sms", CHANNELS]];
  for (const [name, given, known] of choices) {
    if (!known.includes(given)) throw new Unplannable(`${name}不能是 “${given}”，可写：${known.join("、")}`);
  }
  if (!AMOUNT.test(debt.amount) || !Number(debt.amount)) {
    throw new Unplannable(`“${debt.amount}” 不是金额，请写成 12000 或 12000.50 的样子`);
  }
  if (Boolean(debt.opens) !== Boolean(debt.closes)) throw new Unplannable("约定的时段要同时写起止");
  for (const clock of [debt.opens, debt.closes].filter(Boolean)) {
    if (!CLOCK.test(clock)) throw new Unplannable(`“${clock}” 不是钟点，请写成 09:00 的样子`);
  }
  if (debt.opens && debt.opens >= debt.closes) throw new Unplannable("约定时段的开始要早于结束，跨夜的时段不排");
  const year = Number(debt.due.slice(0, 4));
  if (year < 1900 || year > 2200) throw new Unplannable(`到期日 ${debt.due} 不在 1900 至 2200 年之间`);
}

/** A text with its words filled in, and a blank for what is not known. */
export function filled(text, words, blanks) {
  const filled = text.replace(/\{(\w+)\}/g, (_, name) => words[name] || `【${blanks[name]}】`);
  return filled.replaceAll("【【", "【").replaceAll("】】", "】"); // a signature still to fill in is bracketed once
}

function notResting(day, rest) {
  for (let count = 0; count <= MOST_MOVED; count += 1) {
    const moved = later(day, count);
    if (!rest.has(moved)) return moved;
  }
  throw new Unplannable(`${day} 之后连续 ${MOST_MOVED} 天都是休息日，请检查`);
}

/** The contacts for a debt; `rest` are the days not worked.  Throws Unplannable with a Chinese sentence. */
export function plan(given, rest, ladder) {
  const debt = {
    grade: "first", channel: "", opens: "", closes: "", creditor: "", debtor: "", basis: "", contact: "", ...given,
  };
  checked(debt);
  const resting = new Set(rest);
  const window = ladder.windows.find(({ kinds }) => kinds.includes(debt.kind));
  const opens = debt.opens || window.opens;
  const closes = debt.closes || window.closes;
  const warnings = [];
  if (opens < window.opens || closes > window.closes) {
    warnings.push(`约定的时段超出 ${window.opens} 至 ${window.closes}：要有债务人的书面同意，并随时可以撤回`);
  }
  const contacts = [];
  const steps = ladder.steps.filter(({ grade }) => grade === debt.grade).sort((one, other) => one.after - other.after);
  for (const step of steps) {
    const planned = later(debt.due, step.after);
    let day = notResting(planned, resting);
    if (step.after < 0 && day >= debt.due) {
      warnings.push(`“${step.title}” 因休息日会落在到期日或者以后，已略去`);
      continue;
    }
    const waited = contacts.length ? contacts.at(-1).reply ?? contacts.at(-1).day : "";
    if (day <= waited) day = notResting(later(waited, 1), resting);
    const fixed = step.channel === "letter" || step.channel === "internal" || !debt.channel;
    const channel = fixed ? step.channel : debt.channel;
    const reply = step.reply ? later(day, step.reply) : null;
    const { creditor, debtor, basis, amount, contact } = debt;
    const words = { creditor, debtor, basis, amount, contact, due: spoken(debt.due), reply: reply ? spoken(reply) : "" };
    const said = channel === "phone" && step.script ? step.script : step.text;
    const away = channel === "internal";
    contacts.push({
      step: step.id, title: step.title, day, planned, reply, channel, opens: away ? "" : opens, closes: away ? "" : closes,
      text: filled(said, words, ladder.blanks), evidence: step.evidence, force: "house",
    });
  }
  const caps = ladder.caps.filter(({ kinds }) => kinds.includes(debt.kind));
  return { contacts, window, caps, stops: ladder.stops, warnings };
}
