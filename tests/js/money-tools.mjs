// What people type into the tools of money, and a judgment's fee against its claim.  Run by tests/test_money_tools.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { feeChecked } from "../../docs/assets/js/fee-check.mjs";
import { feeNamed, procedureNamed } from "../../docs/assets/js/fees.mjs";
import { percent, parse, number } from "../../docs/assets/js/money.mjs";
import { told } from "../../docs/assets/js/capital-tool.mjs";
import { asText } from "../../docs/assets/js/money-proof.mjs";
import { plan } from "../../docs/assets/js/repayment.mjs";
import { calendar } from "../../docs/assets/js/repayment-calendar.mjs";
import {
  typedCount, typedMonths, typedPayments, typedShare, typedShares, typedSpans,
} from "../../docs/assets/js/typed-money.mjs";

const rates = JSON.parse(readFileSync(0, "utf8"));
const refused = (reader, text, pattern) => assert.throws(() => reader(text), { message: pattern }, text);

test("a share is read or refused", () => {
  for (const [text, said] of [["30%", "30%"], ["30", "30%"], ["３０％", "30%"], ["3成", "30%"], ["12.5%", "12.5%"], ["0%", "0%"], ["百分之10", "10%"], ["100%", "100%"]]) {
    assert.equal(percent(typedShare(text)), said, text);
  }
  refused(typedShare, "0.3", /0\.3% 还是 30%/u);
  refused(typedShare, "-5%", /不能是负数/u);
  refused(typedShare, "101%", /超过 100%/u);
  refused(typedShare, "很多", /不是比例/u);
});

test("a range of shares is read from small to large", () => {
  for (const text of ["40%-60%", "40-60%", "40%至60%", "40～60%", "4-6成"]) {
    assert.deepEqual(typedShares(text).map(percent), ["40%", "60%"], text);
  }
  assert.deepEqual(typedShares("50%").map(percent), ["50%", "50%"]);
  refused(typedShares, "60-40%", /从小到大/u);
  refused(typedShares, "10-20-30", /从多少到多少/u);
  refused(typedShares, "-10%", /负数/u);
});

test("months and instalments", () => {
  assert.deepEqual(typedMonths("3-6个月").map(number), ["3", "6"]);
  assert.deepEqual(typedMonths("0").map(number), ["0", "0"]);
  refused(typedMonths, "999", /不能超过 240/u);
  refused(typedMonths, "半年", /不是月数/u);
  assert.equal(typedCount("12 期"), 12);
  refused(typedCount, "0", /不是期数/u);
  refused(typedCount, "1.5", /不是期数/u);
});

test("payments are read line by line and a wrong one is told with its line", () => {
  const text = "2026-03-01 5000\n\n2026年4月1日  1,200,000.00 元\n20260501，5万\n2026-06-01,300\n";
  assert.deepEqual(typedPayments(text), [
    { day: "2026-03-01", amount: 500000n }, { day: "2026-04-01", amount: 120000000n },
    { day: "2026-05-01", amount: 5000000n }, { day: "2026-06-01", amount: 30000n },
  ]);
  refused(typedPayments, "2026-03-01 5000\n2026-02-30 5", /^第 2 行：.*没有 30 日/u);
  refused(typedPayments, "2026-03-01", /^第 1 行：请先写日期再写金额/u);
  refused(typedPayments, "2026-03-01 -5", /^第 1 行：金额不能是负数/u);
  refused(typedPayments, "五千块", /^第 1 行：/u);
});

test("spans of days", () => {
  assert.deepEqual(typedSpans("2026-03-01 至 2026-04-01\n2026-05-01 2026-05-02"), [["2026-03-01", "2026-04-01"], ["2026-05-01", "2026-05-02"]]);
  refused(typedSpans, "2026-04-01 至 2026-03-01", /早于/u);
  refused(typedSpans, "2026-04-01", /起止两天/u);
});

test("a fee that fits its claim, is halved, is rounded to the yuan, does not fit", () => {
  const fee = feeNamed(rates, "案件受理费");
  const halved = [procedureNamed(rates, "简易程序")];
  // 100,000: 50 + 90,000 × 2.5% = 2,300; 123,456.78: 2,300 + 23,456.78 × 2% = 2,769.14
  assert.equal(feeChecked(rates, fee, parse("2300"), parse("10万")).fits, true);
  assert.equal(feeChecked(rates, fee, parse("1150"), parse("10万"), halved).fits, true);
  const round = feeChecked(rates, fee, parse("2769"), parse("123456.78"));
  assert.deepEqual([round.fits, round.due], [true, "2769.14"]);
  assert.match(round.text, /收到元为止/u);
  const half = feeChecked(rates, fee, parse("1150"), parse("10万"));
  assert.equal(half.fits, false);
  assert.match(half.text, /正好是一半/u);
  assert.match(feeChecked(rates, fee, parse("2300"), parse("10万"), halved).text, /没有减半/u);
  assert.match(feeChecked(rates, fee, parse("4300"), parse("10万")).text, /多了 2,000\.00 元.*对不上/u);
});

test("a plan's calendar has an event for each instalment, with folded lines and a stable identity", () => {
  const made = plan(rates, { principal: 6000000n, start: "2026-12-01", firstDue: "2026-12-31", count: 12, method: "level", basis: "365" });
  const guide = { id: "test", as_of: "2026-11-23" };
  const file = calendar(made, guide);
  assert.equal(file, calendar(made, guide));
  assert.equal(file.match(/BEGIN:VEVENT/gu).length, 12);
  assert.equal(new Set(file.match(/UID:.*/gu)).size, 12);
  assert.match(file, /DTSTART;VALUE=DATE:20270228\r\nDTEND;VALUE=DATE:20270301\r\n/u);
  assert.match(file, /SUMMARY:还款第 3\/12 期：5\\,000\.00 元/u);
  for (const line of file.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
});

test("the copied text holds the question, the result, every step with its articles, and what is uncertain", () => {
  const text = asText(
    { title: "题", asked: ["问"], results: [["得", "1 元"]], tables: [{ caption: "表", head: ["甲", "乙"], rows: [["1", "2"]] }],
      working: [{ text: "步", cites: ["民法典/202"] }], warnings: [{ text: "慎" }], used: ["表源"] },
    { cites: { "民法典/202": "《民法典》第202条" } }, "https://example.invalid/",
  );
  assert.equal(text, "题\n问\n得：1 元\n表：\n甲\t乙\n1\t2\n计算过程：\n1. 步（《民法典》第202条）\n注意：慎\n表源\nhttps://example.invalid/");
});

test("how capitals are written is told for yuan, tenths and hundredths", () => {
  assert.match(told(140950n).at(-1).text, /写到角为止/u);
  assert.match(told(100000n).at(-1).text, /后面加“整”/u);
  assert.match(told(1680_32n - 1680_32n % 1000n + 32n).at(-1).text, /元后的“零”/u);
});
