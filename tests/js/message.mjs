// The page's small functions about messages: run by `node --test tests/js/message.mjs`.
import assert from "node:assert/strict";
import test from "node:test";

import { ceiling, pieces, summary } from "../../docs/assets/js/message-check.mjs";
import { value } from "../../docs/assets/js/message.mjs";
import { filled, plan } from "../../docs/assets/js/contact.mjs";

test("a text is cut where findings begin and end, by code points", () => {
  const cut = pieces("😀坐牢了", [{ start: 1, end: 3 }, { start: 0, end: 0 }]);
  assert.deepEqual(cut, [{ number: -1, text: "😀" }, { number: 0, text: "坐牢" }, { number: -1, text: "了" }]);
});

test("of overlapping findings the first keeps the letters", () => {
  assert.deepEqual(pieces("甲乙丙", [{ start: 0, end: 2 }, { start: 1, end: 3 }]).map(({ number }) => number), [0, 1]);
});

test("a rate in percent becomes a ceiling in millionths, anything else none", () => {
  assert.equal(ceiling("3"), 120000);
  assert.equal(ceiling("3.45"), 138000);
  assert.equal(ceiling(""), null);
  assert.equal(ceiling("abc"), null);
});

test("numbers are read in either script", () => {
  assert.deepEqual(["36", "0.5", "三十六", "半", "一二"].map(value), [36000000, 500000, 36000000, 500000, null]);
});

test("nothing found is said", () => {
  assert.equal(summary({ findings: [] }, new Map()), "没有发现问题。");
});

test("what is not known becomes a blank", () => {
  assert.equal(filled("{creditor}与{debtor}", { creditor: "甲" }, { debtor: "对方称呼" }), "甲与【对方称呼】");
});

test("a plan refuses a day that is none", () => {
  assert.throws(() => plan({ due: "2026-02-30", amount: "1", kind: "person" }, [], {}), /不是日历上的日子/);
});
