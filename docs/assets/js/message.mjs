// 话术与函件检查: procguide/message.py and procguide/phrases.py in JavaScript, by the same compiled table.
// Positions count code points of the message, as in Python.

import { Normaliser } from "./normal.mjs";

const SEVERITIES = ["critical", "serious", "warning", "advice"];
const MOST = 1000;
const QUOTES = { "“": "”", "‘": "’", "「": "」", "『": "』", '"': '"' };
const QUOTED = 200;
const ENDERS = new Set("。!?;\n\r");
const UNDONE = 4;
const LONGEST = 6;
const KEEP = 32;
const MILLION = 1000000;
const NUMBER = 0;
const DIGITS = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const UNITS = { 十: 10, 百: 100 };

const arabic = (character) => character >= "0" && character <= "9" && character.length === 1;
const numeral = (character) => character in DIGITS || character in UNITS || character === "半";

/** The first place in a sorted list whose key is at least (or, for `right`, above) a bound. */
function place(list, bound, key, right = false) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle][key] < bound || (right && list[middle][key] === bound)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A number as millionths, or null when it is none that people write. */
export function value(text) {
  if (arabic(text[0])) {
    const [whole, part = ""] = text.split(".");
    return whole.length > 6 ? null : Number(whole) * MILLION + Number(`${part}000000`.slice(0, 6));
  }
  if (text === "半") return MILLION / 2;
  let total = 0;
  let digit = -1;
  for (const character of text) {
    if (character in UNITS) {
      total += (digit < 0 ? 1 : digit) * UNITS[character];
      digit = -1;
    } else if (character in DIGITS && digit < 0) {
      digit = DIGITS[character];
    } else {
      return null;
    }
  }
  return (total + Math.max(digit, 0)) * MILLION;
}

function numbers(characters) {
  const found = new Map();
  const count = characters.length;
  let here = 0;
  while (here < count) {
    const start = here;
    if (arabic(characters[here])) {
      while (here < count && arabic(characters[here])) here += 1;
      if (here + 1 < count && characters[here] === "." && arabic(characters[here + 1])) {
        here += 1;
        while (here < count && arabic(characters[here])) here += 1;
      }
    } else if (numeral(characters[here])) {
      while (here < count && numeral(characters[here])) here += 1;
    } else {
      here += 1;
      continue;
    }
    found.set(here, [start, here - start <= 12 ? value(characters.slice(start, here).join("")) : null]);
  }
  return found;
}

/** Finds every word of a list in one pass. */
class Automaton {
  constructor(words) {
    this.next = [new Map()];
    this.fail = [0];
    this.ends = [[]];
    words.forEach((word, number) => {
      if (number === NUMBER) return;
      let node = 0;
      for (const character of word) {
        if (!this.next[node].has(character)) {
          this.next[node].set(character, this.next.length);
          this.next.push(new Map());
          this.fail.push(0);
          this.ends.push([]);
        }
        node = this.next[node].get(character);
      }
      this.ends[node].push(number);
    });
    const queue = [...this.next[0].values()];
    for (let index = 0; index < queue.length; index += 1) {
      const node = queue[index];
      for (const [character, child] of this.next[node]) {
        queue.push(child);
        let fail = this.fail[node];
        while (fail && !this.next[fail].has(character)) fail = this.fail[fail];
        this.fail[child] = this.next[fail].get(character) ?? 0;
        this.ends[child] = [...this.ends[child], ...this.ends[this.fail[child]]];
      }
    }
  }

  step(from, character) {
    let node = from;
    while (node && !this.next[node].has(character)) node = this.fail[node];
    return this.next[node].get(character) ?? 0;
  }
}

/** Finds the compiled phrases. */
class Phrases {
  constructor(table) {
    this.automaton = new Automaton(table.words);
    this.lengths = table.words.map((word) => [...word].length);
    this.phrases = table.phrases;
    this.uses = table.words.map(() => []);
    table.phrases.forEach(({ atoms }, phrase) => {
      atoms.forEach(([, words], at) => words.forEach((word) => this.uses[word].push([phrase, at])));
    });
  }

  find(characters, sentences) {
    const run = { kept: new Map(), sentences, found: [], steps: 0 };
    const counted = numbers(characters);
    const { ends } = this.automaton;
    let node = 0;
    characters.forEach((character, at) => {
      node = this.automaton.step(node, character);
      const end = at + 1;
      run.steps += 1;
      for (const word of ends[node]) this.use(word, end - this.lengths[word], end, null, run);
      const number = counted.get(end);
      if (number) this.use(NUMBER, number[0], end, number[1], run);
    });
    return run;
  }

