// A text as it reads, whatever it is spelt with: procguide/normal.py in JavaScript, by the same table.
// Positions count code points, as in Python.

const NOISE_RUN = 3;
const END = "";

export const han = (character) => character >= "\u3400" && character <= "\u9fff" && character.length === 1;
const latin = (character) => (character >= "a" && character <= "z") || (character >= "0" && character <= "9");

const fresh = () => ({ characters: [], starts: [], ends: [], breaks: new Set() });

function add(found, character, start, end) {
  found.characters.push(character);
  found.starts.push(start);
  found.ends.push(end);
}

/** Reads texts by a table: removed, noise, traditional and variants. */
export class Normaliser {
  constructor(table) {
    this.removed = new Set();
    for (const span of table.removed) {
      const [first, last = first] = span.split("-");
      for (let code = parseInt(first, 16); code <= parseInt(last, 16); code += 1) {
        this.removed.add(String.fromCodePoint(code));
      }
    }
    this.noise = new Set(table.noise);
    this.simple = new Map(table.traditional.replace(/\s+/g, "").match(/../gu).map((pair) => [...pair]));
    this.variants = new Map();
    for (const { to, from } of table.variants) {
      for (const spelling of from) {
        let node = this.variants;
        for (const character of this.plain(spelling).characters) {
          if (!node.has(character)) node.set(character, new Map());
          node = node.get(character);
        }
        node.set(END, to);
      }
    }
  }

  normal(text) {
    return this.spelt(this.joined(this.plain(text)));
  }

  /** Every character alone: decomposed, lower case, simplified; what is not seen is left out. */
  plain(text) {
    const found = fresh();
    let place = -1;
    for (const original of text) {
      place += 1;
      if (this.removed.has(original)) continue;
      if (original >= "\u4e00" && original <= "\u9fff" && original.length === 1) {
        add(found, this.simple.get(original) ?? original, place, place + 1);
        continue;
      }
      for (const character of original.normalize("NFKD").toLowerCase()) {
        if (!this.removed.has(character)) add(found, this.simple.get(character) ?? character, place, place + 1);
      }
    }
    return found;
  }

  /** Without a few signs between two Han characters. */
  joined(text) {
    const found = fresh();
    const { characters, starts, ends } = text;
    let place = 0;
    while (place < characters.length) {
      if (this.noise.has(characters[place]) && found.characters.length && han(found.characters.at(-1))) {
        let after = place;
        while (after < characters.length && after - place <= NOISE_RUN && this.noise.has(characters[after])) after += 1;
        if (after - place <= NOISE_RUN && after < characters.length && han(characters[after])) {
          if (after - place > 1) found.breaks.add(found.characters.length);
          place = after;
          continue;
        }
      }
      add(found, characters[place], starts[place], ends[place]);
      place += 1;
    }
    return found;
  }

  /** With the word where a spelling hides it; the longest spelling wins, and Latin ones stand alone. */
  spelt(text) {
    const found = fresh();
    const { characters, starts, ends, breaks } = text;
    let place = 0;
    while (place < characters.length) {
      if (breaks.has(place)) found.breaks.add(found.characters.length);
      let node = this.variants;
      let after = place;
      let best = 0;
      let word = "";
      while (after < characters.length && node.has(characters[after])) {
        node = node.get(characters[after]);
        after += 1;
        if (node.has(END) && alone(characters, place, after)) [best, word] = [after, node.get(END)];
      }
      if (best) {
        for (const character of word) add(found, character, starts[place], ends[best - 1]);
        place = best;
      } else {
        add(found, characters[place], starts[place], ends[place]);
        place += 1;
      }
    }
    return found;
  }
}

/** Whether a spelling is not part of a longer Latin word. */
function alone(characters, start, end) {
  const before = start > 0 && latin(characters[start]) && latin(characters[start - 1]);
  const after = end < characters.length && latin(characters[end - 1]) && latin(characters[end]);
  return !before && !after;
}
