// Money: exact fractions of BigInt, amounts as people write them, rounding to the fen, how amounts and shares are shown.
// Amounts are in fen; only rounded() rounds, half up.  The same as procguide/money.py; tests/cases binds the two.

const gcd = (a, b) => {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
};

/** A fraction {n, d} in lowest terms, d > 0. */
export function fraction(n, d = 1n) {
  if (d < 0n) [n, d] = [-n, -d];
  const common = gcd(n, d) || 1n;
  return { n: n / common, d: d / common };
}

export const ZERO = fraction(0n);
export const add = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
export const sub = (a, b) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
export const mul = (a, b) => fraction(a.n * b.n, a.d * b.d);
export const div = (a, b) => fraction(a.n * b.d, a.d * b.n);
export const times = (a, whole) => fraction(a.n * BigInt(whole), a.d);
export const over = (a, whole) => fraction(a.n, a.d * BigInt(whole));
export const less = (a, b) => a.n * b.d < b.n * a.d;
export const equal = (a, b) => a.n === b.n && a.d === b.d;
export const min = (a, b) => (less(b, a) ? b : a);
export const max = (a, b) => (less(a, b) ? b : a);
export const sum = (all) => all.reduce(add, ZERO);
export const floor = (a) => (a.n >= 0n ? a.n / a.d : -((-a.n + a.d - 1n) / a.d));
export const ceil = (a) => -floor({ n: -a.n, d: a.d });

/** The fraction a plain decimal states: "0.025" → 1/40. */
export function decimal(text) {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const value = fraction(BigInt(whole + part), 10n ** BigInt(part.length));
  return sign ? fraction(-value.n, value.d) : value;
}

/** Yuan as data ("10000", "0.50") in fen. */
export const yuan = (text) => times(decimal(String(text)), 100n);

/** Whole fen, half up. */
export const rounded = (fen) => floor(fraction(fen.n * 2n + fen.d, fen.d * 2n));

const MOST = fraction(10n ** 14n); // one 万亿 yuan, in fen; more is a slip of the keyboard
const AMOUNT = new RegExp(
  "^(?<sign>[-+−]|负)? ?(?:人民币|RMB|CNY|¥)? ?(?<minus>[-−])?" +
    "(?<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?<part>\\.[0-9]+)?" +
    " ?(?<unit>百|千|万|十万|百万|千万|亿|十亿|百亿|千亿|万亿)? ?(?:元|圆|块钱?|RMB|CNY)? ?[整正]?$",
  "iu",
);
const UNITS = { 十: 10n, 百: 100n, 千: 1000n, 万: 10n ** 4n, 亿: 10n ** 8n };
const CAPITALS = [..."零壹贰叁肆伍陆柒捌玖"];

/** A sentence for the reader about what was typed. */
export class Refusal extends Error {}

/** Text with full-width characters made plain and spaces single. */
export const tidy = (text) => text.normalize("NFKC").replace(/\s+/gu, " ").trim();

const short = (text) => ([...text].length <= 24 ? text : [...text].slice(0, 23).join("") + "…");

/** The amount a text states, in whole fen (BigInt): "1,200,000.00 元", "120万"; throws Refusal. */
export function parse(text, { zero = false } = {}) {
  const tidied = tidy(text);
  if (!tidied) throw new Refusal("请填写金额");
  const found = AMOUNT.exec(tidied)?.groups;
  if (!found) throw new Refusal(`“${short(tidied)}” 不是金额，可写作 1200000、1,200,000.00 元 或 120万`);
  if (found.minus || (found.sign && found.sign !== "+")) throw new Refusal(`金额不能是负数：“${short(tidied)}”`);
  let value = yuan(found.whole.replaceAll(",", "") + (found.part ?? ""));
  for (const letter of found.unit ?? "") value = times(value, UNITS[letter]);
  if (less(MOST, value)) throw new Refusal(`“${short(tidied)}” 超过一万亿元，请核对是否多写了零或者单位`);
  if (value.d !== 1n) throw new Refusal(`金额最多写到分（小数点后两位）：“${short(tidied)}”`);
  if (value.n === 0n && !zero) throw new Refusal("金额必须大于零");
  return value.n;
}

const whole = (fen) => (typeof fen === "bigint" ? fen : rounded(fen));

/** An amount as data: "1200000.00". */
export function plain(fen) {
  const value = whole(fen);
  const [sign, size] = value < 0n ? ["-", -value] : ["", value];
  return `${sign}${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
}

/** An amount as a reader sees it: "1,200,000.00". */
export const shown = (fen) => plain(fen).replace(/\B(?=(\d{3})+\.)/gu, ",");

/** A number in full, without idle zeros; a fraction that does not end is cut at ten decimals. */
export function number(value) {
  const size = (value.n < 0n ? -value.n : value.n) * 10n ** 10n;
  const scaled = size / value.d;
  const text = `${scaled / 10n ** 10n}.${String(scaled % 10n ** 10n).padStart(10, "0")}`.replace(/\.?0+$/u, "");
  return value.n < 0n && scaled ? `-${text}` : text;
}

/** A share as a percentage: 1/40 → "2.5%". */
export const percent = (share) => `${number(times(share, 100n))}%`;

/** Up to four digits in capitals, without leading zeros: 1009 → 壹仟零玖. */
function group(value) {
  let [text, gap] = ["", false];
  for (const [unit, size] of [["仟", 1000n], ["佰", 100n], ["拾", 10n], ["", 1n]]) {
    const digit = value / size;
    value %= size;
    if (digit) text += (gap && text ? "零" : "") + CAPITALS[digit] + unit;
    gap = !digit;
  }
  return text;
}

/** Whole yuan in capitals: groups of four digits, one 零 where digits are skipped. */
function capitals(value) {
  let [text, skipped] = ["", false];
  for (const [unit, size] of [["万亿", 10n ** 12n], ["亿", 10n ** 8n], ["万", 10n ** 4n], ["", 1n]]) {
    const part = value / size;
    value %= size;
    if (part) text += (text && (skipped || part < 1000n) ? "零" : "") + group(part) + unit;
    skipped = !part;
  }
  return text;
}

/** An amount in capitals for cheques and receipts: 1409.50 → 壹仟肆佰零玖元伍角. */
export function capital(fen) {
  const total = whole(fen);
  if (total < 0n || total > MOST.n) throw new Refusal("大写金额只能是零到一万亿元");
  const [amount, rest] = [total / 100n, total % 100n];
  const [tenths, hundredths] = [rest / 10n, rest % 10n];
  if (!rest) return `${capitals(amount) || "零"}元整`;
  const text = amount ? `${capitals(amount)}元` : "";
  if (!tenths) return text + (amount ? "零" : "") + `${CAPITALS[hundredths]}分`;
  const zero = amount && amount % 10n === 0n ? "零" : "";
  return text + zero + `${CAPITALS[tenths]}角` + (hundredths ? `${CAPITALS[hundredths]}分` : "");
}

/** A sentence of the rates with its words filled in. */
export function say(rates, sentence, words = {}) {
  const said = rates.sentences[sentence];
  return { text: said.text.replace(/\{(\w+)\}/gu, (_, word) => String(words[word])), cites: said.cites };
}

/** Points without repetition, in order. */
export function unique(points) {
  return [...new Map(points.map((point) => [JSON.stringify([point.text, point.cites]), point])).values()];
}
