"""Chinese numerals and integers; article numbers; and the figures of time, money and share that stand in a sentence.

A statute writes 十五日 where a gist writes 15日, and 百分之二十 where a gist writes 20%.  :func:`figures` reads both
into the same :class:`Figure`, so that two sentences can be compared by what they say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

DIGITS = "零一二三四五六七八九"
CHINESE = "零〇一二两三四五六七八九十百千万亿"
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_ALONE = {**{digit: value for value, digit in enumerate(DIGITS)}, "〇": 0, "两": 2}


def integer(text: str) -> int:
    """The integer a Chinese or Arabic numeral states; raises ValueError when it states none.

    Digits without a unit are read by position, as in a year: 二〇二六 is 2026.
    """
    if re.fullmatch(r"\d+", text):
        return int(text)
    if not text or any(letter not in CHINESE for letter in text):
        raise ValueError(f"“{text}” 不是数字")
    if all(letter in _ALONE for letter in text):
        return int("".join(str(_ALONE[letter]) for letter in text))
    high = middle = low = digit = 0  # multiples of 亿, of 万, the rest, and the digit that waits for its unit
    for letter in text:
        if letter in _ALONE:
            digit = _ALONE[letter]
        elif letter in _SMALL:
            low += (digit or 1) * _SMALL[letter]
            digit = 0
        elif letter == "万":
            middle, low, digit = ((low + digit) or 1) * 10**4, 0, 0
        else:
            high, middle, low, digit = ((high + middle + low + digit) or 1) * 10**8, 0, 0, 0
    return high + middle + low + digit


def chinese(number: int) -> str:
    """An integer from 0 to 99,999,999 as statutes write it: 126 → 一百二十六, 10 → 十."""
    if not 0 <= number < 10**8:
        raise ValueError(f"{number} 超出范围")
    if number >= 10**4:
        high, low = divmod(number, 10**4)
        return f"{chinese(high)}万" + ("" if not low else ("零" if low < 1000 else "") + chinese(low))
    if number < 10:
        return DIGITS[number]
    text, gap = "", False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, value)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + unit
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def article_number(text: str) -> str:
    """第二百九十三条之一 → ``293-1``; 第15条 → ``15``; raises ValueError when the text names no article."""
    found = re.fullmatch(rf"第([{CHINESE}]+|\d+)条(?:之([{CHINESE}]+|\d+))?", text)
    if not found:
        raise ValueError(f"“{text}” 不是条号")
    return str(integer(found[1])) + (f"-{integer(found[2])}" if found[2] else "")


def article_name(number: str) -> str:
    """``293-1`` → 第二百九十三条之一; ``text`` and ``annex-1`` are parts that have no article number."""
    if not (found := re.fullmatch(r"(\d+)(?:-(\d+))?", number)):
        if annex := re.fullmatch(r"annex-(\d+)", number):
            return f"附件{chinese(int(annex[1]))}"
        return "全文" if number == "text" else number
    return f"第{chinese(int(found[1]))}条" + (f"之{chinese(int(found[2]))}" if found[2] else "")


def article_label(number: str) -> str:
    """``293-1`` → 第293条之一, as readers know it; empty for a part that has no article number."""
    if not (found := re.fullmatch(r"(\d+)(?:-(\d+))?", number)):
        return ""
    return f"第{found[1]}条" + (f"之{chinese(int(found[2]))}" if found[2] else "")


def article_key(number: str) -> tuple[int, int, int, str]:
    """Sorts article numbers as the statute orders them: 9, 10, 10-1, 11, then the parts named by a word."""
    if not (found := re.fullmatch(r"(\d+)(?:-(\d+))?", number)):
        return (1, 0, 0, number)
    return (0, int(found[1]), int(found[2] or 0), "")


@dataclass(frozen=True, order=True, slots=True)
class Figure:
    """A quantity with its unit: 15 日, 20000 元, 1/5.  Units are never converted, only their spellings are joined."""

    unit: str
    value: Fraction

    def __str__(self) -> str:
        if not self.unit:
            percent = self.value * 100
            return f"{float(percent):g}%" if (percent * 100).denominator == 1 else str(self.value)
        value = self.value.numerator if self.value.denominator == 1 else float(self.value)
        return f"{value}{self.unit}"


# One spelling a unit; 日 and 天 are one unit, and so are 岁 and 周岁.
_UNITS = {
    "个工作日": "个工作日",
    "工作日": "个工作日",
    "个自然日": "日",
    "个交易日": "个交易日",
    "周岁": "周岁",
    "岁": "周岁",
    "年": "年",
    "个月": "个月",
    "周": "周",
    "个星期": "周",
    "日": "日",
    "天": "日",
    "个小时": "小时",
    "小时": "小时",
    "分钟": "分钟",
    "元": "元",
    "倍": "倍",
}
_NUMBER = r"\d[\d,，]*(?:\.\d+)?(?:[百千]?[万亿]|[百千](?=元))*|[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SHARE = {"百": 100, "千": 1000, "万": 10000}
_FIGURES = re.compile(
    # A calendar date is no period: it is stepped over whole.
    r"(?P<date>(?:\d{4}|[一二][零〇一二三四五六七八九]{3})年(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?)?|(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)"
    rf"|(?P<base>[百千万])分之(?P<share>{_NUMBER})"
    r"|(?P<below>[二三四五六七八九十]+)分之(?P<above>[一二三四五六七八九十]+)"
    r"|(?P<over>\d+)/(?P<under>\d+)"
    r"|(?P<percent>\d+(?:\.\d+)?)(?P<sign>[%％‰])"
    r"|(?P<half>半)(?P<halfunit>年|个月|日|天)"
    # 三至五年, 5—7日: the first number borrows the unit of the second.
    rf"|(?<![第统同唯单某每任万亿])(?P<first>{_NUMBER})(?:[至到]|[-–—~～]+)(?P<last>{_NUMBER})个?(?P<lastunit>{_UNIT})"
    rf"|(?<![第统同唯单某任\d.])(?P<number>{_NUMBER})(?P<unit>{_UNIT})"
)


def _value(text: str) -> Fraction:
    """The value of a numeral in either script or both: 1.5万, 十点五, 2,000, 500万."""
    text = re.sub("[,，]", "", text)
    if found := re.fullmatch(r"(\d+(?:\.\d+)?)([百千万亿]*)", text):
        value = Fraction(found[1])
        for letter in found[2]:
            value *= _SMALL.get(letter) or _LARGE[letter]
        return value
    whole, _, part = text.partition("点")
    value = Fraction(integer(whole))
    if part:
        value += Fraction(integer("".join(part)) if len(part) > 1 else integer(part), 10 ** len(part))
    return value


def figures(text: str) -> frozenset[Figure]:
    """The quantities of time, money, age, multiple and share in a text; dates and ordinals (第三年) are none."""
    found: set[Figure] = set()
    for match in _FIGURES.finditer(text):
        if match["base"]:
            found.add(Figure("", _value(match["share"]) / _SHARE[match["base"]]))
        elif match["below"]:
            found.add(Figure("", Fraction(integer(match["above"]), integer(match["below"]))))
        elif match["over"]:
            if int(match["under"]):
                found.add(Figure("", Fraction(int(match["over"]), int(match["under"]))))
        elif match["percent"]:
            found.add(Figure("", Fraction(match["percent"]) / (1000 if match["sign"] == "‰" else 100)))
        elif match["half"]:
            # Only half a year is rewritten by usage: 半年 and 六个月 are said of the same period.
            unit = _UNITS[match["halfunit"]]
            found.add(Figure("个月", Fraction(6)) if unit == "年" else Figure(unit, Fraction(1, 2)))
        elif match["first"]:
            unit = _UNITS[_unit(match["lastunit"], match[0])]
            found |= {Figure(unit, _value(match["first"])), Figure(unit, _value(match["last"]))}
        elif match["number"] == "一" and text[: match.start()].endswith(("那", "这", "下", "上")):
            continue  # 那一天, 下一小时 point at a time and measure none
        elif match["number"]:
            found.add(Figure(_UNITS[match["unit"]], _value(match["number"])))
    return frozenset(found)


def _unit(unit: str, whole: str) -> str:
    """The unit as listed: the 个 of 3至5个月 may stand before it in the match."""
    return f"个{unit}" if f"个{unit}" in _UNITS and whole.endswith(f"个{unit}") else unit
