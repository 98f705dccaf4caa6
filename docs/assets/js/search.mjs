// Chinese search over the index that procguide/search.py writes.  Pure: the index is passed in, results come out.
// Character pairs with OR semantics and BM25F; everyday words are widened to the law's; what a passage cites lends its
// score to the article, so that a question in plain words finds the article behind it.

import { Postings, WEIGHTS, articleNames, initials, isHan, tokens } from "./search-index.mjs";
import { asked, sentence, translated } from "./translator.mjs";

const FORMAT = 1;
const ARTICLE = 3;
const QUESTION = 4;
const escaped = (text) => text.replace(/[&<>"]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one]);

export class Search {
  /** @param index what procguide/search.py wrote; `directory` is false where addresses end in .html */
  constructor(index, { directory = true } = {}) {
    if (index.format !== FORMAT) throw new Error(`search index of format ${index.format}, not ${FORMAT}`);
    Object.assign(this, { kinds: index.kinds, pages: index.pages, synonyms: index.synonyms, directory });
    const short = new Map(index.statutes.map(([page, name]) => [page, name]));
    this.entries = index.entries.map((entry) => {
      const [page, anchor, kind, title, aliases, passages] = entry;
      if (kind !== ARTICLE || !anchor.startsWith("art-")) return entry;
      const [figures, numerals] = articleNames(anchor.slice(4));
      return [page, anchor, kind, `${short.get(page)}${figures} ${title}`, `${numerals}\n${aliases}`, passages];
    });
    this.postings = new Postings(this.entries);
    this.empty = index.empty.split(" ").filter(Boolean).sort((one, other) => other.length - one.length);
    this.common = index.common.split(" ").filter(Boolean);
    this.simplified = new Map(index.traditional.split(" ").map((pair) => [pair[0], pair[1]]));
    this.tables = index.renumbering.map((table) => ({
      ...table,
      moves: table.moves.split(" ").map((move) => move.split(":")),
    }));
    this.heads = new Map();
    this.places = new Map();
    index.entries.forEach(([page, anchor], entry) => {
      if (!anchor) this.heads.set(page, entry);
      this.places.set(`${page}#${anchor}`, entry);
    });
    this.statutes = new Map(index.statutes.flatMap(([page, ...names]) => names.map((name) => [name, page])));
    this.names = new Set([...this.statutes.keys(), ...this.synonyms.flat(2)]);
    for (const [page, anchor, kind, title, aliases] of index.entries) {
      if (this.kinds[kind] === "术语") for (const word of [title, ...aliases.split("\n")]) this.names.add(word);
      if (kind === 0 && !anchor) for (const word of [title, aliases]) this.names.add(word);
    }
    this.names.delete("");
  }

  /** A query in the index's letters: half-width, simplified, small, initials of pinyin spelt out. */
  plain(query) {
    const letters = [...query.normalize("NFKC").toLowerCase()].map((one) => this.simplified.get(one) ?? one);
    return letters.join("").trim();
  }

  /** The words of the field whose initials a query of a few Latin letters may be. */
  spelt(text) {
    if (!/^[a-z]{2,8}$/.test(text)) return [];
    this.spellings ??= [...this.names].filter((word) => /^[\u3400-\u9fff]{2,8}$/.test(word)).map((word) => [initials(word), word]);
    const found = this.spellings.filter(([short]) => short === text).map(([, word]) => word);
    return found.slice(0, 6);
  }

  /** The tokens a query asks for and what each counts. */
  terms(text) {
    const spelt = this.spelt(text);
    const said = spelt.length ? spelt.join(" ") : text;
    let bare = said;
    for (const word of this.empty) bare = bare.replaceAll(word, " ");
    if (!/[\u3400-\u9fffa-z0-9]/.test(bare)) bare = said;
    const low = new Set();
    for (const word of this.common) if (bare.includes(word)) tokens(word, (key) => low.add(key));
    const terms = new Map();
    const add = (words, factor) =>
      tokens(words, (key, single) => {
        const weight = factor * (single ? WEIGHTS.single : 1) * (low.has(key) ? WEIGHTS.common : 1);
        if (weight > (terms.get(key) ?? 0)) terms.set(key, weight);
      });
    add(bare, 1);
    const widened = [];
    for (const [words, means] of this.synonyms) {
      const heard = words.filter((word) => said.includes(word));
      if (!heard.length) continue;
      const factor = heard.every((word) => this.common.includes(word)) ? WEIGHTS.common : 1;
      const others = means.filter((word) => !said.includes(word));
      for (const word of others) {
        if (factor === 1) widened.push(word);
        add(word, (factor * WEIGHTS.widened) / others.length ** WEIGHTS.spread);
      }
    }
    return { terms, said, bare, widened };
  }

  /** What every entry scores, and what every passage does. */
  scores(terms) {
    const { postings } = this;
    const { k1 } = WEIGHTS;
    const entries = new Float32Array(this.entries.length);
    const units = new Float32Array(postings.texts.length);
    for (const [key, weight] of terms) {
      const at = postings.slot(key);
      if (!postings.keys[at]) continue;
      const from = postings.start[at];
      const to = postings.start[at + 1];
      let owners = 0;
      for (let place = from, last = -1; place < to; place++) {
        const owner = postings.owner[postings.units[place]];
        owners += owner !== last;
        last = owner;
      }
      const worth = weight * Math.log(1 + (entries.length - owners + 0.5) / (owners + 0.5));
      for (let place = from; place < to; ) {
        const owner = postings.owner[postings.units[place]];
        let total = 0;
        while (place < to && postings.owner[postings.units[place]] === owner) {
          const unit = postings.units[place];
          let found = 0;
          for (; place < to && postings.units[place] === unit; place++) found += postings.weight[unit];
          total += found;
          units[unit] += (worth * found * (k1 + 1)) / (found + k1);
        }
        entries[owner] += (worth * total * (k1 + 1)) / (total + k1);
      }
    }
    return { entries, units };
  }

  /** Adds to the articles what the passages that cite them score. */
  lend({ entries, units }) {
    const { postings } = this;
    const best = new Float32Array(entries.length);
    const sum = new Float32Array(entries.length);
    for (let entry = 0; entry < entries.length; entry++) {
      const factor = WEIGHTS.lender[this.entries[entry][2]];
      if (!entries[entry] || !factor) continue;
      const first = postings.first[entry];
      const last = postings.first[entry + 1];
      const heads = units[first] + units[first + 1];
      for (let unit = first + 2; unit < last; unit++) {
        const cites = postings.cites[unit];
        if (!cites) continue;
        const own = units[unit] + WEIGHTS.heads[unit === first + 2 ? 0 : 1] * heads;
        const share = (factor * own) / (1 + WEIGHTS.crowd * (cites.length - 1));
        for (const cited of cites) {
          sum[cited] += share;
          if (share > best[cited]) best[cited] = share;
        }
      }
    }
    for (let entry = 0; entry < entries.length; entry++) {
      if (!sum[entry]) continue;
      const rest = Math.min(sum[entry] - best[entry], 2 * best[entry]);
      entries[entry] += WEIGHTS.lent * (best[entry] + WEIGHTS.more * rest);
    }
  }

  /** Articles named by number in a query, today's first, with what is to be told of an old number. */
  named(text) {
    const question = asked(text.toUpperCase()) ?? asked(text);
    if (!question) return [];
    const page = this.statutes.get(question.name) ?? this.statutes.get(question.name.toLowerCase());
    if (page === undefined) return [];
    const found = [];
    const add = (number, note) => {
      const entry = this.places.get(`${page}#art-${number}`);
      if (entry !== undefined && !found.some((one) => one.entry === entry)) found.push({ entry, note });
      else if (entry === undefined && note) found.push({ entry: this.heads.get(page), note });
    };
    const moved = translated(this.tables, question.name, question.number);
    add(question.number, "");
    for (const one of moved) {
      if (one.until !== null && !one.moves.every((move) => move.new === question.number && move.kind === "same")) {
        for (const move of one.moves) add(move.new, sentence(one));
      }
    }
    return found.filter((one) => one.entry !== undefined);
  }

  /** The entries for a query, the best first: {entry, score, note}; `kinds` keeps only some. */
  ranked(query, { kinds = null, limit = 40 } = {}) {
    const text = this.plain(query);
    if (!text) return { hits: [], front: 0, terms: new Map(), widened: [] };
    const { terms, said, bare, widened } = this.terms(text);
    const scored = this.scores(terms);
    this.lend(scored);
    const fits = (entry) => !kinds || kinds.has(this.entries[entry][2]);
    const hits = [];
    let most = 0;
    for (const score of scored.entries) if (score > most) most = score;
    scored.entries.forEach((score, entry) => {
      if (score <= (kinds ? 0 : WEIGHTS.least * most) || !fits(entry)) return;
      hits.push({ entry, score: score * WEIGHTS.kind[this.entries[entry][2]] * this.title(entry, said), note: "" });
    });
    hits.sort((one, other) => other.score - one.score);
    const named = this.named(text).filter(({ entry }) => fits(entry));
    const rest = hits.filter((hit) => !named.some(({ entry }) => entry === hit.entry));
    const top = (rest[0]?.score ?? 0) + 1;
    const first = named.map(({ entry, note }, place) => ({ entry, note, score: top + named.length - place }));
    // For a question in a sentence the best answer and the best articles come first; a bare name is taken as such.
    const front = kinds || named.length || bare.replace(/\s/g, "").length < 5 ? first : answered(rest, this.entries);
    const others = rest.filter((hit) => !front.includes(hit));
    return { hits: [...front, ...others].slice(0, limit), front: front.length, terms, widened, units: scored.units };
  }

  /** What a title that is the query, or begins with it, is worth. */
  title(entry, said) {
    const [, anchor, kind, title, aliases] = this.entries[entry];
    if (said.length > 12) return 1;
    const names = `\n${title.toLowerCase()}\n${aliases.toLowerCase()}\n`;
    const page = anchor ? 1 : 1.5;
    if (names.includes(`\n${said}\n`)) return kind === ARTICLE && anchor ? 1.2 : 2 * page ** 2;
    if (title.toLowerCase().startsWith(said)) return kind === ARTICLE && anchor ? 1.1 : 1.3 * page;
    return 1;
  }

  /** The address of an entry from the site's root. */
  location(entry) {
    const [page, anchor] = this.entries[entry];
    let address = this.pages[page][0];
    if (this.directory) {
      address = address.replace(/(^|\/)index$/, "$1");
      if (address && !address.endsWith("/")) address += "/";
    } else {
      address += ".html";
    }
    return address + (anchor ? `#${anchor}` : "");
  }

  /** A text with what the query asked for marked; `about` is how much of it, around the densest place. */
  marked(text, terms, about = 0) {
    const marks = new Uint8Array(text.length);
    const lower = text.toLowerCase();
    for (let place = 0; place + 1 < text.length; place++) {
      const [one, other] = [lower.charCodeAt(place), lower.charCodeAt(place + 1)];
      if (isHan(one) && isHan(other) && terms.has(one * 0x10000 + other)) marks[place] = marks[place + 1] = 1;
    }
    for (const { 0: word, index } of lower.matchAll(/[a-z0-9]+/g)) {
      tokens(word, (key) => terms.has(key) && marks.fill(1, index, index + word.length));
    }
    if (terms.size === 1) for (let place = 0; place < text.length; place++) if (terms.has(lower.charCodeAt(place))) marks[place] = 1;
    let from = 0;
    if (about && text.length > about) {
      let best = -1;
      for (let start = 0, inside = 0; start < text.length; start++) {
        inside += marks[start] - (start >= about ? marks[start - about] : 0);
        if (inside > best) [best, from] = [inside, Math.max(0, start - about + 1)];
      }
      const stop = Math.max(...["。", "；", "，"].map((sign) => text.lastIndexOf(sign, from)));
      from = stop >= 0 && from - stop < 30 ? stop + 1 : Math.max(0, from);
      if (from < 12) from = 0;
    }
    const to = about ? Math.min(text.length, from + about) : text.length;
    let html = from ? "…" : "";
    const words = [];
    for (let place = from; place < to; ) {
      let end = place;
      while (end < to && marks[end] === marks[place]) end++;
      const piece = text.slice(place, end);
      if (marks[place]) words.push(piece);
      html += marks[place] ? `<mark data-md-highlight>${escaped(piece)}</mark>` : escaped(piece);
      place = end;
    }
    return { html: html + (to < text.length ? "…" : ""), words };
  }

  /** A hit as it is shown. */
  shown({ entry, score, note }, terms, units) {
    const [, , kind, title] = this.entries[entry];
    const { first, texts } = this.postings;
    let best = first[entry] + 2;
    for (let unit = best + 1; unit < first[entry + 1]; unit++) {
      if (units[unit] > units[best] * (kind === QUESTION && best === first[entry] + 2 ? 1.6 : 1)) best = unit;
    }
    const heading = this.marked(title, terms);
    const body = best < first[entry + 1] ? this.marked(texts[best], terms, 110) : { html: "", words: [] };
    const words = [...new Set([...heading.words, ...body.words])].filter((word) => word.length > 1);
    words.sort((one, other) => other.length - one.length);
    return {
      location: this.location(entry),
      title: heading.html,
      text: (note ? `${escaped(note)}。` : "") + body.html,
      tags: [this.kinds[kind]],
      score,
      terms: Object.fromEntries(words.slice(0, 6).map((word) => [word, true])),
    };
  }

  /**
   * Results as groups of a page's entries: the sections, the best first, and last the page itself.
   * Articles keep their order among all results, so only neighbours share a group.
   */
  search(query, { kinds = null, limit = 40 } = {}) {
    const { hits, front, terms, widened, units } = this.ranked(query, { kinds, limit });
    const groups = [];
    let open = new Map();
    for (const [place, hit] of hits.entries()) {
      const [page, , kind] = this.entries[hit.entry];
      if (place === front) open = new Map();
      let group = open.get(page);
      if (!group || ((kind === ARTICLE || place < front) && group !== groups.at(-1))) {
        group = { page, hits: [] };
        open.set(page, group);
        groups.push(group);
      }
      group.hits.push(hit);
    }
    let ceiling = Infinity;
    const items = groups.map(({ page, hits: own }) => {
      const items = own.map((hit) => this.shown(hit, terms, units));
      const head = Math.min(items[0].score, ceiling - 0.01);
      ceiling = head;
      // The theme folds away what scores less than the first: all near it are shown.
      const near = items[0].score * (this.entries[own[0].entry][2] === ARTICLE ? 0 : 0.75);
      for (const item of items) item.score = item.score >= near ? head : Math.min(item.score, head - 0.01);
      const main = this.heads.get(page);
      if (!own.some(({ entry }) => entry === main)) items.push(this.parent(page, main, terms));
      return items;
    });
    return { items, widened };
  }

  /** The page of a group when no hit is the page itself. */
  parent(page, main, terms) {
    const [address, title] = this.pages[page];
    const location = main === undefined ? this.location(this.entries.findIndex(([own]) => own === page)).split("#")[0] : this.location(main);
    return { location, title: this.marked(title || address, terms).html, text: "", score: 0, terms: {} };
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

/** The best answer to a question and the five best articles. */
function answered(hits, entries) {
  const article = ({ entry }) => entries[entry][2] === ARTICLE && entries[entry][1];
  const answer = hits.find((hit) => !article(hit));
  return [...(answer ? [answer] : []), ...hits.filter(article).slice(0, 5)];
}
