// <guide-message>: 话术与函件检查.  Its rules stand inside it as <script type="application/json"> (message.table() of Python,
// with `addresses`: citation or prohibition → page; and, all optional, `names`: what citations are called, `lpr`: the
// newest one-year rate in percent as a text, `crisis`: {title, page} of the procedure for words of harm).
// Nothing that is typed leaves the page.

import { Checker } from "./message.mjs";

const SEVERITY = { critical: "严重", serious: "违规", warning: "提醒", advice: "建议" };
const FORCE = { law: "法律", standard: "推荐性标准", guideline: "行业自律", house: "本指南" };
const ASKED = { channel: "渠道", sender: "谁发送", relation: "发给谁" };
const SHOWN = 20000; // longer messages are checked, and their findings listed without the marked text
const WAIT = 250;

let count = 0;

function made(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The text in pieces: each with the number of the first finding that covers it, or -1; positions count code points. */
export function pieces(text, findings) {
  const letters = Array.from(text);
  const owner = new Array(letters.length).fill(-1);
  findings.forEach(({ start, end }, number) => {
    for (let at = start; at < end; at += 1) if (owner[at] < 0) owner[at] = number;
  });
  const found = [];
  letters.forEach((letter, at) => {
    const last = found.at(-1);
    if (last && last.number === owner[at]) last.text += letter;
    else found.push({ number: owner[at], text: letter });
  });
  return found;
}

/** The findings as plain text, to be copied. */
export function summary(report, rules, names = {}) {
  if (!report.findings.length) return "没有发现问题。";
  return report.findings
    .map((one, number) => {
      const rule = rules.get(one.rule);
      const words = one.text ? `“${one.text}”` : "（全文）";
      return `${number + 1}. ［${SEVERITY[one.severity]}］${rule.title} ${words}\n   ${rule.why}\n   依据：${rule.cites.map((cite) => names[cite] ?? cite).join("、")}\n   可改为：${rule.rewrite}`;
    })
    .join("\n");
}

/** Four times a rate written in percent, in millionths; null when it is none. */
export function ceiling(percent) {
  const found = /^(\d{1,2})(?:\.(\d{1,4}))?$/.exec(percent.trim());
  if (!found) return null;
  return 4 * (Number(found[1]) * 10000 + Number(`${found[2] ?? ""}0000`.slice(0, 4)));
}

class MessageCheck extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    if (this.checker) return;
    const script = this.querySelector('script[type="application/json"]');
    this.table = JSON.parse(script.textContent);
    this.checker = new Checker(this.table);
    this.id ||= `message-${(count += 1)}`;
    this.draw();
  }

  draw() {
    const id = (name) => `${this.id}-${name}`;
    this.area = made("textarea", { id: id("text"), rows: "8", spellcheck: "false", "aria-describedby": id("note") });
    this.fields = {};
    const choices = made("div", { class: "message-choices" });
    for (const [name, title] of Object.entries(ASKED)) {
      const select = made("select", { id: id(name) }, made("option", { value: "" }, "不确定"));
      for (const choice of this.table.choices.filter(({ of }) => of === name)) {
        select.append(made("option", { value: choice.id }, choice.title));
      }
      this.fields[name] = select;
      choices.append(made("p", {}, made("label", { for: id(name) }, title), select));
    }
    this.fields.time = made("input", { id: id("time"), type: "time" });
    this.fields.lpr = made("input", { id: id("lpr"), inputmode: "decimal", size: "6", value: this.table.lpr ?? "" });
    choices.append(
      made("p", {}, made("label", { for: id("time") }, "几点发送"), this.fields.time),
      made("p", {}, made("label", { for: id("lpr") }, "签约时一年期LPR（%）"), this.fields.lpr),
    );
    this.status = made("p", { role: "status", "aria-live": "polite", class: "message-status" });
    this.crisis = made("div", { role: "alert", class: "message-crisis" });
    this.crisis.hidden = true;
    this.marked = made("div", { class: "message-marked", role: "region", "aria-label": "标出问题的原文", tabindex: "0" });
    this.list = made("ol", { class: "message-findings" });
    this.button = made("button", { type: "button", class: "md-button" }, "复制检查结果");
    this.append(
      made("p", {}, made("label", { for: id("text") }, "把短信、微信、信函或者话术粘贴在这里")),
      this.area,
      made("p", { id: id("note"), class: "message-note" }, "只在这个页面里检查，不会上传，也不会保存。"),
      choices, this.crisis, this.status, this.marked, this.list, made("p", {}, this.button),
    );
    this.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.check(), WAIT);
    });
    this.button.addEventListener("click", () => this.copy());
    this.check();
  }

  check() {
    const text = this.area.value;
    const { channel, sender, relation, time, lpr } = this.fields;
    const context = {
      channel: channel.value, sender: sender.value, relation: relation.value, time: time.value,
      cap: ceiling(lpr.value),
    };
    this.report = this.checker.check(text, context);
    const { findings, crisis, unchecked, left_out: more, blocked } = this.report;
    const empty = !text.trim();
    this.list.replaceChildren(...findings.map((one, number) => this.entry(one, number)));
    this.marked.hidden = empty || !findings.some(({ end }) => end) || text.length > SHOWN;
    this.marked.replaceChildren(...(this.marked.hidden ? [] : this.highlighted(text, findings)));
    this.button.hidden = empty;
    this.crisis.hidden = !crisis;
    if (crisis !== Boolean(this.crisis.textContent)) {
      const { title, page } = this.table.crisis ?? {};
      const said = "先停下：文字里有自伤或者伤人的话。停止催收，转给负责人，按危机预案办；情况紧急拨打110或者120。";
      this.crisis.replaceChildren(...(crisis ? [said, page ? made("a", { href: page }, title) : ""] : []));
    }
    const notes = [];
    if (unchecked.some((id) => this.checker.rules.get(id).hours)) notes.push("没有填发送时间，时段没有查");
    if (unchecked.some((id) => this.checker.rules.get(id).rated)) notes.push("没有填发送人或者LPR，利率上限没有查");
    const count = findings.length + more;
    const verdict = !count ? "没有发现问题，发出前仍要有人看。" : `发现 ${count} 处，${blocked ? "改好之前不要发出。" : "可以发出，建议修改。"}`;
    this.status.textContent = empty ? "" : [verdict, ...notes].join(" ");
    this.status.classList.toggle("message-blocked", blocked);
  }

  highlighted(text, findings) {
    return pieces(text, findings).map(({ number, text: piece }) => {
      if (number < 0) return document.createTextNode(piece);
      const mark = made("mark", { class: `message-${findings[number].severity}` }, piece);
      mark.append(made("a", { href: `#${this.id}-finding-${number + 1}`, class: "message-number" }, `${number + 1}`));
      mark.lastChild.setAttribute("aria-label", `第 ${number + 1} 处问题`);
      return mark;
    });
  }

  entry(finding, number) {
    const rule = this.checker.rules.get(finding.rule);
    const links = rule.cites.flatMap((cite, at) => {
      const address = this.table.addresses[cite];
      const name = this.table.names?.[cite] ?? cite;
      return [at ? "、" : "", address ? made("a", { href: address }, name) : name];
    });
    const page = this.table.addresses[rule.prohibition];
    const title = page ? made("a", { href: page }, rule.title) : rule.title;
    const words = finding.text ? `第 ${finding.line} 行：“${finding.text}”` : "全文";
    return made(
      "li", { id: `${this.id}-finding-${number + 1}`, class: `message-finding message-${finding.severity}`, tabindex: "-1" },
      made("p", { class: "message-title" }, made("span", { class: "message-severity" }, SEVERITY[finding.severity]), " ", title),
      made("p", {}, words),
      made("p", {}, rule.why),
      made("p", { class: "message-basis" }, `${FORCE[rule.force]}：`, ...links, rule.whose ? ` ${rule.whose}` : ""),
      made("p", { class: "message-rewrite" }, "可改为：", rule.rewrite),
    );
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(summary(this.report, this.checker.rules, this.table.names));
      this.button.textContent = "已复制";
    } catch {
      this.button.textContent = "浏览器不允许复制，请手动选取";
    }
    setTimeout(() => (this.button.textContent = "复制检查结果"), 2000);
  }
}

globalThis.customElements?.define("guide-message", MessageCheck);
