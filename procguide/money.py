"""Money: amounts as people write them, rounding to the fen, and how amounts and shares are shown.

Amounts are yuan.  Computation is exact (:class:`fractions.Fraction`); only :func:`rounded` rounds, half up to the fen.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

Number = Fraction | Decimal | int

#: One 万亿 yuan; more is a slip of the keyboard.
MOST = 10**12
_AMOUNT = re.compile(
    r"(?P<sign>[-+−]|负)? ?(?:人民币|RMB|CNY|¥)? ?(?P<minus>[-−])?"
    r"(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?P<part>\.[0-9]+)?"
    r" ?(?P<unit>百|千|万|十万|百万|千万|亿|十亿|百亿|千亿|万亿)? ?(?:元|圆|块钱?|RMB|CNY)? ?[整正]?",
    re.IGNORECASE,
)
_UNITS = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "亿": 10**8}
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def tidy(text: str) -> str:
    """Text with full-width characters made plain and spaces single."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()


def parse(text: str, *, zero: bool = False) -> Decimal:
    """The amount a text states, in yuan: ``1,200,000.00 元``, ``120万``; raises ValueError with a Chinese sentence."""
    tidied = tidy(text)
    if not tidied:
        raise ValueError("请填写金额")
    found = _AMOUNT.fullmatch(tidied)
    if not found:
        raise ValueError(f"“{_short(tidied)}” 不是金额，可写作 1200000、1,200,000.00 元 或 120万")
    if found["minus"] or found["sign"] not in (None, "+"):
        raise ValueError(f"金额不能是负数：“{_short(tidied)}”")
    value = Fraction(found["whole"].replace(",", "") + (found["part"] or ""))
    for letter in found["unit"] or "":
        value *= _UNITS[letter]
    if value > MOST:
        raise ValueError(f"“{_short(tidied)}” 超过一万亿元，请核对是否多写了零或者单位")
    if (value * 100).denominator != 1:
        raise ValueError(f"金额最多写到分（小数点后两位）：“{_short(tidied)}”")
    if value == 0 and not zero:
        raise ValueError("金额必须大于零")
    return rounded(value)


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


def exact(amount: Number) -> Fraction:
    """The same amount as a fraction."""
    return Fraction(amount)


def fen(amount: Number) -> int:
    """An amount in whole fen, half up."""
    return int((Fraction(amount) * 200 + 1) // 2)


def rounded(amount: Number) -> Decimal:
    """An amount in yuan with two decimals, half up."""
    return Decimal(fen(amount)).scaleb(-2)


def plain(amount: Number) -> str:
    """An amount as data: ``1200000.00``."""
    return f"{rounded(amount):.2f}"


def shown(amount: Number) -> str:
    """An amount as a reader sees it: ``1,200,000.00``."""
    return f"{rounded(amount):,.2f}"


def number(value: Number) -> str:
    """A number in full, without an exponent or idle zeros; a fraction that does not end is cut at ten decimals."""
    value = Fraction(value)
    scaled = int(abs(value) * 10**10)
    text = f"{scaled // 10**10}.{scaled % 10**10:010d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and scaled else text


def percent(share: Number) -> str:
    """A share as a percentage: 0.025 → ``2.5%``."""
    return number(Fraction(share) * 100) + "%"


def _group(value: int) -> str:
    """Up to four digits in capitals, without leading zeros: 1009 → 壹仟零玖."""
    text, gap = "", False
    for unit, size in (("仟", 1000), ("佰", 100), ("拾", 10), ("", 1)):
        digit, value = divmod(value, size)
        if digit:
            text += ("零" if gap and text else "") + _CAPITALS[digit] + unit
        gap = not digit
    return text


def _whole(value: int) -> str:
    """Whole yuan in capitals: groups of four digits, one 零 where digits are skipped."""
    text, skipped = "", False
    for unit, size in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4), ("", 1)):
        group, value = divmod(value, size)
        if group:
            text += ("零" if text and (skipped or group < 1000) else "") + _group(group) + unit
        skipped = not group
    return text


def capital(amount: Number) -> str:
    """An amount in capitals for cheques and receipts: 1409.50 → 壹仟肆佰零玖元伍角.

    Ends in 整 after 元, not after 分, and (where the rule leaves it open) not after 角.  Of the two spellings allowed
    after a zero in the place of 元, the one with 零 is taken: 壹仟陆佰捌拾元零叁角贰分.
    """
    total = fen(amount)
    if total < 0 or total > MOST * 100:
        raise ValueError("大写金额只能是零到一万亿元")
    yuan, rest = divmod(total, 100)
    tenths, hundredths = divmod(rest, 10)
    if not rest:
        return f"{_whole(yuan) or '零'}元整"
    text = f"{_whole(yuan)}元" if yuan else ""
    if tenths:
        return (
            text
            + ("零" if yuan and yuan % 10 == 0 else "")
            + f"{_CAPITALS[tenths]}角"
            + (f"{_CAPITALS[hundredths]}分" if hundredths else "")
        )
    return text + ("零" if yuan else "") + f"{_CAPITALS[hundredths]}分"
