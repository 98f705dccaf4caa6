// What the form of 诉讼时效体检 says, as a claim for limitation.mjs, and what is wrong beside which field.

import { typedDay } from "./typed.mjs";

const BEGINS = ["due", "grace_ends", "refused"];

/**
 * form: {begins: "due" | "instalments" | "grace_ends" | "refused" | "none", day, instalments: text, harmed, period, as_of,
 * events: [{cause, day, ended, proved}]} as typed.  Gives {claim, asOf, faults: {field: sentence}}; the fields of an
 * event are "day-0", "ended-0".
 */
export function claimOf(form, law) {
  const faults = {};
  const day = (field, text, needed = "") => {
    const read = typedDay(text ?? "");
    if (read.error || (!read.day && needed)) faults[field] = read.error ?? needed;
    return read.day ?? "";
  };
  const asOf = day("as_of", form.as_of, "请写上按哪一天体检");
  const claim = { period: form.period || "P3Y", events: [] };
  if (BEGINS.includes(form.begins)) claim[form.begins] = day("day", form.day, "请写上这一天");
  if (form.begins === "instalments") claim.instalments = instalmentsOf(form.instalments ?? "", faults);
  const harmed = day("harmed", form.harmed);
  if (harmed) claim.harmed = harmed;
  if (harmed && asOf && harmed > asOf) faults.harmed = `权利受损的日子在体检日 ${asOf} 之后，请检查`;
  for (const [place, event] of (form.events ?? []).entries()) {
    const { title, kind } = law.causes[event.cause];
    const lasting = ["procedure", "obstacle"].includes(kind);
    const began = day(`day-${place}`, event.day, `请写上“${title}”的日子，用不着的可以删掉这一条`);
    const ended = lasting ? day(`ended-${place}`, event.ended) : "";
    if (began && asOf && began > asOf) faults[`day-${place}`] = `“${title}”在体检日 ${asOf} 之后，请检查`;
    if (ended && asOf && ended > asOf) faults[`ended-${place}`] = `结束的日子在体检日 ${asOf} 之后；还没有结束就留空`;
    if (began && ended && ended < began) faults[`ended-${place}`] = `结束于 ${ended}，早于开始的 ${began}，请检查`;
    claim.events.push({ cause: event.cause, day: began, ended: ended || null, proved: event.proved });
  }
  return { claim, asOf, faults };
}

/** One day a line; days must come in order. */
function instalmentsOf(text, faults) {
  const days = [];
  for (const [place, line] of text.split(/\r?\n/).entries()) {
    const { day, error } = typedDay(line);
    if (error) faults.instalments ??= `第 ${place + 1} 行：${error}`;
    if (day && days.length && day < days.at(-1)) faults.instalments ??= `第 ${place + 1} 行 ${day} 早于前一期 ${days.at(-1)}，请按先后写`;
    if (day) days.push(day);
  }
  if (!days.length) faults.instalments ??= "请写上各期的还款日，每行一个";
  return days;
}
