// Old article numbers and today's.  Pure: the tables (translator.exported in Python) are passed in.
// Held to tests/cases/translator.csv together with procguide/translator.py.

const DIGITS = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const UNITS = { 十: 10, 百: 100, 千: 1000 };
const NUMERAL = "[零〇一二两三四五六七八九十百千]+";
const ASKED = new RegExp(
  `^[《〈]?([^\\d\\s/《》〈〉第]+)[》〉]?[\\s/]*第?(\\d+|${NUMERAL})条?(?:[之-](\\d+|${NUMERAL}))?(?:$|[\\s/第，,。（(])`,
);
const TOLD = { same: "内容未变", wording: "仅文字调整", substance: "内容有修改，引用前请核对" };

/** The integer a numeral below ten thousand states, in either script. */
export function integer(text) {
  if (/^\d+$/.test(text)) return Number(text);
  let total = 0;
  let digit = 0;
  for (const letter of text) {
    if (letter in DIGITS) {
      digit = DIGITS[letter];
    } else {
      total += (digit || 1) * UNITS[letter];
      digit = 0;
    }
  }
  return total + digit;
}

/** The statute's name and the article number in a question, or null: 民诉法 253, 《民事诉讼法》第二百五十三条. */
export function asked(text) {
  const found = ASKED.exec(text.trim().replaceAll("中华人民共和国", ""));
  if (!found) return null;
  return { name: found[1], number: String(integer(found[2])) + (found[3] ? `-${integer(found[3])}` : "") };
}

/**
 * What an article number means today, for each numbering it may have been written in, the newest first.
 * `day` (2018-05-01, or empty for any) is the day of the old judgment.  `until` is null for today's own number.
 */
export function translated(tables, name, number, day = "") {
  const own = tables.filter((table) => table.names.includes(name));
  const found = [];
  for (const { statute, label, since, until, moves } of own) {
    const mine = moves.filter(([old]) => old === number);
    if (mine.length && (!day || (since <= day && day < until))) {
      found.push({ statute, number, label, since, until, moves: mine.map(([, now, kind]) => ({ new: now, kind })) });
    }
  }
  if (own.length) {
    const latest = own.reduce((one, other) => (other.until > one.until ? other : one));
    if ((!day || day >= latest.until) && latest.moves.some(([, now]) => now === number)) {
      found.push({ statute: latest.statute, number, label: "现行", since: latest.until, until: null, moves: [] });
    }
  }
  return found.sort((one, other) => (one.since < other.since ? 1 : -1));
}

/** Every former number of today's article, the newest numbering first. */
export function former(tables, statute, number) {
  return tables
    .filter((table) => table.statute === statute)
    .flatMap(({ label, since, moves }) =>
      moves.filter(([old, now]) => now === number && old).map(([old]) => ({ label, since, number: old })),
    )
    .sort((one, other) => (one.since < other.since ? 1 : -1));
}

/** A translation in a sentence. */
export function sentence({ statute, number, label, until, moves }) {
  const name = `${statute}第${number}条`;
  if (until === null) return `按现行文本，${name}就是现在的条号`;
  const parts = moves.map((move) => (move.new ? `现为第${move.new}条（${TOLD[move.kind]}）` : "已经删去"));
  return `按${label}文本，${name}${parts.join("，")}`;
}
