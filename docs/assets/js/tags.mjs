// Making elements, and saying beside a field what is wrong with it.

/** An element with attributes, listeners (functions) and children; null children are left out. */
export function tag(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** What the page carries: its table of time, read once. */
export function table() {
  table.read ??= JSON.parse(document.getElementById("guide-time").textContent);
  return table.read;
}

/**
 * Say beside a field what is wrong with it; an empty sentence takes it back.  The line keeps its place, or a button
 * below would move away under a finger that is just pressing it.
 */
export function mind(field, sentence) {
  const id = `${field.id}-error`;
  let line = document.getElementById(id);
  if (!line && sentence) {
    line = tag("span", { id, class: "field-error" });
    (field.closest(".field") ?? field).append(line);
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
  }
  if (line) line.textContent = sentence;
  if (sentence) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/** Go to the first field that something is wrong with; whether there was one. */
export function faulty(form) {
  const first = form.querySelector("[aria-invalid]");
  first?.closest("details")?.setAttribute("open", "");
  first?.focus();
  return !!first;
}
