// <guide-old-numbers>: a field for an old article number, today's number below it.
import { asked, translated } from "./translator.mjs";

const KINDS = { same: "内容未变", wording: "仅文字调整", substance: "内容有修改，引用前请核对", gone: "已删去", new: "新增" };

/** 第253条, 第293条之一 for a number as citations write it. */
export function named(number) {
  const [whole, part] = number.split("-");
  return `第${whole}条${part ? `之${"零一二三四五六七八九十"[part] ?? part}` : ""}`;
}

class OldNumbers extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    this.data = JSON.parse(this.querySelector("script").textContent);
    this.output = this.querySelector("output");
    this.addEventListener("input", () => this.show());
  }

  show() {
    const words = this.querySelector("[name=asked]").value;
    const day = this.querySelector("[name=day]").value;
    this.output.replaceChildren();
    if (!words.trim()) return;
    const question = asked(words);
    if (!question) return this.say("请写法律名称和条号，例如：民诉法 253。");
    const found = translated(this.data.tables, question.name, question.number, day);
    if (!found.length) {
      const names = [...new Set(this.data.tables.map((table) => table.statute))].join("、");
      return this.say(`没有“${question.name}”第 ${question.number} 条的对照${day ? "（或该日期不在旧条号使用期内）" : ""}。收录：${names}。`);
    }
    for (const one of found) this.entry(one);
  }

  say(text) {
    const line = document.createElement("p");
    line.textContent = text;
    this.output.append(line);
    return line;
  }

  entry({ statute, number, label, since, until, moves }) {
    const line = this.say(`${statute}（${label}，${since} 起${until ? `至 ${until}` : ""}）${named(number)}`);
    if (!until) line.append("：就是现行条号，", this.link(statute, number));
    for (const move of moves) {
      line.append(" → ", move.new ? this.link(statute, move.new) : "已删去", `（${KINDS[move.kind]}）`);
    }
  }

  link(statute, number) {
    const title = this.data.titles[statute]?.[number];
    const text = `现${named(number)}${title ? ` ${title}` : ""}`;
    if (!title) return text;
    const link = document.createElement("a");
    link.href = `${this.data.places[statute]}#art-${number}`;
    link.textContent = text;
    return link;
  }
}

globalThis.customElements?.define("guide-old-numbers", OldNumbers);
