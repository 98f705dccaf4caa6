// Chinese search over the index that procguide/search.py writes.  Pure: the index is passed in, results come out.
// Character pairs with OR semantics and BM25F; everyday words are widened to the law's; what a passage cites lends its
// score to the article, so that a question in plain words finds the article behind it.

import { Lines, WEIGHTS, initials, isHan, parsed, tokens } from "./search-index.mjs";
import { asked, integer, sentence, translated } from "./translator.mjs";

const FORMAT = 3;
const ARTICLE = 3;
const QUESTION = 4;
const NUMBERED = /第([零〇一二三四五六七八九十百千]+)条/g;
const escaped = (text) => text.replace(/[&<>"]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one]);

export class Search {
  /** @param index the bytes or the text that procguide/search.py wrote; `directory` is false where addresses end in .html */
  constructor(given, { directory = true } = {}) {
    const index = parsed(given);
    if (index.format !== FORMAT) throw new Error(`search index of format ${index.format}, not ${FORMAT}`);
    Object.assign(this, { index, kinds: index.kinds, pages: index.pages, synonyms: index.synonyms, directory });
    this.entries = index.entries;
    this.heads = new Map();
    index.entries.forEach(([page, anchor], place) => !anchor && this.heads.set(page, place));
    this.lines = new Lines(index);
    this.empty = index.empty.split(" ").filter(Boolean).sort((one, other) => other.length - one.length);
    this.common = index.common.split(" ").filter(Boolean);
    this.simplified = new Map(index.traditional.split(" ").map((pair) => [pair[0], pair[1]]));
    this.statutes = new Map(index.statutes.flatMap(([page, ...names]) => names.map((name) => [name, page])));
  }

  // What only some queries need is made when the first of them comes.

  /** The tables of old article numbers. */
  get tables() {
    const moved = (moves) => moves.split(" ").map((move) => move.split(":"));
    return (this.tablesMade ??= this.index.renumbering.map((table) => ({ ...table, moves: moved(table.moves) })));
  }

  /** Where the entry of a page's section stands. */
  get places() {
    return (this.placesMade ??= new Map(this.entries.map(([page, anchor], place) => [`${page}#${anchor}`, place])));
  }

  /** The words of the field: names of statutes, terms and pages, and what everyday words mean. */
  get names() {
    if (this.namesMade) return this.namesMade;
    const names = new Set([...this.statutes.keys(), ...this.synonyms.flat(2)]);
    this.entries.forEach(([, anchor, kind], entry) => {
      if (this.kinds[kind] === "术语" || (kind === 0 && !anchor)) for (const word of this.lines.heads(entry)) names.add(word);
    });
    return (this.namesMade = names);
  }

  /** A query in the index's letters: half-width, simplified, small, initials of pinyin spelt out. */
  plain(query) {
    const letters = [...query.normalize("NFKC").toLowerCase()].map((one) => this.simplified.get(one) ?? one);
    return letters.join("").replace(NUMBERED, (all, number) => all.replace(number, integer(number))).trim();
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

  /** What every entry scores, and what every line does. */
  scores(terms) {
    const entries = new Float32Array(this.entries.length);
    const lines = new Float32Array(this.lines.weight.length);
    this.lines.learn([...terms.keys()]);
    for (const [word, weight] of terms) this.add(word, weight, entries, lines);
    return { entries, lines };
  }

  /** Adds what a word scores: BM25F, where matches in several lines of an entry saturate together. */
  add(word, weight, entries, lines) {
    const { owner, runs, weight: counts } = this.lines;
    const { k1 } = WEIGHTS;
    const end = this.lines.found(word);
    let owners = 0;
    for (let run = 0; run < end; run += 2) owners += run === 0 || owner[runs[run]] !== owner[runs[run - 2]] ? 1 : 0;
    const worth = (k1 + 1) * weight * Math.log(1 + (entries.length - owners + 0.5) / (owners + 0.5));
    for (let run = 0; run < end; ) {
      const entry = owner[runs[run]];
      let total = 0;
      for (; run < end && owner[runs[run]] === entry; run += 2) {
        const line = runs[run];
        const found = runs[run + 1] * counts[line];
        lines[line] += (worth * found) / (found + k1);
        total += found;
      }
      entries[entry] += (worth * total) / (total + k1);
    }
  }

  /** What an entry's title and the best of the other ways to say it score. */
  heading(entry, lines) {
    const { first, body } = this.lines;
    let best = 0;
    for (let line = first[entry] + 1; line < body[entry]; line++) if (lines[line] > best) best = lines[line];
    return lines[first[entry]] + best;
  }

  /** Adds to the articles what the passages that cite them score. */
  lend({ entries, lines }) {
    const { lines: all } = this;
    const best = new Float32Array(entries.length);
    const sum = new Float32Array(entries.length);
    for (let entry = 0; entry < entries.length; entry++) {
      const factor = WEIGHTS.lender[this.entries[entry][2]];
      if (!entries[entry] || !factor) continue;
      const body = all.body[entry];
      const heads = this.heading(entry, lines);
      for (let line = body; line < all.first[entry + 1]; line++) {
        const cites = all.cites.get(line);
        if (!cites) continue;
        const own = lines[line] + WEIGHTS.heads[line === body ? 0 : 1] * heads;
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
    const scores = scored.entries;
    const floor = kinds ? 0 : WEIGHTS.least * scores.reduce((most, score) => Math.max(most, score), 0);
    const fits = (entry) => !kinds || kinds.has(this.entries[entry][2]);
    const order = [];
    for (let entry = 0; entry < scores.length; entry++) {
      if (scores[entry] <= floor || !fits(entry)) continue;
      scores[entry] *= WEIGHTS.kind[this.entries[entry][2]] * this.title(entry, said);
      order.push(entry);
    }
    order.sort((one, other) => scores[other] - scores[one]);
    const named = this.named(text).filter(({ entry }) => fits(entry));
    const rest = order.filter((entry) => !named.some((one) => one.entry === entry)).map((entry) => ({ entry, score: scores[entry], note: "" }));
    const top = (rest[0]?.score ?? 0) + 1;
    const first = named.map(({ entry, note }, place) => ({ entry, note, score: top + named.length - place }));
    // For a question in a sentence the best answer and the best articles come first; a bare name is taken as such.
    const front = kinds || named.length || bare.replace(/\s/g, "").length < 5 ? first : answered(rest, this.entries);
    const others = rest.filter((hit) => !front.includes(hit));
    return { hits: [...front, ...others].slice(0, limit), front: front.length, terms, widened, lines: scored.lines };
  }

  /** What a title that is the query, or begins with it, is worth. */
  title(entry, said) {
    if (said.length > 12) return 1;
    const { first, body } = this.lines;
    const [, anchor, kind] = this.entries[entry];
    const article = kind === ARTICLE && anchor;
    const page = anchor ? 1 : 1.5;
    for (let line = first[entry]; line < body[entry]; line++) if (this.lines.is(line, said)) return article ? 1.2 : 2 * page ** 2;
    if (this.lines.begins(first[entry], said)) return article ? 1.1 : 1.3 * page;
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
      if (isHan(one) && isHan(other) && terms.has(lower.slice(place, place + 2))) marks[place] = marks[place + 1] = 1;
    }
    for (const { 0: word, index } of lower.matchAll(/[a-z0-9]+/g)) {
      tokens(word, (key) => terms.has(key) && marks.fill(1, index, index + word.length));
    }
    if (terms.size === 1) for (let place = 0; place < text.length; place++) if (terms.has(lower[place])) marks[place] = 1;
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
  shown({ entry, score, note }, terms, lines) {
    const [, , kind] = this.entries[entry];
    const { first, body: bodies } = this.lines;
    const start = bodies[entry];
    let best = start;
    for (let line = best + 1; line < first[entry + 1]; line++) {
      if (lines[line] > lines[best] * (kind === QUESTION && best === start ? 1.6 : 1)) best = line;
    }
    const heading = this.marked(this.lines.said(first[entry]), terms);
    const body = best < first[entry + 1] ? this.marked(this.lines.said(best), terms, 110) : { html: "", words: [] };
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
    const { hits, front, terms, widened, lines } = this.ranked(query, { kinds, limit });
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
      const items = own.map((hit) => this.shown(hit, terms, lines));
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
