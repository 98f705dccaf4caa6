// The lines of the search and where words stand in them.  Nothing has to be prepared: where a character stands is learnt when
// it is first asked for, in one walk over the text, and a pair of characters is found among the places of the rarer one.
// When there is time, all places are put in order, of characters and then of pairs, and no query has to look for them.

import { WEIGHTS } from "./search-weights.mjs";

const TITLE = 0;
const ALIAS = 1;
const BODY = 2;
const isWord = (code) => (code >= 48 && code <= 57) || (code >= 97 && code <= 122);

const NEW_LINE = 10;
const KEPT = 3000; // words whose lines are remembered
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
    this.line = new Uint32Array(codes.length); // where each character stands
    for (let line = 0; line < lines; line++) this.line.fill(line, this.start[line], this.start[line + 1]);
    this.cites = Uint32Array.from(cites);
    this.cited = new Uint32Array(lines); // where in `cites` a line's articles begin: after how many they are; 0 for none
    for (let at = 0; at < cites.length; at += 2 + cites[at + 1]) this.cited[cites[at]] = at + 2;
    this.known = new Map(); // a character's places
    this.pairs = null; // the places of all characters, in the order of what they are and of what comes next
    this.kept = new Map(); // the last words' lines
    this.sorted = null;
    this.citings = null;
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

  /** Learns the places of characters, the small ones' capitals with them: one walk over the text. */
  learn(letters) {
    const { codes, known, slots } = this;
    const fresh = [...new Set(letters)].map((letter) => letter.charCodeAt(0)).filter((code) => !known.has(code));
    if (this.sorted) for (const code of fresh) known.set(code, new Uint32Array(0));
    if (this.sorted || !fresh.length) return;
    fresh.forEach((code, at) => {
      slots[code] = at + 1;
      if (code >= 97 && code <= 122) slots[code - 32] = at + 1;
    });
    const found = Array.from({ length: fresh.length + 1 }, () => []);
    for (let place = 0; place < codes.length; place++) {
      const slot = slots[codes[place]];
      if (slot) found[slot].push(place);
    }
    slots.fill(0);
    fresh.forEach((code, at) => known.set(code, Uint32Array.from(found[at + 1])));
  }

  /** Makes ready what queries would have to, a step at a time; tells whether there is more to do. */
  prepare() {
    if (!this.sorted) this.sortCharacters();
    else if (!this.pairs) this.sortPairs();
    return !this.pairs;
  }

  /** Puts the places of all characters in order. */
  sortCharacters() {
    const { codes, known } = this;
    const from = new Uint32Array(0x10001);
    for (let place = 0; place < codes.length; place++) from[small(codes[place]) + 1]++;
    for (let code = 0; code < 0x10000; code++) from[code + 1] += from[code];
    const next = from.slice();
    const places = new Uint32Array(codes.length);
    for (let place = 0; place < codes.length; place++) places[next[small(codes[place])]++] = place;
    for (let code = NEW_LINE + 1; code < 0x10000; code++) {
      if (from[code] < from[code + 1]) known.set(code, places.subarray(from[code], from[code + 1]));
    }
    this.sorted = { from, places };
  }

  /** Puts all places in the order of pairs: those in the order of the second character are put in that of the first. */
  sortPairs() {
    const { codes, sorted } = this;
    const next = sorted.from.slice();
    const pairs = new Uint32Array(codes.length);
    for (const place of sorted.places) if (place) pairs[next[small(codes[place - 1])]++] = place - 1;
    const last = codes.length - 1; // which nothing follows
    pairs[next[small(codes[last])]] = last;
    this.pairs = pairs;
  }

  /** The articles that passages cite together with one, and how often; who is one of many counts less. */
  citedWith(article) {
    const { cites } = this;
    const found = new Map();
    for (const from of this.citing(article)) {
      const count = cites[from - 1];
      for (let other = from; other < from + count; other++) {
        if (cites[other] !== article) found.set(cites[other], (found.get(cites[other]) ?? 0) + 1 / Math.sqrt(count));
      }
    }
    return found;
  }

  /** Where in `cites` the articles of the passages begin that cite one. */
  citing(article) {
    this.citings ??= this.citers();
    return this.citings.places.subarray(this.citings.from[article], this.citings.from[article + 1]);
  }

  /** The same for all articles, one after another. */
  citers() {
    const { cites } = this;
    const from = new Uint32Array(this.body.length + 2);
    const each = (tell) => {
      for (let begin = 2, end; begin < cites.length; begin = end + 2) {
        end = begin + cites[begin - 1];
        for (let at = begin; at < end; at++) tell(cites[at], begin);
      }
    };
    each((article) => from[article + 2]++);
    for (let article = 2; article < from.length; article++) from[article] += from[article - 1];
    const places = new Uint32Array(cites.length);
    each((article, begin) => (places[from[article + 1]++] = begin));
    return { from, places };
  }

  /** Whether a word is a single character so frequent that it says nothing.  It is known. */
  empty(word) {
    return word.length === 1 && this.known.get(word.charCodeAt(0)).length > WEIGHTS.often * this.codes.length;
  }

  /** The places of a word whose characters are known, in order. */
  places(word) {
    const { codes, known } = this;
    const code = word.charCodeAt(0);
    const places = known.get(code);
    if (isWord(code)) return places.filter((place) => this.stands(word, place));
    if (word.length === 1) return places;
    const second = word.charCodeAt(1);
    if (this.pairs) return this.between(code, second);
    // A pair of characters is looked for from the rarer of the two.
    const others = known.get(second);
    if (others.length >= places.length) return places.filter((place) => codes[place + 1] === second);
    return others.filter((place) => codes[place - 1] === code).map((place) => place - 1);
  }

  /** The places of a pair of characters, where all are in order. */
  between(code, second) {
    const { codes, pairs, sorted } = this;
    const first = (least) => {
      let [low, high] = [sorted.from[code], sorted.from[code + 1]];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (codes[pairs[middle] + 1] < least) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    return pairs.subarray(first(second), first(second + 1));
  }

  /** The lines that hold a word and how often, as pairs of numbers, and how many entries do.  Its characters are known. */
  found(word) {
    const kept = this.kept.get(word);
    if (kept) return kept;
    const { line: lines, owner, runs } = this;
    const places = this.places(word);
    let end = -2;
    let owners = 0;
    let last = -1;
    for (let at = 0; at < places.length; at++) {
      const line = lines[places[at]];
      if (line !== last) {
        if (last < 0 || owner[last] !== owner[line]) owners++;
        runs[(end += 2)] = last = line;
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
