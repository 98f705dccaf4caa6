// The parts of the time tools that need no page: what people type, what a form means, what a file holds.
// Reads {law, guide} as JSON from standard input, as procguide.counting and procguide.plan write it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { answers } from "../../docs/assets/js/calculator.mjs";
import { asText as checkText, headline } from "../../docs/assets/js/limitation-check.mjs";
import { claimOf } from "../../docs/assets/js/limitation-form.mjs";
import { check } from "../../docs/assets/js/limitation.mjs";
import { count } from "../../docs/assets/js/periods.mjs";
import { asText, calendars, named, told } from "../../docs/assets/js/proof.mjs";
import { Shelf, blank, daysOf, read, written } from "../../docs/assets/js/timetable-file.mjs";
import { distance } from "../../docs/assets/js/timetable.mjs";
import { typedDay, typedPeriod, typedTime } from "../../docs/assets/js/typed.mjs";

const { law, guide } = JSON.parse(readFileSync(0, "utf8"));
const asked = (form) => claimOf({ as_of: "2026-11-23", begins: "due", day: "2024-05-01", ...form }, law);

test("a day is read in every common way of writing it", () => {
  for (const text of ["2026-01-31", "2026/1/31", "2026.1.31", "2026年1月31日", "20260131", " 2026 年 1 月 31 号 ", "２０２６－０１－３１"]) {
    assert.deepEqual(typedDay(text), { day: "2026-01-31" }, text);
  }
  assert.deepEqual(typedDay("  "), { day: "" });
});

test("what is no day is told in a sentence that says why", () => {
  assert.match(typedDay("2026-02-30").error, /2026 年 2 月没有 30 日，这个月到 28 日为止/);
  assert.match(typedDay("2026-13-01").error, /没有 13 月/);
  assert.match(typedDay("昨天").error, /“昨天” 看不出是哪一天/);
  assert.match(typedDay("26-01-31").error, /看不出/);
  assert.match(typedDay("1066-10-14").error, /不在 1900—2200 年之内/);
  assert.equal(typedDay("2028-02-29").day, "2028-02-29");
});

test("times and lengths are read, and refused with a sentence", () => {
  assert.equal(typedTime("9:05").time, "09:05");
  assert.equal(typedTime("14：20").time, "14:20");
  assert.equal(typedTime("下午2点").error.includes("不是钟点"), true);
  assert.equal(typedTime("24:00").error.includes("不是钟点"), true);
  assert.equal(typedPeriod("15", "day").period, "P15D");
  assert.equal(typedPeriod("１５", "working").period, "15 working days");
  assert.equal(typedPeriod("48", "hour").period, "PT48H");
  assert.match(typedPeriod("0", "day").error, /不能是零/);
  assert.match(typedPeriod("1.5", "month").error, /不是整数/);
});

test("the day of a count is called by what the period is for", () => {
  assert.equal(named("within", false), "最后一日");
  assert.equal(named("within", true), "最迟这一天");
  assert.equal(named("lasts", false), "届满之日");
  const hours = count("PT48H", "2026-07-10T14:20", guide.regimes.hours, law);
  assert.equal(told(hours), "2026年7月12日（星期日） 15:00");
});

test("a proof names the notice of every year it looked at, and the years it could not", () => {
  const years = (period, start, regime) =>
    calendars(count(period, start, guide.regimes[regime], law), law, guide.regimes[regime].rolls);
  assert.deepEqual(years("P15D", "2026-07-10", "procedural").map(({ year, known }) => [year, known]), [[2026, true]]);
  assert.deepEqual(years("P15D", "2026-12-18", "procedural").map(({ year, known }) => [year, known]), [[2027, false]]);
  assert.deepEqual(years("P1Y", "2025-10-04", "control"), []);
  assert.deepEqual(years("5 working days", "2026-12-28", "working-days").map(({ year }) => year), [2026, 2027]);
});

test("a copied proof holds the day, both days when one is uncertain, the steps and their articles", () => {
  const counted = count("P15D", "2026-12-18", guide.regimes.procedural, law);
  const text = asText({ title: "上诉", asked: ["起算的事：2026-12-18"], label: "最后一日", counted, law, rolls: true,
    cites: { "民法典/200": "《民法典》第200条" }, source: "来源：测试" });
  for (const part of ["最后一日：2027年1月2日（星期六）（稳妥", "较晚的可能：2027年1月4日", "《民法典》第200条", "2027 年放假安排尚未收录"]) {
    assert.ok(text.includes(part), part);
  }
});

