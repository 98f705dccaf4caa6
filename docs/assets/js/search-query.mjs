// What a query asks for: its words in the index's letters, what everyday words mean in law, what counts for little.

import { integer } from "./translator.mjs";
import { WEIGHTS } from "./search-weights.mjs";

const NUMBERED = /第([零〇一二三四五六七八九十百千]+)条/g;
/** Letters that open each initial of pinyin, in the order of a Chinese collator. */
const INITIALS = [..."阿a八b嚓c哒d妸e发f旮g哈h讥j咔k垃l妈m拏n噢o妑p七q呥r扨s它t穵w夕x丫y帀z".matchAll(/(.)([a-z])/g)];
const HAN = /[\u3400-\u9fff]/;

/** The initials of a word's pinyin: 支付令 → zfl; empty where the machine does not sort by pinyin. */
function initials(word, collator = new Intl.Collator("zh-CN-u-co-pinyin")) {
  if (collator.resolvedOptions().locale.slice(0, 2) !== "zh") return "";
  let found = "";
  for (const letter of word) {
    const place = INITIALS.findLastIndex(([, opens]) => collator.compare(opens, letter) <= 0);
    found += HAN.test(letter) && place >= 0 ? INITIALS[place][2] : letter.toLowerCase();
  }
  return found;
}

/** Tells every token of a small-lettered text: a character, a pair of characters, or a Latin word or figure. */
function tokens(text, tell) {
  for (const [run] of text.matchAll(/[\u3400-\u9fff]+|[a-z0-9]+/g)) {
    if (!HAN.test(run)) {
      tell(run, false);
      continue;
    }
    for (let place = 0; place < run.length; place++) {
      tell(run[place], true);
      if (place) tell(run.slice(place - 1, place + 1), false);
    }
  }
}

const words = (text) => text.split(" ").filter(Boolean);

export class Vocabulary {
  /** @param index the table of `parsed`; @param names tells the words of the field, when they are asked for */
  constructor({ synonyms, empty, common, traditional }, names) {
    this.synonyms = synonyms;
    this.empty = words(empty).sort((one, other) => other.length - one.length);
    this.common = words(common);
    this.simplified = new Map(words(traditional).map((pair) => [pair[0], pair[1]]));
    this.tell = names;
  }

  /** The words of the field: what the guide names, and what everyday words mean. */
  get names() {
    return (this.namesMade ??= new Set([...this.tell(), ...this.synonyms.flat(2)].filter(Boolean)));
  }

  /** A query in the index's letters: half-width, simplified, small, numerals of articles as figures. */
  plain(query) {
    const letters = [...query.normalize("NFKC").toLowerCase()].map((one) => this.simplified.get(one) ?? one);
    return letters.join("").replace(NUMBERED, (all, number) => all.replace(number, integer(number))).trim();
  }

  /** The words of the field whose initials a query of a few Latin letters may be. */
  spelt(text) {
    if (!/^[a-z]{2,8}$/.test(text)) return [];
    this.spellings ??= [...this.names].filter((word) => /^[\u3400-\u9fff]{2,8}$/.test(word)).map((word) => [initials(word), word]);
    return this.spellings.filter(([short]) => short === text).map(([, word]) => word).slice(0, 6);
  }

  /** The tokens that a plain query asks for and what each counts; what was said, and without empty words; what it was widened by. */
  terms(text) {
    const spelt = this.spelt(text);
    const said = spelt.length ? spelt.join(" ") : text;
    let bare = said;
    for (const word of this.empty) bare = bare.replaceAll(word, " ");
    if (!/[\u3400-\u9fffa-z0-9]/.test(bare)) bare = said;
    const low = new Set();
    for (const word of this.common) if (bare.includes(word)) tokens(word, (key) => low.add(key));
    const terms = new Map();
    const add = (all, factor) =>
      tokens(all, (key, single) => {
        const weight = factor * (single ? WEIGHTS.single : 1) * (low.has(key) ? WEIGHTS.common : 1);
        if (weight > (terms.get(key) ?? 0)) terms.set(key, weight);
      });
    add(bare, 1);
    const widened = [];
    for (const [everyday, means] of this.synonyms) {
      const heard = everyday.filter((word) => said.includes(word));
      if (!heard.length) continue;
      const factor = heard.every((word) => this.common.includes(word)) ? WEIGHTS.common : 1;
      const others = means.filter((word) => !said.includes(word));
      for (const word of others) {
        if (factor === 1) widened.push(word);
        add(word.toLowerCase(), (factor * WEIGHTS.widened) / others.length ** WEIGHTS.spread);
      }
    }
    return { terms, said, bare, widened };
  }

  /** A word of the field that a query's last word begins, for the box to complete. */
  completion(query) {
    const last = this.plain(query).split(/[\s-]+/).at(-1);
    if (!last) return "";
    let found = "";
    for (const word of this.names) {
      if (word.startsWith(last) && word !== last && (!found || word.length < found.length)) found = word;
    }
    return found;
  }
}