  /** Carry a word on in every phrase that has it. */
  use(word, start, end, number, run) {
    const { kept, sentences, found } = run;
    for (const [phrase, at] of this.uses[word]) {
      run.steps += 1;
      const { atoms, begins } = this.phrases[phrase];
      let first = start;
      let told = number;
      if (at === 0) {
        if (begins && start > 0 && sentences[start - 1] === sentences[start]) continue;
      } else {
        const before = kept.get(phrase * 64 + at - 1);
        if (!before) continue;
        let index = before.length - 1;
        while (index >= 0 && before[index][0] > start) {
          index -= 1;
          run.steps += 1;
        }
        if (index < 0 || start - before[index][0] > atoms[at][0]) continue;
        first = before[index][1];
        told = number ?? before[index][2];
        if (sentences[first] !== sentences[end - 1]) continue;
      }
      if (at === atoms.length - 1) {
        found.push({ phrase, start: first, end, anchor: start, number: told });
        continue;
      }
      const key = phrase * 64 + at;
      if (!kept.has(key)) kept.set(key, []);
      const states = kept.get(key);
      const last = states.at(-1);
      if (last && last[0] === end) {
        if (last[1] < first) states[states.length - 1] = [end, first, told];
      } else {
        states.push([end, first, told]);
        if (states.length > 2 * KEEP) states.splice(0, KEEP);
      }
    }
  }
}

function divided({ characters, breaks }) {
  const sentences = [];
  const clauses = [];
  let sentence = 0;
  let clause = 0;
  characters.forEach((character, at) => {
    if (breaks.has(at)) clause += 1;
    sentences.push(sentence);
    clauses.push(clause);
    if (ENDERS.has(character)) {
      sentence += 1;
      clause += 1;
    } else if (character === ",") {
      clause += 1;
    }
  });
  return { sentences, clauses };
}

function quoted(characters) {
  const places = new Map();
  let opened = -1;
  let closing = "";
  characters.forEach((character, at) => {
    if (opened >= 0 && at - opened > QUOTED) opened = -1;
    if (opened >= 0 && character === closing) {
      for (let inside = opened + 1; inside < at; inside += 1) places.set(inside, [opened, at]);
      opened = -1;
    } else if (opened < 0 && character in QUOTES) {
      [opened, closing] = [at, QUOTES[character]];
    }
  });
  return places;
}

const byStart = (one, other) => one[0] - other[0] || one[1] - other[1];

/** Whether no breaking word stands between two places. */
function whole(broken, from, to) {
  const at = place(broken, from, 0);
  return !(at < broken.length && broken[at][1] <= to);
}

function before(cancel, words, broken, start, anchor, reading) {
  const same = cancel.within === "clause" ? reading.clauses : reading.sentences;
  let index = place(words, Math.max(anchor, start + LONGEST), 1, true) - 1;
  while (index >= 0 && start - words[index][1] <= cancel.reach) {
    const [first, last] = words[index];
    index -= 1;
    if (first === start || (first > start && last > anchor)) continue;
    const target = first < start ? start : anchor;
    return same[first] === same[target] && whole(broken, last, target);
  }
  return false;
}

function after(cancel, words, broken, end, reading) {
  const index = place(words, end, 0);
  if (index === words.length || words[index][0] - end > cancel.reach) return false;
  const [first] = words[index];
  return reading.sentences[first] === reading.sentences[end - 1] && whole(broken, end, first);
}

const applies = (rule, context) =>
  (!rule.channels.length || rule.channels.includes(context.channel)) &&
  (!rule.senders.length || rule.senders.includes(context.sender)) &&
  (!rule.relations.length || rule.relations.includes(context.relation));

function within(time, { from, to }) {
  return from < to ? from <= time && time < to : time >= from || time < to;
}

/** Checks messages by a compiled table. */
export class Checker {
  constructor(table) {
    this.rules = new Map(table.rules.map((rule) => [rule.id, rule]));
    this.order = new Map(table.rules.map((rule, at) => [rule.id, at]));
    this.cancels = table.cancels;
    this.normaliser = new Normaliser(table.reading);
    this.phrases = new Phrases(table);
  }