test("a search finds deadlines by every word of it", () => {
  const deadline = { title: "对一审判决上诉", stage: "判决", starts: "收到判决书之日" };
  assert.ok(answers(deadline, "上诉 判决"));
  assert.ok(!answers(deadline, "上诉 仲裁"));
});

test("a form becomes a claim", () => {
  const { claim, asOf, faults } = asked({ events: [{ cause: "demand", day: "2025年2月1日", ended: "", proved: false }] });
  assert.deepEqual(faults, {});
  assert.equal(asOf, "2026-11-23");
  assert.deepEqual(claim, {
    period: "P3Y", due: "2024-05-01", events: [{ cause: "demand", day: "2025-02-01", ended: null, proved: false }],
  });
});

test("what is wrong stands beside its field", () => {
  const suit = (day, ended) => asked({ events: [{ cause: "suit", day, ended, proved: true }] }).faults;
  assert.match(asked({ day: "2024-02-30" }).faults.day, /没有 30 日/);
  assert.match(asked({ day: "" }).faults.day, /请写上/);
  assert.match(suit("2025-03-01", "2025-02-01")["ended-0"], /早于开始的 2025-03-01/);
  assert.match(suit("2027-03-01", "")["day-0"], /在体检日 2026-11-23 之后/);
  assert.match(suit("", "")["day-0"], /可以删掉这一条/);
  const parts = asked({ begins: "instalments", instalments: "2024-02-29\n2024-01-31" });
  assert.match(parts.faults.instalments, /第 2 行 2024-01-31 早于前一期/);
  assert.match(asked({ begins: "instalments", instalments: "\n" }).faults.instalments, /每行一个/);
});

test("a check is told in a line and copied whole", () => {
  const found = check({ due: "2022-03-10", events: [{ cause: "demand", day: "2024-03-09" }] }, "2026-11-23", guide.regimes, law);
  assert.equal(headline(found), "还在时效之内：到2027年3月9日（星期二），还有 106 天");
  const text = checkText(found, "2026-11-23", { law, cites: {} });
  assert.ok(text.includes("保住时效的是：2024年3月9日（星期六）书面或电子方式催告"));
  assert.equal(headline({ state: "expired", last_day: "2026-11-20", days_left: -3 }), "时效看来已经届满：到2026年11月20日（星期五），已过 3 天");
});

test("a timetable survives its file, also what was typed wrongly", () => {
  const kept = { ...blank(), title: "张三", facts: { due: "2024-05-01", filed: "2024-02-30" } };
  assert.deepEqual(read(written(kept), law), kept);
  const { facts, faults } = daysOf(kept, law);
  assert.deepEqual(facts, { due: "2024-05-01" });
  assert.match(faults.filed, /没有 30 日/);
});

test("facts out of order are told beside the later one", () => {
  const { faults } = daysOf({ facts: { filed: "2026-08-03", "judgment-received": "2026-08-01" } }, law);
  assert.match(faults["judgment-received"], /早于 “提交起诉状”/);
});

test("a file that is none of ours changes nothing and says so", () => {
  const text = (change) => JSON.stringify({ ...blank(), ...change });
  for (const [bad, sentence] of [
    ["not json", /读不出内容/], ["{}", /不是从“我的时间表”导出的/], [text({ version: 2 }), /版本是 2/],
    [text({ id: "../x" }), /缺了编号/], [text({ facts: { nonsense: "2026-01-01" } }), /不认识的事实：nonsense/],
  ]) {
    assert.throws(() => read(bad, law), { message: sentence });
  }
});

test("a browser that keeps nothing is told of, not stumbled over", () => {
  const refusing = { getItem() { throw new Error("no"); }, setItem() { throw new Error("no"); }, removeItem() { throw new Error("no"); } };
  for (const storage of [refusing, null]) {
    const shelf = new Shelf(storage, "key");
    assert.equal(shelf.load(law), null);
    assert.equal(shelf.save(blank()), false);
    shelf.clear();
  }
});

test("two new timetables never share an identity", () => assert.notEqual(blank().id, blank().id));

test("a distance is told in days", () => {
  assert.equal(distance("2026-11-27", "2026-11-23"), "还有 4 天");
  assert.equal(distance("2026-11-23", "2026-11-23"), "就是今天");
  assert.equal(distance("2026-11-20", "2026-11-23"), "已过 3 天");
});
