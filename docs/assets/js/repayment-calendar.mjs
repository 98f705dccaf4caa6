// A repayment plan as a calendar file: an event for each instalment, on its due day.

import { escaped, folded } from "./plan.mjs";
import { shown, yuan } from "./money.mjs";
import { dayNumber, isoDay } from "./schedule.mjs";

const compact = (day) => day.replaceAll("-", "");

/** The plan of repayment.mjs as .ics; the same plan keeps its UIDs. */
export function calendar({ rows, total }, guide) {
  const events = rows.flatMap(([number, due, , principal, interest, whole, balance]) => [
    "BEGIN:VEVENT",
    `UID:repayment.${compact(rows[0][1])}.${total}.${rows.length}.${number}@${guide.id}`,
    `DTSTAMP:${compact(guide.as_of)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(due)}`,
    `DTEND;VALUE=DATE:${compact(isoDay(dayNumber(due) + 1))}`,
    `SUMMARY:${escaped(`还款第 ${number}/${rows.length} 期：${shown(yuan(whole))} 元`)}`,
    `DESCRIPTION:${escaped(`本金 ${shown(yuan(principal))} 元，利息 ${shown(yuan(interest))} 元，还后剩余本金 ${shown(yuan(balance))} 元`)}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(`三天后还款：第 ${number} 期`)}`, "TRIGGER:-P3D", "END:VALARM",
    "END:VEVENT",
  ]);
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${guide.id}//procguide//ZH`, "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:还款计划"];
  return `${[...head, ...events, "END:VCALENDAR"].map(folded).join("\r\n")}\r\n`;
}
