// A contact plan as a calendar file: an event for each step, on its day.  procguide.contact.ics() in JavaScript.

import { dayOf, number } from "./calendar.mjs";
import { escaped, folded } from "./plan.mjs";

const compact = (day) => day.replaceAll("-", "");

/** The plan of contact.mjs as .ics; the same debt keeps its UIDs, so that a second import replaces the first. */
export function calendar({ contacts }, debt, guide, notes) {
  const events = contacts.flatMap(({ step, title, day, opens, closes, text, evidence }) => [
    "BEGIN:VEVENT",
    `UID:contact.${compact(debt.due)}.${debt.amount}.${step}@${guide.id}`,
    `DTSTAMP:${compact(guide.as_of)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(day)}`,
    `DTEND;VALUE=DATE:${compact(dayOf(number(day) + 1))}`,
    `SUMMARY:${escaped(debt.debtor ? `${title}（${debt.debtor}）` : title)}`,
    `DESCRIPTION:${escaped([opens && `${opens} 至 ${closes}`, text, `留证：${evidence}`, notes].filter(Boolean).join("\n"))}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${guide.id}//procguide//ZH`, "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:沟通节奏"];
  return `${[...head, ...events, "END:VCALENDAR"].map(folded).join("\r\n")}\r\n`;
}
