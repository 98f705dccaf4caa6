// Hits as they are shown: grouped by page, the right section first, with the words of the query marked.

export const ARTICLE = 3; // the place of 法条 among the kinds
const QUESTION = 4; // and of 问答
const ABOUT = 110; // characters of a passage that are shown
const escaped = (text) => text.replace(/[&<>"]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one]);

/** What to mark: what follows what in pairs of characters, words of Latin letters or figures, and a single character asked for alone. */
function markable(terms) {
  const pairs = new Map();
  const words = new Set();
  for (const word of terms.keys()) {
    if (word.length === 2) pairs.set(word.charCodeAt(0), [...(pairs.get(word.charCodeAt(0)) ?? []), word.charCodeAt(1)]);
    if (/^[a-z0-9]/.test(word) || terms.size === 1) words.add(word);
  }
  return { pairs, words };
}

/** For every character of a text whether it belongs to a word that the query asked for. */
function marks(text, { pairs, words }) {
  const found = new Uint8Array(text.length);
  const lower = text.toLowerCase();
  let follow;
  for (let place = 0; place < text.length; place++) {
    const code = lower.charCodeAt(place);
    if (follow?.includes(code)) found[place - 1] = found[place] = 1;
    follow = pairs.get(code);
  }
  if (words.size) {
    for (const { 0: word, index } of lower.matchAll(/[a-z0-9]+|[\u3400-\u9fff]/g)) if (words.has(word)) found.fill(1, index, index + word.length);
  }
  return found;
}

/** Where the part of a text begins that holds the most of what was asked for, at a stop if one is near. */
function densest(text, found) {
  let from = 0;
  let best = -1;
  for (let start = 0, inside = 0; start < text.length; start++) {
    inside += found[start] - (start >= ABOUT ? found[start - ABOUT] : 0);
    if (inside > best) [best, from] = [inside, Math.max(0, start - ABOUT + 1)];
  }
  const stop = Math.max(...["。", "；", "，"].map((sign) => text.lastIndexOf(sign, from)));
  if (stop >= 0 && from - stop < 30) from = stop + 1;
  return from < 12 ? 0 : from;
}

/** A text with what the query asked for marked, as HTML and as words; `whole` or only the densest part. */
function marked(text, asked, whole) {
  const found = marks(text, asked);
  const from = whole || text.length <= ABOUT ? 0 : densest(text, found);
  const to = whole ? text.length : Math.min(text.length, from + ABOUT);
  let html = from ? "…" : "";
  const words = [];
  for (let place = from; place < to; ) {
    let end = place;
    while (end < to && found[end] === found[place]) end++;
    const piece = text.slice(place, end);
    if (found[place]) words.push(piece);
    html += found[place] ? `<mark data-md-highlight>${escaped(piece)}</mark>` : escaped(piece);
    place = end;
  }
  return { html: html + (to < text.length ? "…" : ""), words };
}

export class Results {
  /** @param index the table of `parsed`; @param lines its Lines; `directory` is false where addresses end in .html */
  constructor({ entries, pages, kinds }, lines, directory) {
    Object.assign(this, { entries, pages, kinds, lines, directory });
    this.heads = new Map();
    entries.forEach(([page, anchor], entry) => !anchor && this.heads.set(page, entry));
  }

  /** The address of a page, or of a section of it, from the site's root. */
  location(page, anchor = "") {
    let address = this.pages[page][0];
    if (this.directory) {
      address = address.replace(/(^|\/)index$/, "$1");
      if (address && !address.endsWith("/")) address += "/";
    } else {
      address += ".html";
    }
    return address + (anchor ? `#${anchor}` : "");
  }

  /** A hit as it is shown: its title and the passage that says most of what was asked. */
  shown({ entry, score, note }, { lines }, asked) {
    const [page, anchor, kind] = this.entries[entry];
    const { first, body: bodies } = this.lines;
    const answer = bodies[entry];
    let best = answer;
    for (let line = best + 1; line < first[entry + 1]; line++) {
      // A question's answer is shown unless something else says clearly more.
      if (lines[line] > lines[best] * (kind === QUESTION && best === answer ? 1.6 : 1)) best = line;
    }
    const heading = marked(this.lines.said(first[entry]), asked, true);
    const body = best < first[entry + 1] ? marked(this.lines.said(best), asked, false) : { html: "", words: [] };
    const words = [...new Set([...heading.words, ...body.words])].filter((word) => word.length > 1);
    words.sort((one, other) => other.length - one.length);
    return {
      location: this.location(page, anchor),
      title: heading.html,
      text: (note ? `${escaped(note)}。` : "") + body.html,
      tags: [this.kinds[kind]],
      score,
      terms: Object.fromEntries(words.slice(0, 6).map((word) => [word, true])),
    };
  }

  /**
   * Groups of a page's entries: the sections, the best first, and last the page itself.  Articles, and what is in front, keep
   * their order among all results, so only neighbours share a group.
   */
  groups(found) {
    const groups = [];
    let open = new Map();
    for (const [place, hit] of found.hits.entries()) {
      const [page, , kind] = this.entries[hit.entry];
      if (place === found.front) open = new Map();
      let group = open.get(page);
      if (!group || ((kind === ARTICLE || place < found.front) && group !== groups.at(-1))) {
        group = { page, hits: [] };
        open.set(page, group);
        groups.push(group);
      }
      group.hits.push(hit);
    }
    const asked = markable(found.terms);
    let ceiling = Infinity;
    return groups.map(({ page, hits }) => {
      const items = hits.map((hit) => this.shown(hit, found, asked));
      const head = Math.min(items[0].score, ceiling - 0.01);
      ceiling = head;
      // The theme folds away what scores less than the first: all near it are shown.
      const near = items[0].score * (this.entries[hits[0].entry][2] === ARTICLE ? 0 : 0.75);
      for (const item of items) item.score = item.score >= near ? head : Math.min(item.score, head - 0.01);
      const main = this.heads.get(page);
      if (!hits.some(({ entry }) => entry === main)) {
        const title = marked(this.pages[page][1] || this.pages[page][0], asked, true).html;
        items.push({ location: this.location(page), title, text: "", score: 0, terms: {} });
      }
      return items;
    });
  }
}
