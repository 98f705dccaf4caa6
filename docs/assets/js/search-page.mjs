// <guide-search>: the search as a page of its own, with a filter by kind and the reader's recent searches.
// Works without a server too: the index then comes as a script.  What is typed stays in this browser.

import { Search } from "./search.mjs";

const SCRIPT = globalThis.document?.currentScript?.src ?? "";
const KEPT = "guide-search-recent";
const MOST = 8;

/** The recent searches with one more, the newest first. */
export function remembered(recent, query) {
  const text = query.trim();
  return text ? [text, ...recent.filter((one) => one !== text)].slice(0, MOST) : recent;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The index: fetched (as a blob, which is put together beside this thread), or from a script where pages may not fetch. */
async function index(root) {
  if (location.protocol !== "file:") return (await (await fetch(new URL("assets/search/index.txt", root))).blob()).arrayBuffer();
  if (!globalThis.guideSearchIndex) {
    await new Promise((done, failed) => {
      const src = new URL("assets/search/index.js", root).href;
      document.head.append(element("script", { src, onload: done, onerror: failed }));
    });
  }
  return globalThis.guideSearchIndex;
}

class GuideSearch extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    this.root = new URL(this.dataset.root ?? "../../", SCRIPT || location.href);
    this.field = element("input", { type: "search", id: "guide-search-field", autocomplete: "off", placeholder: "用平常的话问，例如：借条丢了还能要回钱吗" });
    this.kinds = element("fieldset", { className: "search-kinds", hidden: true }, element("legend", { textContent: "只看" }));
    this.recent = element("div", { className: "search-recent" });
    this.status = element("p", { className: "search-status" });
    this.status.setAttribute("role", "status");
    this.list = element("ol", { className: "search-results" });
    const label = element("label", { htmlFor: "guide-search-field", textContent: "搜索" });
    const go = element("button", { type: "submit", textContent: "搜索" });
    this.form = element("form", {}, label, this.field, go, this.kinds);
    this.form.setAttribute("role", "search");
    this.replaceChildren(this.form, this.recent, this.status, this.list);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.keep();
      this.answer();
    });
    this.field.addEventListener("focus", () => this.ready(), { once: true });
    this.field.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.answer(), 120);
    });
    this.kinds.addEventListener("change", () => this.answer());
    this.list.addEventListener("click", (event) => event.target.closest("a") && this.keep());
    this.showRecent();
    const asked = new URLSearchParams(location.search).get("find");
    if (asked) {
      this.field.value = asked;
      this.answer();
    }
  }

  /** The engine, made once. */
  ready() {
    this.engine ??= index(this.root).then((found) => {
      const engine = new Search(found, { directory: !/\.html$/.test(location.pathname) });
      engine.kinds.forEach((kind, value) => {
        const box = element("input", { type: "checkbox", value: String(value) });
        this.kinds.append(element("label", {}, box, kind));
      });
      this.kinds.hidden = false;
      return engine;
    });
    return this.engine;
  }

  async answer() {
    const query = this.field.value.trim();
    const address = new URL(location.href);
    query ? address.searchParams.set("find", query) : address.searchParams.delete("find");
    if (location.protocol !== "file:") history.replaceState(history.state, "", address);
    if (!query) {
      this.list.replaceChildren();
      this.status.textContent = "";
      return;
    }
    let engine;
    try {
      engine = await this.ready();
    } catch {
      this.engine = undefined;
      this.status.textContent = "搜索索引没有取到，请检查网络后再试。";
      return;
    }
    if (query !== this.field.value.trim()) return;
    const chosen = [...this.kinds.querySelectorAll("input:checked")].map((box) => Number(box.value));
    const { items, widened } = engine.search(query, { kinds: chosen.length ? new Set(chosen) : null });
    const found = items.reduce((sum, group) => sum + group.filter((one) => one.tags).length, 0);
    this.status.textContent = found
      ? `找到 ${found} 处${widened.length ? `；也按这些说法找了：${widened.slice(0, 6).join("、")}` : ""}`
      : "没有找到";
    this.list.replaceChildren(...(found ? items.map((group) => this.group(group)) : [this.help(engine, chosen)]));
  }

  group(items) {
    const page = items.find((one) => !one.tags);
    const row = element("li");
    if (page) row.append(element("p", { className: "search-page-of", innerHTML: page.title }));
    for (const { location: place, title, text, tags } of items.filter((one) => one.tags)) {
      const link = element("a", { href: new URL(place, this.root).href, innerHTML: title });
      row.append(element("p", { className: "search-hit" }, link, " ", element("span", { className: "tag", textContent: tags[0] })));
      if (text) row.append(element("p", { className: "search-text", innerHTML: text }));
    }
    return row;
  }

  /** What to try when nothing was found. */
  help(engine, chosen) {
    const tips = ["换一个更常用的说法，或只写关键的两三个词", "写法律名称和条号，例如 民诉法 225"];
    if (chosen.length) tips.unshift("去掉上面“只看”的勾选");
    const near = engine.completion(this.field.value.trim().slice(0, 1));
    if (near) tips.push(`试试：${near}`);
    return element("li", {}, element("ul", {}, ...tips.map((tip) => element("li", { textContent: tip }))));
  }

  // Recent searches

  get past() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
      return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
    } catch {
      return [];
    }
  }

  keep(recent = remembered(this.past, this.field.value)) {
    try {
      recent.length ? localStorage.setItem(KEPT, JSON.stringify(recent)) : localStorage.removeItem(KEPT);
    } catch {
      // Storage may be forbidden; then nothing is remembered.
    }
    this.showRecent();
  }

  showRecent() {
    const recent = this.past;
    this.recent.hidden = !recent.length;
    const again = recent.map((query) => {
      const button = element("button", { type: "button", textContent: query });
      button.addEventListener("click", () => {
        this.field.value = query;
        this.field.focus();
        this.answer();
      });
      return element("li", {}, button);
    });
    const clear = element("button", { type: "button", className: "search-clear", textContent: "清除记录" });
    clear.addEventListener("click", () => {
      this.keep([]);
      this.field.focus();
    });
    const label = element("p", { textContent: "最近搜索（只存在本机）" });
    this.recent.replaceChildren(label, element("ul", {}, ...again), clear);
  }
}

globalThis.customElements?.define("guide-search", GuideSearch);
