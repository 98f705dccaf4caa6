// <guide-worth>: 成本收益, the routes side by side from the reader's own estimates.  worth.mjs computes, this shows.

import { ZERO, percent, shown, yuan } from "./money.mjs";
import { MoneyTool, amountIn, define, someIn, valueIn } from "./money-form.mjs";
import { card } from "./money-proof.mjs";
import { mind } from "./tags.mjs";
import { typedMonths, typedShare, typedShares } from "./typed-money.mjs";
import { compare } from "./worth.mjs";

const ESTIMATES = [["chance", "把握", typedShares], ["recovery", "能收回的比例", typedShares], ["months", "月数", typedMonths]];
const shownText = (text) => shown(yuan(text));
const between = ([least, most]) => (least === most ? shownText(least) : `${shownText(least)} 至 ${shownText(most)}`);

class WorthTool extends MoneyTool {
  static blames = [["费用不能", "share"], ["风险代理", "share"], ["金额", "claim"]];

  pursuit() {
    const mode = this.value("mode");
    return {
      claim: amountIn(this.field("claim"), "请填写要追回的金额"),
      fixed: ["fixed", "both"].includes(mode) ? amountIn(this.field("fixed"), "请填写律师费") ?? 0n : 0n,
      share: ["share", "both"].includes(mode) ? this.share("share", "请填写按回款付的比例") : ZERO,
      other: someIn(this.field("other")),
      preserved: someIn(this.field("preserved")),
      waiting: this.share("waiting", ""),
    };
  }

  share(name, needed) {
    const found = valueIn(this.field(name), typedShare, needed) ?? ZERO;
    if (name === "share" && found.n >= found.d) mind(this.field(name), "比例应当小于 100%");
    return found;
  }

  /** The routes that have every estimate; one that has some but not all is told what is missing. */
  prospects() {
    const found = {};
    for (const { id, title } of this.data.rates.routes) {
      const fields = ESTIMATES.map(([key, name, reader]) => [key, name, reader, this.field(`${id}-${key}`)]);
      const begun = fields.some(([, , , field]) => field?.value.trim());
      const values = fields.map(([key, name, reader, field]) => [key, field ? valueIn(field, reader, begun ? `请填写${title}的${name}` : "") : null]);
      if (begun && values.every(([, value]) => value)) found[id] = Object.fromEntries(values);
    }
    if (!Object.keys(found).length && !this.wrong) {
      const [{ id }] = this.data.rates.routes;
      mind(this.field(`${id}-chance`), "至少给一条路填上把握、能收回的比例和月数");
    }
    return found;
  }

  cards() {
    const [pursuit, prospects] = [this.pursuit(), this.prospects()];
    if (this.wrong) return [];
    const found = compare(this.data.rates, pursuit, prospects);
    const best = found.reduce((one, other) => (yuan(other.expected[0]).n > yuan(one.expected[0]).n ? other : one));
    return [card({
      title: "成本收益",
      asked: this.told(pursuit, prospects),
      results: [
        found.length > 1
          ? ["按下限比，期望净得较高的", `${best.title}，${between(best.expected)} 元`]
          : [`${best.title}的期望净得`, `${between(best.expected)} 元`],
      ],
      tables: [{
        caption: "各条路",
        head: ["路", "先垫法院费用", "成功时净得", "不成时损失", "期望净得"],
        rows: found.map((one) => [one.title, shownText(one.court), between(one.won), shownText(one.lost.replace("-", "")), between(one.expected)]),
      }],
      working: found.flatMap(({ title, working }) => working.map(({ text, cites }) => ({ text: `${title}：${text}`, cites }))),
      warnings: [
        ...found.flatMap(({ title, warnings }) => warnings.map(({ text, cites }) => ({ text: `${title}：${text}`, cites }))),
        { text: "把握、比例和月数是你自己的估计，结果只和估计一样可靠；净得不含已经花掉的钱，也不含输了以后对方要你承担的其他费用。" },
      ],
      used: ["法院费用按现行标准计算，诉讼时效、对方有没有财产不在这张表里。"],
    }, this.data)];
  }

  told({ claim, fixed, share, other, preserved, waiting }, prospects) {
    const amounts = [["律师费", fixed], ["其他开支", other], ["保全金额", preserved]].filter(([, value]) => value);
    const routes = this.data.rates.routes.filter(({ id }) => id in prospects);
    return [
      [`要追回 ${shown(claim)} 元`, ...amounts.map(([name, value]) => `${name} ${shown(value)} 元`),
        ...(share.n ? [`按回款付 ${percent(share)}`] : []), ...(waiting.n ? [`等钱的成本每年 ${percent(waiting)}`] : [])].join("，"),
      ...routes.map(({ id, title }) => `${title}：${ESTIMATES.map(([key, name]) => `${name} ${this.value(`${id}-${key}`).trim()}`).join("，")}`),
    ];
  }
}

define("guide-worth", WorthTool);
