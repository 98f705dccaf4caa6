// The lines of the search and where words stand in them.  Nothing is prepared: where a character stands is learnt when it is
// first asked for, in one walk over the text, and a pair of characters is found among the places of the rarer one.

import { WEIGHTS } from "./search-weights.mjs";

const TITLE = 0;
const ALIAS = 1;
const BODY = 2;
const isWord = (code) => (code >= 48 && code <= 57) || (code >= 97 && code <= 122);

const NEW_LINE = 10;
const KEPT = 1000; // words whose lines are remembered
const small = (code) => (code >= 65 && code <= 90 ? code + 32 : code);

/** The index that procguide/search.py wrote, from its bytes (UTF-16, little-endian) or its text: a table, and the lines' characters. */
export function parsed(given) {
  const text = typeof given === "string";
  const codes = text ? Uint16Array.from({ length: given.length }, (_, place) => given.charCodeAt(place)) : new Uint16Array(given);
  const end = codes.indexOf(NEW_LINE);
  const head = text ? given.slice(0, end) : new TextDecoder("utf-16le").decode(codes.subarray(0, end));
  return { ...JSON.parse(head), codes: codes.subarray(end + 1) };
}

/** The lines of all entries: an entry's title, then the other ways to say it, then its passages. */
export class Lines {
  /** @param index as `parsed` gives it */
  constructor({ entries, cites, codes }) {
    const count = entries.length;
    this.codes = codes;
    this.first = new Uint32Array(count + 1); // an entry's first line: its title
    this.body = new Uint32Array(count); // its first passage
    for (let entry = 0; entry < count; entry++) {
      this.body[entry] = this.first[entry] + 1 + entries[entry][3];
      this.first[entry + 1] = this.body[entry] + entries[entry][4];
    }
    const lines = this.first[count];
    this.owner = new Uint32Array(lines);
    this.field = new Uint8Array(lines);
    this.start = new Uint32Array(lines + 1);
    for (let entry = 0, line = 0; entry < count; entry++) {
      for (; line < this.first[entry + 1]; line++) {
        this.owner[line] = entry;
        this.field[line] = line === this.first[entry] ? TITLE : line < this.body[entry] ? ALIAS : BODY;
      }
    }
    for (let line = 1; line < lines; line++) this.start[line] = codes.indexOf(NEW_LINE, this.start[line - 1]) + 1;
    this.start[lines] = codes.length + 1;
    this.cites = Uint32Array.from(cites);
    this.cited = new Uint32Array(lines); // where in `cites` a line's articles begin: after how many they are; 0 for none
    for (let at = 0; at < cites.length; at += 2 + cites[at + 1]) this.cited[cites[at]] = at + 2;
    this.known = new Map();
    this.kept = new Map();
    this.slots = new Uint8Array(0x10000);
    this.runs = new Uint32Array(2 * lines);
    this.measure(count);
  }

  /** What a line says. */
  said(line) {
    return String.fromCharCode.apply(null, this.codes.subarray(this.start[line], this.start[line + 1] - 1));
  }

  /** Whether a line begins with small letters, and whether it is them. */
  begins(line, words) {
    const { codes, start } = this;
    for (let more = 0; more < words.length; more++) if (small(codes[start[line] + more]) !== words.charCodeAt(more)) return false;
    return true;
  }

  is(line, words) {
    return this.start[line + 1] - this.start[line] - 1 === words.length && this.begins(line, words);
  }

  /** An entry's title and the other ways to say it. */
  heads(entry) {
    const heads = [];
    for (let line = this.first[entry]; line < this.body[entry]; line++) heads.push(this.said(line));
    return heads;
  }

  /** What a match in each line counts: its field's weight by how long the entry's field is. */
  measure(count) {
    const { owner, field, start } = this;
    const lengths = [0, 1, 2].map(() => new Float32Array(count));
    const sums = [0, 0, 0];
    const having = [0, 0, 0];
    for (let line = 0; line < owner.length; line++) {
      const length = start[line + 1] - start[line] - 1;
      const own = lengths[field[line]];
      if (!own[owner[line]]) having[field[line]]++;
      own[owner[line]] += length;
      sums[field[line]] += length;
    }
    this.weight = new Float32Array(owner.length);
    for (let line = 0; line < owner.length; line++) {
      const kind = field[line];
      const b = WEIGHTS.b[kind];
      this.weight[line] = WEIGHTS.field[kind] / (1 - b + (b * lengths[kind][owner[line]] * having[kind]) / sums[kind]);
    }
  }

