// The postings of the search: which passage holds which characters, pairs of characters, Latin words and figures.

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

/** Tells every token of a text: a character, a pair, or a Latin word or figure, as one number each. */
export function tokens(text, tell) {
  let before = 0;
  let word = 0;
  for (let place = 0; place <= text.length; place++) {
    let code = place < text.length ? text.charCodeAt(place) : 0;
    if (code >= 65 && code <= 90) code += 32;
    if (isWord(code)) {
      word = (Math.imul(word, 31) + code) | 0;
      before = 0;
      continue;
    }
    if (word) tell(0x10000 + ((word >>> 0) % 0x33ff0000), false);
    word = 0;
    if (isHan(code)) {
      tell(code, true);
      if (before) tell(before * 0x10000 + code, false);
      before = code;
    } else {
      before = 0;
    }
  }
}

/** The passages of an index and, for every token, which of them have it. */
export class Postings {
  constructor(entries) {
    let size = 0;
    const texts = [];
    const owner = [];
    const field = [];
    this.cites = [];
    this.first = new Uint32Array(entries.length + 1);
    entries.forEach(([, , , title, aliases, passages], entry) => {
      this.first[entry] = texts.length;
      const add = (text, kind, cites) => {
        texts.push(text);
        owner.push(entry);
        field.push(kind);
        this.cites.push(cites);
        size += 2 * text.length + 1;
      };
      add(title, TITLE, null);
      add(aliases, ALIAS, null);
      for (const one of passages) typeof one === "string" ? add(one, BODY, null) : add(one[0], BODY, one.slice(1));
    });
    this.first[entries.length] = texts.length;
    this.texts = texts;
    this.owner = Uint32Array.from(owner);
    this.field = Uint8Array.from(field);
    this.fill(size);
    this.measure(entries.length);
  }

  /** Where a token's row is, or is to be. */
  slot(key) {
    let at = Math.imul(key, 0x9e3779b1) >>> this.shift;
    while (this.keys[at] && this.keys[at] !== key) at = (at + 1) & this.mask;
    return at;
  }

  fill(size) {
    const bits = Math.max(10, Math.ceil(Math.log2(size / 3 + 1)));
    this.shift = 32 - bits;
    this.mask = 2 ** bits - 1;
    this.keys = new Uint32Array(2 ** bits);
    this.start = new Uint32Array(2 ** bits + 1);
    const { keys, start, shift, mask } = this;
    const rows = new Uint32Array(size);
    const ends = new Uint32Array(this.texts.length);
    let count = 0;
    this.texts.forEach((text, unit) => {
      tokens(text, (key) => {
        let at = Math.imul(key, 0x9e3779b1) >>> shift;
        while (keys[at] && keys[at] !== key) at = (at + 1) & mask;
        keys[at] = key;
        start[at + 1]++;
        rows[count++] = at;
      });
      ends[unit] = count;
    });
    for (let at = 0; at <= mask; at++) start[at + 1] += start[at];
    const next = start.slice();
    this.units = new Uint32Array(count);
    let token = 0;
    for (let unit = 0; unit < ends.length; unit++) {
      for (; token < ends[unit]; token++) this.units[next[rows[token]]++] = unit;
    }
    this.length = Float32Array.from(ends, (end, unit) => end - (unit ? ends[unit - 1] : 0));
  }

  /** What a match in each unit counts: its field's weight by how long the entry's field is. */
  measure(count) {
    const lengths = [new Float32Array(count), new Float32Array(count), new Float32Array(count)];
    for (let unit = 0; unit < this.length.length; unit++) {
      lengths[this.field[unit]][this.owner[unit]] += this.length[unit];
    }
    const mean = lengths.map((all) => all.reduce((sum, one) => sum + one, 0) / (all.filter(Boolean).length || 1) || 1);
    this.weight = Float32Array.from(this.field, (field, unit) => {
      const b = WEIGHTS.b[field];
      return WEIGHTS.field[field] / (1 - b + (b * lengths[field][this.owner[unit]]) / mean[field]);
    });
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

const NUMERALS = "零一二三四五六七八九";

/** A number below ten thousand as statutes write it: 227 → 二百二十七. */
function numeral(number) {
  let text = "";
  for (const [unit, value] of [["千", 1000], ["百", 100], ["十", 10], ["", 1]]) {
    const digit = Math.floor(number / value) % 10;
    if (digit) text += NUMERALS[digit] + unit;
    else if (text && !text.endsWith("零") && number % value) text += "零";
  }
  return text.replace(/^一十/, "十") || "零";
}

/** An article's name in figures and in numerals: 293-1 → 第293条之一, 第二百九十三条之一; none for a named part. */
export function articleNames(number) {
  const found = /^(\d+)(?:-(\d+))?$/.exec(number);
  if (!found) return ["", ""];
  const part = found[2] ? `之${numeral(Number(found[2]))}` : "";
  return [`第${found[1]}条${part}`, `第${numeral(Number(found[1]))}条${part}`];
}
