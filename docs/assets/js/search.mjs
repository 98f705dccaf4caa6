// Chinese search over the index that procguide/search.py writes.  Pure: the index is passed in, results come out.
// Pairs of characters with OR semantics and BM25F; everyday words are widened to the law's; what a passage cites lends its
// score to the article, so that a question in plain words finds the article behind it.

import { Lines, parsed } from "./search-index.mjs";
import { Vocabulary } from "./search-query.mjs";
import { ARTICLE, Results } from "./search-results.mjs";
import { WEIGHTS } from "./search-weights.mjs";
import { asked, sentence, translated } from "./translator.mjs";

const FORMAT = 3;
const MOST = 200; // entries that are put in order
const LEADERS = 3; // articles whose company counts

export class Search {
  /** @param given the bytes or the text that procguide/search.py wrote; `directory` is false where addresses end in .html */
  constructor(given, { directory = true } = {}) {
    const index = parsed(given);
    if (index.format !== FORMAT) throw new Error(`search index of format ${index.format}, not ${FORMAT}`);
    Object.assign(this, { index, kinds: index.kinds, entries: index.entries });
    this.lines = new Lines(index);
    this.vocabulary = new Vocabulary(index, () => this.named());
    this.results = new Results(index, this.lines, directory);
    this.statutes = new Map(index.statutes.flatMap(([page, ...names]) => names.map((name) => [name, page])));
  }