  /** Learns the places of characters, the small ones' capitals with them, and the line of each: one walk over the text. */
  learn(letters) {
    const { codes, known, slots } = this;
    const fresh = [...new Set(letters)].map((letter) => letter.charCodeAt(0)).filter((code) => !known.has(code));
    if (!fresh.length) return;
    fresh.forEach((code, at) => {
      slots[code] = at + 1;
      if (code >= 97 && code <= 122) slots[code - 32] = at + 1;
    });
    const found = Array.from({ length: fresh.length + 1 }, () => []);
    for (let place = 0, line = 0; place < codes.length; place++) {
      const code = codes[place];
      if (code === NEW_LINE) line++;
      const slot = slots[code];
      if (slot) found[slot].push(place, line);
    }
    slots.fill(0);
    fresh.forEach((code, at) => known.set(code, Uint32Array.from(found[at + 1])));
  }

  /** Learns the places of every character, for when there is time: then no query has to walk. */
  prepare() {
    const { codes, known } = this;
    const from = new Uint32Array(0x10001);
    for (let place = 0; place < codes.length; place++) from[small(codes[place]) + 1] += 2;
    for (let code = 0; code < 0x10000; code++) from[code + 1] += from[code];
    const next = from.slice();
    const places = new Uint32Array(2 * codes.length);
    for (let place = 0, line = 0; place < codes.length; place++) {
      const code = small(codes[place]);
      const at = next[code];
      next[code] = at + 2;
      places[at] = place;
      places[at + 1] = line;
      if (code === NEW_LINE) line++;
    }
    for (let code = NEW_LINE + 1; code < 0x10000; code++) {
      if (from[code] < from[code + 1]) known.set(code, places.subarray(from[code], from[code + 1]));
    }
  }

  /** The articles that passages cite together with one, and how often; who is one of many counts less. */
  citedWith(article) {
    const { cites } = this;
    const found = new Map();
    for (let at = 0, end = 0; at < cites.length; at = end) {
      end = at + 2 + cites[at + 1];
      let here = false;
      for (let one = at + 2; one < end; one++) here ||= cites[one] === article;
      if (!here) continue;
      for (let other = at + 2; other < end; other++) {
        if (cites[other] !== article) found.set(cites[other], (found.get(cites[other]) ?? 0) + 1 / Math.sqrt(cites[at + 1]));
      }
    }
    return found;
  }

  /** Whether a word is a single character so frequent that it says nothing.  It is known. */
  empty(word) {
    return word.length === 1 && this.known.get(word.charCodeAt(0)).length > 2 * WEIGHTS.often * this.codes.length;
  }

  /** The lines that hold a word and how often, as pairs of numbers, and how many entries do.  Its characters are known. */
  found(word) {
    const kept = this.kept.get(word);
    if (kept) return kept;
    const { codes, known, owner, runs } = this;
    const whole = isWord(word.charCodeAt(0));
    // A pair of characters is looked for from the rarer of the two.
    const [first, second] = [known.get(word.charCodeAt(0)), word.length > 1 ? known.get(word.charCodeAt(1)) : null];
    const turned = !whole && second && second.length < first.length;
    const places = turned ? second : first;
    const beside = word.charCodeAt(turned ? 0 : 1);
    const step = turned ? -1 : 1;
    let end = -2;
    let owners = 0;
    for (let at = 0; at < places.length; at += 2) {
      const place = places[at];
      if (whole ? !this.stands(word, place) : second && codes[place + step] !== beside) continue;
      const line = places[at + 1];
      if (end < 0 || runs[end] !== line) {
        if (end < 0 || owner[runs[end]] !== owner[line]) owners++;
        runs[(end += 2)] = line;
        runs[end + 1] = 0;
      }
      runs[end + 1]++;
    }
    // Who types a question asks for the same words at every stroke.
    if (this.kept.size >= KEPT) this.kept.clear();
    const found = { runs: runs.slice(0, end + 2), owners };
    this.kept.set(word, found);
    return found;
  }

  /** Whether a Latin word or a figure stands at a place whole. */
  stands(word, place) {
    const { codes } = this;
    for (let more = 1; more < word.length; more++) if (small(codes[place + more]) !== word.charCodeAt(more)) return false;
    return !isWord(small(codes[place + word.length])) && !(place && isWord(small(codes[place - 1])));
  }
}
