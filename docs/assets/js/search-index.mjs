// The lines of the search and where words stand in them.  Nothing is prepared: where a character stands is learnt when it is
// first asked for, in one walk over the text, and a pair of characters is found among the places of its first.

const TITLE = 0;
const ALIAS = 1;
const BODY = 2;
/** How the ranking weighs; benchmarks/search.py measures it. */
export const WEIGHTS = {
  k1: 1.3,
  field: [2.7, 2.4, 1], // title, other ways to say it, text
  b: [0.9, 0.2, 0.3],
  single: 0.5, // a single character against a pair
  widened: 0.55, // a word the query did not say itself
  spread: 0.9, // how much a word's several widenings share that weight
  common: 0.35, // a word that half of all questions hold
  lent: 0.58, // from a passage to the article it cites
  heads: [0.56, 0.42], // how much of its entry's title stands behind the first passage, and behind the others
  crowd: 0.18, // how an article's share falls with each further article cited beside it
  more: 0.3, // further passages that lend to the same article
  lender: [1.4, 0.9, 2.4, 0, 1.15, 0.5, 1.5, 0.3, 0.3], // by kind
  kind: [1.1, 1, 0.95, 1, 1.2, 0.85, 1.05, 0.7, 0.6], // among each other, by kind
  least: 0.08, // of the best score: less is not shown
};
export const isHan = (code) => code >= 0x3400 && code <= 0x9fff;
const isWord = (code) => (code >= 48 && code <= 57) || (code >= 97 && code <= 122);

/** Tells every token of a text: a character, a pair of characters, or a Latin word or figure, as a string. */
export function tokens(text, tell) {
  for (const [run] of text.toLowerCase().matchAll(/[\u3400-\u9fff]+|[a-z0-9]+/g)) {
    if (!isHan(run.charCodeAt(0))) {
      tell(run, false);
      continue;
    }
    for (let place = 0; place < run.length; place++) {
      tell(run[place], true);
      if (place) tell(run.slice(place - 1, place + 1), false);
    }
  }
}

const NEW_LINE = 10;
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
    entries.forEach(([, , , aliases, passages], entry) => {
      this.body[entry] = this.first[entry] + 1 + aliases;
      this.first[entry + 1] = this.body[entry] + passages;
    });
    const lines = this.first[count];
    this.owner = new Uint32Array(lines);
    this.field = new Uint8Array(lines).fill(ALIAS);
    this.start = new Uint32Array(lines + 1);
    for (let entry = 0; entry < count; entry++) {
      this.owner.fill(entry, this.first[entry], this.first[entry + 1]);
      this.field[this.first[entry]] = TITLE;
      this.field.fill(BODY, this.body[entry], this.first[entry + 1]);
    }
    for (let line = 1; line < lines; line++) this.start[line] = codes.indexOf(NEW_LINE, this.start[line - 1]) + 1;
    this.start[lines] = codes.length + 1;
    this.cites = new Map(cites.map(([line, ...cited]) => [line, cited]));
    this.known = new Map();
    this.slots = new Uint16Array(0x10000);
    this.runs = new Uint32Array(2 * lines);
    this.measure(count);
  }

  /** What a line says. */
  said(line) {
    return String.fromCharCode(...this.codes.subarray(this.start[line], this.start[line + 1] - 1));
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

  /** Learns where the first characters of words stand, if nobody asked for them before: one walk over the text. */
  learn(words) {
    const { codes, known, slots } = this;
    const fresh = [...new Set(words.map((word) => word.charCodeAt(0)))].filter((code) => !known.has(code));
    if (!fresh.length) return;
    const found = fresh.map(() => []);
    fresh.forEach((code, at) => {
      slots[code] = at + 1;
      if (code >= 97 && code <= 122) slots[code - 32] = at + 1;
    });
    slots[NEW_LINE] = fresh.length + 1;
    for (let place = 0, line = 0; place < codes.length; place++) {
      const slot = slots[codes[place]];
      if (!slot) continue;
      if (slot > fresh.length) line++;
      else found[slot - 1].push(place, line);
    }
    slots.fill(0);
    fresh.forEach((code, at) => known.set(code, Uint32Array.from(found[at])));
  }

  /** The lines that hold a word and how often: pairs of numbers in `runs`; returns how many numbers.  Its first character is known. */
  found(word) {
    const { codes, runs } = this;
    const first = word.charCodeAt(0);
    const places = this.known.get(first);
    const second = word.length > 1 ? word.charCodeAt(1) : 0;
    const whole = isWord(first);
    let end = -2;
    for (let at = 0; at < places.length; at += 2) {
      const place = places[at];
      if (whole ? !this.stands(word, place) : second && codes[place + 1] !== second) continue;
      const line = places[at + 1];
      if (end < 0 || runs[end] !== line) {
        runs[(end += 2)] = line;
        runs[end + 1] = 0;
      }
      runs[end + 1]++;
    }
    return end + 2;
  }

  /** Whether a Latin word or a figure stands at a place whole. */
  stands(word, place) {
    const { codes } = this;
    for (let more = 1; more < word.length; more++) if (small(codes[place + more]) !== word.charCodeAt(more)) return false;
    return !isWord(small(codes[place + word.length])) && !(place && isWord(small(codes[place - 1])));
  }
}

/** Letters that open each initial of pinyin, in the order of a Chinese collator. */
const INITIALS = [..."阿a八b嚓c哒d妸e发f旮g哈h讥j咔k垃l妈m拏n噢o妑p七q呥r扨s它t穵w夕x丫y帀z".matchAll(/(.)([a-z])/g)];

/** The initials of a word's pinyin: 支付令 → zfl; empty where the machine does not sort by pinyin. */
export function initials(word, collator = new Intl.Collator("zh-CN-u-co-pinyin")) {
  if (collator.resolvedOptions().locale.slice(0, 2) !== "zh") return "";
  let found = "";
  for (const letter of word) {
    const place = INITIALS.findLastIndex(([, opens]) => collator.compare(opens, letter) <= 0);
    found += isHan(letter.charCodeAt(0)) && place >= 0 ? INITIALS[place][2] : letter.toLowerCase();
  }
  return found;
}
