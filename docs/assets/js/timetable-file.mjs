// What 我的时间表 keeps: in the browser's own storage, and in a file the reader takes away and brings back.
//
// kept: {format, version, id, title, debt, guarantee, facts: {fact: as typed}}; the id makes the calendar's UIDs stable.

import { wrong } from "./plan.mjs";
import { typedDay } from "./typed.mjs";

export const FORMAT = "procguide-timetable";
export const VERSION = 1;

/** A new timetable, with an identity of its own. */
export function blank(debt = "once") {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(8));
  const id = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { format: FORMAT, version: VERSION, id, title: "", debt, guarantee: false, facts: {} };
}

/** A timetable from a text; throws an Error with a Chinese sentence, having changed nothing. */
export function read(text, law) {
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw new Error("这个文件不是时间表：读不出内容。现在的时间表没有改动。");
  }
  if (found?.format !== FORMAT) throw new Error("这个文件不是从“我的时间表”导出的。现在的时间表没有改动。");
  if (found.version !== VERSION) throw new Error(`这个文件的版本是 ${found.version}，本页只认得 ${VERSION}。现在的时间表没有改动。`);
  if (!/^[0-9a-f]{16}$/.test(found.id) || typeof found.facts !== "object" || !found.facts) {
    throw new Error("这个文件缺了编号或日期，可能被改动过。现在的时间表没有改动。");
  }
  const unknown = Object.keys(found.facts).filter((fact) => !Object.hasOwn(law.facts, fact));
  if (unknown.length) throw new Error(`文件里有本页不认识的事实：${unknown.join("、")}。现在的时间表没有改动。`);
  const facts = Object.entries(found.facts).map(([fact, day]) => [fact, String(day).slice(0, 40)]);
  return {
    ...blank(), id: found.id, title: String(found.title ?? "").slice(0, 80), debt: String(found.debt ?? "once"),
    guarantee: found.guarantee === true, facts: Object.fromEntries(facts),
  };
}

export const written = (kept) => `${JSON.stringify(kept, null, 1)}\n`;

/** The days of a timetable and what is wrong beside which fact: {facts, faults}. */
export function daysOf(kept, law) {
  const facts = {};
  const faults = {};
  for (const [fact, typed] of Object.entries(kept.facts)) {
    const { day, error } = typedDay(typed);
    if (error) faults[fact] = error;
    else if (day) facts[fact] = day;
  }
  return { facts, faults: { ...faults, ...wrong(facts, law) } };
}

/** The storage of a browser that may refuse it, under one key. */
export class Shelf {
  constructor(storage, key) {
    [this.storage, this.key] = [storage, key];
  }

  /** The timetable kept, or null. */
  load(law) {
    try {
      const text = this.storage.getItem(this.key);
      return text ? read(text, law) : null;
    } catch {
      return null;
    }
  }

  /** Keep a timetable; whether the browser did. */
  save(kept) {
    try {
      this.storage.setItem(this.key, JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  clear() {
    try {
      this.storage.removeItem(this.key);
    } catch {
      // Nothing was kept where nothing can be.
    }
  }
}
