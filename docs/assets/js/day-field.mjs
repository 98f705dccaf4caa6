// A field for a day: typed in any common way, or picked from the browser's own calendar.

import { tag, mind } from "./tags.mjs";
import { text } from "./calendar.mjs";
import { typedDay } from "./typed.mjs";

/** The day by the reader's own device, the only clock there is. */
export function today() {
  const now = new Date();
  return text(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/** Give a text field a calendar to pick from, and say at once when what stands in it is no day. */
export function dayField(input) {
  input.setAttribute("inputmode", "numeric");
  input.setAttribute("autocomplete", "off");
  input.setAttribute("placeholder", "如 2026-01-31");
  input.addEventListener("change", () => dayIn(input));
  const picker = tag("input", { type: "date", class: "picker", tabindex: "-1", "aria-hidden": "true" });
  if (!picker.showPicker) return input;
  const name = input.labels?.[0]?.firstChild?.textContent.trim() || "日期";
  const button = tag("button", {
    type: "button", class: "pick", "aria-label": `从日历里选：${name}`,
    click: () => {
      picker.value = typedDay(input.value).day ?? "";
      picker.showPicker();
    },
  }, "选");
  picker.addEventListener("change", () => {
    if (!picker.value) return;
    input.value = picker.value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
  const row = tag("span", { class: "day" });
  input.replaceWith(row);
  row.append(input, button, picker);
  return input;
}

/** The day in a field, or nothing; what is wrong is said beside it.  `needed` is said of an empty one. */
export function dayIn(input, needed = "") {
  const { day = "", error = "" } = typedDay(input.value);
  mind(input, error || (day ? "" : needed));
  return day;
}
