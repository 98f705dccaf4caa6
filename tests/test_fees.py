"""Court fees: case by case from the text of the rule, and their properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procguide import fees, money
from procguide.rates import Reduction
from tests.reckoning import cases, rates

FEN = Decimal("0.01")
AMOUNTS = st.integers(1, 10**12).map(lambda fen: Decimal(fen).scaleb(-2))
SCALES = ("案件受理费", "申请执行费", "保全费", "支付令", "破产", "离婚", "人格权", "风险代理上限")
STRICT = ("案件受理费", "申请执行费", "保全费", "支付令", "破产", "风险代理上限")

#: The short formulas of 诉讼费办法/13 and 14, worked out by hand from the shares: up to, share, addend.
SHORT = {
    "案件受理费": (
        (10_000, "0", 50),
        (100_000, "0.025", -200),
        (200_000, "0.02", 300),
        (500_000, "0.015", 1_300),
        (1_000_000, "0.01", 3_800),
        (2_000_000, "0.009", 4_800),
        (5_000_000, "0.008", 6_800),
        (10_000_000, "0.007", 11_800),
        (20_000_000, "0.006", 21_800),
        (None, "0.005", 41_800),
    ),
    "申请执行费": (
        (10_000, "0", 50),
        (500_000, "0.015", -100),
        (5_000_000, "0.01", 2_400),
        (10_000_000, "0.005", 27_400),
        (None, "0.001", 67_400),
    ),
    "保全费": ((1_000, "0", 30), (100_000, "0.01", 20), (896_000, "0.005", 520), (None, "0", 5_000)),
    "风险代理上限": (
        (1_000_000, "0.18", 0),
        (5_000_000, "0.15", 30_000),
        (10_000_000, "0.12", 180_000),
        (50_000_000, "0.09", 480_000),
        (None, "0.06", 1_980_000),
    ),
}


def procedures(names: str) -> list[Reduction]:
    return [fees.procedure_named(rates(), name) for name in names.split("|") if name]


def fee(kind: str, amount: Decimal | None, names: str = "") -> Decimal:
    return fees.charge(rates(), fees.fee_named(rates(), kind), amount, procedures(names)).least


@pytest.mark.parametrize("row", cases("fees.csv"), ids=lambda row: f"{row['kind']} {row['amount']} {row['procedure']}")
def test_a_fee(row: dict[str, str]) -> None:
    amount = Decimal(row["amount"]) if row["amount"] else None
    found = fees.charge(rates(), fees.fee_named(rates(), row["kind"]), amount, procedures(row["procedure"]))
    assert (row["fee"], row["most"]) == (str(found.least), str(found.most)), row["why"]


@pytest.mark.parametrize("row", cases("claims.csv"), ids=lambda row: f"{row['kind']} {row['fee']} {row['procedure']}")
def test_a_fee_read_backwards(row: dict[str, str]) -> None:
    kind = fees.fee_named(rates(), row["kind"])
    found = fees.claim(rates(), kind, Decimal(row["fee"]), procedures(row["procedure"]))
    assert (row["least"], row["most"]) == tuple(
        "" if value is None else str(value) for value in (found.least, found.most)
    ), row["why"]


@pytest.mark.parametrize("kind", SHORT)
@given(amount=AMOUNTS)
def test_the_scale_agrees_with_the_short_formula(kind: str, amount: Decimal) -> None:
    share, addend = next((share, addend) for upto, share, addend in SHORT[kind] if upto is None or amount <= upto)
    assert Fraction(amount) * Fraction(share) + addend == fees.scaled(
        rates(), fees.fee_named(rates(), kind), Fraction(amount)
    )


@pytest.mark.parametrize("kind", SCALES)
def test_a_scale_is_continuous_at_the_edge_of_every_bracket(kind: str) -> None:
    row = fees.fee_named(rates(), kind)
    scale = fees.fee_named(rates(), row.of) if row.of else row
    steepest = max(Fraction(bracket.share) for bracket in scale.brackets)
    for bracket in scale.brackets:
        at, below, above = (
            fees.scaled(rates(), row, Fraction(bracket.above) + step)
            for step in (0, Fraction(-1, 100), Fraction(1, 100))
        )
        assert 0 <= at - below <= steepest / 100
        assert 0 <= above - at <= steepest / 100


@pytest.mark.parametrize("kind", SCALES)
@given(amount=AMOUNTS, more=AMOUNTS)
def test_a_larger_amount_never_costs_less(kind: str, amount: Decimal, more: Decimal) -> None:
    assert fee(kind, amount) <= fee(kind, amount + more)


@pytest.mark.parametrize("kind", STRICT)
@given(amount=AMOUNTS, halved=st.booleans())
def test_the_inverse_finds_the_amount_again(kind: str, amount: Decimal, halved: bool) -> None:
    names = "简易程序" if halved and kind == "案件受理费" else ""
    charged = fee(kind, amount, names)
    if not charged:
        return
    found = fees.claim(rates(), fees.fee_named(rates(), kind), charged, procedures(names))
    assert found.least is not None
    assert found.least <= amount
    assert found.most is None or amount <= found.most
    assert charged == fee(kind, found.least, names), "fee(inverse(fee)) = fee"
    if found.most is not None:
        assert charged == fee(kind, found.most, names)
        assert charged < fee(kind, found.most + FEN, names)
    if found.least > FEN:
        assert fee(kind, found.least - FEN, names) < charged or found.least == FEN


def test_a_fee_below_the_least_comes_from_no_amount() -> None:
    found = fees.claim(rates(), fees.fee_named(rates(), "案件受理费"), Decimal(20))
    assert found.least is None
    assert "没有哪个金额" in found.working[0].text


def test_the_working_adds_up() -> None:
    """Example A: 380,000 yuan by the summary procedure, settled: halved once only."""
    found = fees.charge(rates(), fees.fee_named(rates(), "受理费"), Decimal(380000), procedures("简易|调解"))
    text = "\n".join(point.text for point in found.working)
    for part in ("2,250.00", "2,000.00", "2,700.00", "7,000.00", "3,500.00", "只减一次"):
        assert part in text
    assert "民诉法解释/206" in {str(cite) for point in found.working for cite in point.cites}


@pytest.mark.parametrize(
    ("kind", "amount", "names", "says"),
    [
        ("保全费", "50000", "简易程序", "减半只适用于案件受理费"),
        ("风险代理上限", "50000", "撤诉", "减半只适用于案件受理费"),
        ("案件受理费", None, "", "要填写诉讼请求的金额"),
        ("受理", "50000", "", "受理费"),
        ("不存在的费用", "50000", "", "没有“不存在的费用”这种费用"),
        ("案件受理费", "50000", "快速程序", "没有“快速程序”这种程序"),
    ],
)
def test_a_wrong_question_is_refused_with_a_sentence(kind: str, amount: str | None, names: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        fee(kind, amount and Decimal(amount), names)  # type: ignore[arg-type]


def test_a_day_before_the_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="2007-04-01 起施行"):
        fees.fee_named(rates(), "案件受理费", date(2007, 3, 31))


def test_the_scale_of_the_day_is_taken() -> None:
    """A later scale does not reach back."""
    old = fees.fee_named(rates(), "公示催告")
    new = replace(old, first=date(2027, 1, 1), least=Decimal(200), most=Decimal(200))
    both = replace(rates(), fees=(replace(old, last=date(2026, 12, 31)), new))
    assert Decimal(100) == fees.fee_named(both, "公示催告", date(2026, 12, 31)).least
    assert Decimal(200) == fees.fee_named(both, "公示催告", date(2027, 1, 1)).least
    assert Decimal(200) == fees.fee_named(both, "公示催告").least


def test_an_unconfirmed_ceiling_says_so() -> None:
    found = fees.charge(rates(), fees.fee_named(rates(), "风险代理上限"), Decimal(800000))
    assert not fees.table(found)["confirmed"]
    assert any("没有核对到" in point.text for point in found.working)


def test_amounts_are_shown_with_two_decimals() -> None:
    assert money.shown(fee("案件受理费", Decimal(380000))) == "7,000.00"