  /** Everything the rules say of a message; context: {channel, sender, relation, time, cap}, cap in millionths. */
  check(text, context = {}) {
    const { channel = "", sender = "", relation = "", time = "", cap = null } = context;
    const told = { channel, sender, relation, time, cap };
    const normal = this.normaliser.normal(text);
    const reading = { ...divided(normal), quotes: quoted(normal.characters), hits: new Map() };
    const { sentences } = reading;
    const { found, steps } = this.phrases.find(normal.characters, sentences);
    const applying = new Set([...this.rules.values()].filter((rule) => applies(rule, told)).map(({ id }) => id));
    const [matches, lifted, present] = [[], new Set(), new Set()];
    for (const one of found) {
      const { rule, role, times, over } = this.phrases.phrases[one.phrase];
      if (role === "match") {
        if (applying.has(rule)) matches.push([rule, one]);
      } else if (role === "rate") {
        const rated = applying.has(rule) && cap !== null && one.number !== null;
        if (rated && one.number * times > cap * over) matches.push([rule, one]);
      } else if (role === "unless") {
        lifted.add(`${rule} ${sentences[one.start]}`);
      } else if (role === "absent" || role === "demand") {
        present.add(rule);
      } else {
        const key = `${role} ${rule}`;
        if (!reading.hits.has(key)) reading.hits.set(key, []);
        reading.hits.get(key).push([one.start, one.end]);
      }
    }
    this.undo(reading.hits);
    const spans = new Map();
    const add = (rule, start, end) => {
      if (!spans.has(rule)) spans.set(rule, []);
      spans.get(rule).push([start, end]);
    };
    for (const [rule, one] of matches) {
      if (lifted.has(`${rule} ${sentences[one.start]}`)) continue;
      if (this.cancelled(this.rules.get(rule), one, reading)) continue;
      add(rule, normal.starts[one.start], normal.ends[one.end - 1]);
    }
    if (normal.characters.some((character) => character.trim())) {
      for (const id of applying) {
        const rule = this.rules.get(id);
        const lacks = rule.absent && present.has("demand") && !present.has(id);
        if (lacks || (rule.hours && time && within(time, rule.hours))) add(id, 0, 0);
      }
    }
    return this.report(text, spans, told, steps);
  }

  /** Leave out the cancelling words that are part of a longer one or undone by one right before. */
  undo(hits) {
    for (const { id, side } of this.cancels) {
      const words = hits.get(`cancel ${id}`);
      if (!words) continue;
      const inside = hits.get(`inside ${id}`) ?? [];
      const undone = hits.get(`undone ${id}`) ?? [];
      const kept = words.filter(([start, end]) => {
        const at = place(inside, end, 1);
        if (inside.slice(at, at + 4).some(([first]) => first <= start)) return false;
        const last = place(undone, start, 1, true);
        return !(last && start - undone[last - 1][1] <= UNDONE);
      });
      hits.set(`cancel ${id}`, side === "after" ? kept.sort(byStart) : kept);
      hits.get(`broken ${id}`)?.sort(byStart);
    }
  }

  /** Whether the words around a match take its sting. */
  cancelled(rule, one, reading) {
    const quote = reading.quotes.get(one.start);
    return this.cancels.some((cancel) => {
      const words = reading.hits.get(`cancel ${cancel.id}`);
      if (!words?.length || rule.keeps.includes(cancel.id)) return false;
      const broken = reading.hits.get(`broken ${cancel.id}`) ?? [];
      if (cancel.side === "before") {
        if (before(cancel, words, broken, one.start, one.anchor, reading)) return true;
        return Boolean(quote && before(cancel, words, broken, quote[0], quote[0], reading));
      }
      if (after(cancel, words, broken, one.end, reading)) return true;
      return Boolean(quote && after(cancel, words, broken, quote[1], reading));
    });
  }

  report(text, spans, context, steps) {
    const letters = Array.from(text);
    const lines = [[0]];
    letters.forEach((letter, at) => letter === "\n" && lines.push([at + 1]));
    const findings = [];
    for (const [rule, found] of spans) {
      let taken = -1;
      for (const [start, end] of found.sort((one, other) => one[0] - other[0] || other[1] - one[1])) {
        if (start < taken) continue;
        taken = end;
        const line = place(lines, start, 0, true);
        const column = start - lines[line - 1][0] + 1;
        const { severity } = this.rules.get(rule);
        findings.push({ rule, severity, start, end, line, column, text: letters.slice(start, end).join("") });
      }
    }
    const weight = (one) =>
      (this.rules.get(one.rule).family === "crisis" ? 0 : 10) + SEVERITIES.indexOf(one.severity);
    findings.sort(
      (one, other) =>
        weight(one) - weight(other) || one.start - other.start || one.end - other.end ||
        this.order.get(one.rule) - this.order.get(other.rule),
    );
    const { sender, time, cap } = context;
    const unchecked = [...this.rules.values()]
      .filter(
        (rule) =>
          (rule.hours && !time && (!sender || rule.senders.includes(sender))) ||
          (rule.rated && (cap === null || !sender)),
      )
      .map(({ id }) => id);
    const crisis = findings.some((one) => this.rules.get(one.rule).family === "crisis");
    return {
      findings: findings.slice(0, MOST), crisis, unchecked, left_out: Math.max(0, findings.length - MOST), steps,
      blocked: findings.some((one) => one.severity === "critical" || one.severity === "serious"),
    };
  }
}
