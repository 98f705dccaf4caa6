// <guide-fee>: 诉讼费用, from an amount to the fee and back.  fees.mjs computes, this shows.

import { feeChecked } from "./fee-check.mjs";
import { charge, claim, feeNamed, procedureNamed, reducible } from "./fees.mjs";
import { shown, yuan } from "./money.mjs";
import { MoneyTool, amountIn, define } from "./money-form.mjs";
import { card } from "./money-proof.mjs";

/** What else the same amount costs on its way through the courts. */
const ALONG = [
  ["普通程序受理费", "acceptance", []],
  ["简易、小额或者调解结案的受理费", "acceptance", ["summary"]],
  ["支付令申请费", "payment-order", []],
  ["保全申请费（全额保全时）", "preservation", []],
  ["申请执行费（执行后由被执行人交）", "enforcement", []],
];

const shownText = (text) => shown(yuan(text));
const between = (least, most) => (least === most ? shownText(least) : `${shownText(least)} 至 ${shownText(most)}`);

class FeeTool extends MoneyTool {
  get fee() {
    return feeNamed(this.data.rates, this.value(this.value("way") === "claim" ? "kind" : "backward"));
  }

  get procedures() {
    if (!reducible(this.fee)) return [];
    const names = [...this.form.querySelectorAll("[name=procedure]:checked")].map(({ value }) => value);
    return names.map((name) => procedureNamed(this.data.rates, name));
  }

  arrange() {
    const { fee } = this;
    this.form.querySelector(".procedures").hidden = !reducible(fee);
    const amount = this.field("amount");
    amount.closest(".field").hidden = !fee.amount;
    amount.labels[0].textContent = fee.amount ? `${fee.amount}${fee.bare ? "（没有就留空）" : ""}` : "金额";
    super.arrange();
  }

  cards() {
    return this.value("way") === "claim" ? this.forward() : this.backward();
  }

  forward() {
    const { fee, procedures, data } = this;
    const amount = fee.amount ? amountIn(this.field("amount"), fee.bare ? "" : `请填写${fee.amount}`) : null;
    if (this.wrong) return [];
    const found = charge(data.rates, fee, amount, procedures);
    const asked = [fee.amount && amount !== null ? `${fee.amount}：${shown(amount)} 元` : "不按金额计算"];
    if (procedures.length) asked.push(`情形：${found.procedures.join("、")}`);
    return [card({
      title: `诉讼费用：${fee.title}`,
      asked,
      results: [["应收", `${between(found.fee, found.most)} 元`], ["谁预交", found.advance], ["谁负担", found.bears]],
      tables: fee.id === "acceptance" && amount ? [this.along(amount)] : [],
      working: [...found.working, { text: "依据的标准。", cites: found.cites }],
      warnings: found.tip ? [{ text: found.tip }] : [],
      used: [this.standard(fee)],
    }, data)];
  }

  along(amount) {
    const rows = ALONG.map(([label, name, procedures]) => {
      const fee = feeNamed(this.data.rates, name);
      return [label, shownText(charge(this.data.rates, fee, amount, procedures.map((one) => procedureNamed(this.data.rates, one))).fee)];
    });
    return { caption: "同一金额的各项费用", head: ["费用", "元"], rows };
  }

  standard(fee) {
    return `所用标准：${fee.title}，${fee.first} 起施行，核对于 ${fee.checked}。实际以法院的缴费通知为准。`;
  }

  backward() {
    const { fee, procedures, data } = this;
    const charged = amountIn(this.field("charged"), "请填写文书上的收费数额");
    const claimed = amountIn(this.field("claimed"), "");
    if (this.wrong) return [];
    const found = claim(data.rates, fee, charged, procedures);
    const range = found.least === null
      ? "没有对应的金额"
      : found.most === null ? `不少于 ${shownText(found.least)} 元` : `${between(found.least, found.most)} 元`;
    const checked = claimed === null ? null : feeChecked(data.rates, fee, charged, claimed, procedures);
    const asked = [`文书上的${fee.title}：${shown(charged)} 元`];
    if (procedures.length) asked.push(`情形：${procedures.map(({ title }) => title).join("、")}`);
    if (claimed !== null) asked.push(`写明的金额：${shown(claimed)} 元`);
    return [card({
      title: `由收费反推金额：${fee.title}`,
      asked,
      results: [
        [fee.amount, range], ...(checked ? [["核对", checked.fits ? "一致" : "不一致"]] : []),
      ],
      state: checked && !checked.fits ? "state-suspended" : "",
      working: [...found.working, ...(checked ? [{ text: checked.text }] : []), { text: "依据的标准。", cites: fee.cites.slice(0, 1) }],
      warnings: [{ text: "反推以收费精确到分、没有缓交减免为前提；法院收到元为止的，真实金额可能略在这个范围之外。" }],
      used: [this.standard(fee)],
    }, data)];
  }
}

define("guide-fee", FeeTool);