  /** Makes ready what queries would have to, for when there is time: a step of it; tells whether there is more to do. */
  prepare() {
    return this.lines.prepare();
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

  /** What the guide names: statutes, terms and stages. */
  named() {
    const own = (entry) => this.kinds[this.entries[entry][2]] === "术语" || (this.entries[entry][2] === 0 && !this.entries[entry][1]);
    const heads = this.entries.flatMap((_, entry) => (own(entry) ? this.lines.heads(entry) : []));
    return [...this.statutes.keys(), ...heads];
  }

  /** What every entry scores, and what every line does. */
  scores(terms) {
    const entries = new Float32Array(this.entries.length);
    const lines = new Float32Array(this.lines.weight.length);
    this.lines.learn([...terms.keys()].join(""));
    for (const [word, weight] of terms) if (terms.size === 1 || !this.lines.empty(word)) this.add(word, weight, entries, lines);
    this.near(entries, lines);
    this.lend(entries, lines);
    return { entries, lines };
  }

  /** Adds what a word scores: BM25F, where matches in several lines of an entry saturate together. */
  add(word, weight, entries, lines) {
    const { owner, weight: counts } = this.lines;
    const { k1 } = WEIGHTS;
    const { runs, owners } = this.lines.found(word);
    const end = runs.length;
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

  /** Adds to each entry what its best passage says of the query in one place. */
  near(entries, lines) {
    const { first, body } = this.lines;
    for (let entry = 0; entry < entries.length; entry++) {
      if (!entries[entry]) continue;
      let best = 0;
      for (let line = body[entry]; line < first[entry + 1]; line++) if (lines[line] > best) best = lines[line];
      entries[entry] += WEIGHTS.near * best;
    }
  }

  /** Adds to the articles what the passages that cite them score, with what stands behind a passage: its entry's heading. */
  lend(entries, lines) {
    const { first, body, cites, cited } = this.lines;
    const best = new Float32Array(entries.length);
    const sum = new Float32Array(entries.length);
    for (let entry = 0; entry < entries.length; entry++) {
      const factor = WEIGHTS.lender[this.entries[entry][2]];
      if (!entries[entry] || !factor) continue;
      let alias = 0;
      for (let line = first[entry] + 1; line < body[entry]; line++) if (lines[line] > alias) alias = lines[line];
      const heads = lines[first[entry]] + alias;
      for (let line = body[entry]; line < first[entry + 1]; line++) {
        const from = cited[line];
        if (!from) continue;
        const to = from + cites[from - 1];
        const own = lines[line] + WEIGHTS.heads[line === body[entry] ? 0 : 1] * heads;
        const share = (factor * own) / (1 + WEIGHTS.crowd * (to - from - 1));
        for (let at = from; at < to; at++) {
          const article = cites[at];
          sum[article] += share;
          if (share > best[article]) best[article] = share;
        }
      }
    }
    for (let entry = 0; entry < entries.length; entry++) {
      if (!sum[entry]) continue;
      const rest = Math.min(sum[entry] - best[entry], 2 * best[entry]);
      entries[entry] += WEIGHTS.lent * (best[entry] + WEIGHTS.more * rest);
    }
  }

  /** Adds to the articles that are cited together with the best ones: an answer seldom rests on one alone. */
  accompany(order, scores) {
    const leaders = [];
    for (const entry of order) {
      if (this.entries[entry][2] !== ARTICLE || scores[entry] <= scores[leaders[LEADERS - 1]]) continue;
      leaders.push(entry);
      leaders.sort((one, other) => scores[other] - scores[one]).splice(LEADERS);
    }
    const added = new Map();
    for (const [place, leader] of leaders.entries()) {
      const together = this.lines.citedWith(leader);
      const most = Math.max(...together.values());
      for (const [entry, times] of together) {
        const share = (WEIGHTS.together * scores[leader] * times) / (most + 1) / (place + 1);
        added.set(entry, (added.get(entry) ?? 0) + share);
      }
    }
    for (const entry of order) scores[entry] += added.get(entry) ?? 0;
  }

  /** Articles that a query names by number, today's first, with what is to be told of an old number. */
  numbered(text) {
    const question = asked(text.toUpperCase()) ?? asked(text);
    if (!question) return [];
    const page = this.statutes.get(question.name) ?? this.statutes.get(question.name.toLowerCase());
    if (page === undefined) return [];
    const found = [];
    const add = (number, note) => {
      const entry = this.places.get(`${page}#art-${number}`);
      if (entry !== undefined && !found.some((one) => one.entry === entry)) found.push({ entry, note });
      else if (entry === undefined && note) found.push({ entry: this.results.heads.get(page), note });
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

  /** The entries for a query, the best first: {entry, score, note}, how many stand in front; `kinds` keeps only some. */
  ranked(query, { kinds = null, limit = 30 } = {}) {
    const text = this.vocabulary.plain(query);
    if (!text) return { hits: [], front: 0, terms: new Map(), widened: [] };
    const { terms, said, bare, widened } = this.vocabulary.terms(text);
    const { entries: scores, lines } = this.scores(terms);
    const floor = kinds ? 0 : WEIGHTS.least * scores.reduce((most, score) => Math.max(most, score), 0);
    const fits = (entry) => !kinds || kinds.has(this.entries[entry][2]);
    const order = [];
    for (let entry = 0; entry < scores.length; entry++) {
      if (scores[entry] <= floor || !fits(entry)) continue;
      scores[entry] *= WEIGHTS.kind[this.entries[entry][2]] * this.title(entry, said);
      order.push(entry);
    }
    this.accompany(order, scores);
    const best = leading(order, scores, MOST).sort((one, other) => scores[other] - scores[one]);
    const numbered = this.numbered(text).filter(({ entry }) => fits(entry));
    const rest = best.filter((entry) => !numbered.some((one) => one.entry === entry)).map((entry) => ({ entry, score: scores[entry], note: "" }));
    const top = (rest[0]?.score ?? 0) + 1;
    const first = numbered.map(({ entry, note }, place) => ({ entry, note, score: top + numbered.length - place }));
    // For a question in a sentence the best answer and the best articles come first; a bare name is taken as such.
    const front = kinds || numbered.length || bare.replace(/\s/g, "").length < 5 ? first : answered(rest, this.entries);
    const others = rest.filter((hit) => !front.includes(hit));
    return { hits: [...front, ...others].slice(0, limit), front: front.length, terms, widened, lines };
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

  /** Results as the theme's box takes them, and what the query was widened by. */
  search(query, options = {}) {
    const found = this.ranked(query, options);
    return { items: this.results.groups(found), widened: found.widened };
  }

  completion(query) {
    return this.vocabulary.completion(query);
  }
}

/** Those of the entries that score best, at least so many: only what may be shown has to be put in order. */
function leading(entries, scores, many) {
  let least = entries.reduce((most, entry) => Math.max(most, scores[entry]), 0);
  let found = [];
  while (found.length < many && found.length < entries.length) {
    least /= 2;
    found = entries.filter((entry) => scores[entry] >= least);
  }
  return found;
}

/** The best answer to a question and the five best articles. */
function answered(hits, entries) {
  const article = ({ entry }) => entries[entry][2] === ARTICLE && entries[entry][1];
  const answer = hits.find((hit) => !article(hit));
  return [...(answer ? [answer] : []), ...hits.filter(article).slice(0, 5)];
}
