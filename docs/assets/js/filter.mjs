// <guide-filter data-items="selector" | data-target="table id">: hides the items that do not match its fields.

/** Whether an item's text and data answer every field: `text` looks in the text, any other in data-<field>. */
export function matches(fields, text, data) {
  return Object.entries(fields).every(([name, wanted]) => {
    const value = wanted.trim().toLowerCase();
    if (!value) return true;
    if (name === "text") return value.split(/\s+/).every((word) => text.toLowerCase().includes(word));
    return (data[name] ?? "").toLowerCase() === value || (data[name] ?? "").toLowerCase().split(" ").includes(value);
  });
}

/** The elements that go with an item: a list entry is alone, a section has its heading and its block. */
function parts(item) {
  const block = item.closest(".pg");
  if (!block || item.matches("tr")) return [item];
  const heading = block.previousElementSibling;
  return heading?.matches("h2, h3") ? [heading, block] : [block];
}

class Filter extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    const { items, target, count } = this.dataset;
    this.items = [...document.querySelectorAll(target ? `#${target} > tbody > tr` : items)];
    this.status = document.createElement("p");
    this.status.setAttribute("role", "status");
    this.append(this.status);
    this.unit = count ?? "";
    this.addEventListener("input", () => this.apply());
    this.apply();
  }

  apply() {
    const fields = {};
    for (const field of this.querySelectorAll("[data-filter]")) fields[field.dataset.filter] = field.value;
    let shown = 0;
    for (const item of this.items) {
      const fits = matches(fields, item.textContent, item.dataset);
      shown += fits;
      for (const part of parts(item)) part.hidden = !fits;
    }
    this.status.textContent = `显示 ${shown} / ${this.items.length} ${this.unit}`;
  }
}

globalThis.customElements?.define("guide-filter", Filter);
