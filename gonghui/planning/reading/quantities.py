"""Finds the countable targets in a sentence of a plan and leaves the numbers that only describe.

A number with a unit is a target when the sentence looks forward at that place (see `_looks_back`), no set phrase or
class of employers holds it, and a verb of work, a word of aim or a target before it in the sentence carries it.
"""

import re
from dataclasses import dataclass

from gonghui.planning.reading.numbers import NUMBER, pair_of, plain, tidy, value_of
from gonghui.planning.reading.shapes import Number
from gonghui.planning.reading.wording import (
    BEFORE,
    CLAUSE_END,
    Place,
    comparison,
    noun_behind,
    per_of,
    subject_of,
    what_of,
)
from gonghui.planning.reading.words import (
    ABSTRACT,
    BUILDING,
    BUILT,
    CONTEXT_BEFORE,
    COUNT_VERBS,
    FIXED,
    GOAL,
    HOLDING,
    PAST,
    STATE_OF_THINGS,
)

UNITS = (
    "个百分点|人次|场次|户次|万元|亿元|家|个|名|人|户|份|件|场|次|期|条|项|篇|处|所|支|对|间|册|幅|辆|套|例|起|班|门|组|块|面|台|堂|位|本|元|张|"
    "座|则|批|轮|栋|片|届|%"
)
_QUANTITY = re.compile(
    rf"(?P<of>[百千二三四五六十])分之(?P<share>{NUMBER})|(?P<a>{NUMBER})(?:[个家名场次人户期份件项条%]?\s*[-—–~～至到]\s*(?P<b>{NUMBER}))?"
    rf"(?P<more>余|多|来)?\s*(?:(?P<tenth>成)(?!立|为|长|果|员|效|绩|熟|本|交|套|功|就|才)|(?P<unit>{UNITS}))"
)
_ORGANISATION = r"(?:企业|单位|用人单位|公司|工会|非公|私营|规模|小微|基层|车间|学校)"
_CLASS = re.compile(
    rf"\s*(?:以上|以下|以内|及以上|（含）以上)(?:的|{_ORGANISATION}|（含)|\s*的\s*(?:企业|用人单位|单位|公司)"
)
_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?\n]?")
_OLD_VALUE = re.compile(r"[从由][^，。；]{0,12}$")
_RISE = re.compile(r"(?:提高|提升|增加|增长|上升|扩大)[到至]")


@dataclass(frozen=True)
class Found:
    """A target with its place; `subject` is what the sentence says about the number, for the indicator."""

    quantity: Number
    unit: str
    comparison: str
    maximum: Number | None
    per: str
    what: str
    subject: str
    at: int


def find_targets(text: str, *, year: int, given: bool = False) -> list[Found]:
    """The countable targets of a text in order. `given` says that it is the target column of a table."""
    out: list[Found] = []
    for sentence in _SENTENCE.finditer(plain(text)):
        out.extend(_in_sentence(sentence[0], sentence.start(), year, given))
    return out


def _mask(text: str) -> str:
    """The text with set phrases and quotations blotted out, place by place."""

    def blot(found: re.Match[str]) -> str:
        return found[0] if "%" in found[0] else "□" * len(found[0])

    masked = re.sub(r"“[^”]{0,30}”|‘[^’]{0,30}’|\"[^\"]{0,30}\"", blot, text)
    return FIXED.sub(lambda found: "□" * len(found[0]), masked)


def _in_sentence(text: str, offset: int, year: int, given: bool) -> list[Found]:
    masked = _mask(text)
    out: list[Found] = []
    previous = carried = 0
    for match in _QUANTITY.finditer(masked):
        clause = max((end.end() for end in CLAUSE_END.finditer(masked, 0, match.start())), default=0)
        place = Place(text, masked, match.start(), match.end(), clause, max(previous, clause))
        found = _target(match, place, offset, year, given, carried > 0)
        previous = match.end()
        if found:
            carried += 1
            out.append(found)
    return _respectively(text, out, offset)


def _target(match: re.Match[str], place: Place, offset: int, year: int, given: bool, carried: bool) -> Found | None:
    numbers = _numbers(match)
    if numbers is None or _is_context(match, place) or (not given and _looks_back(place, year)):
        return None
    unit = "%" if match["of"] or match["tenth"] else match["unit"]
    per = per_of(place)
    chinese = match["a"] is not None and not match["a"][0].isdigit() and not match["tenth"]
    if not (given or per) and not _carried_by_words(match, place, unit, chinese, carried):
        return None
    low, high = numbers
    compare = comparison(match, place)
    what, subject = what_of(place), subject_of(place)
    return Found(low, unit, compare, high, per, what, subject, offset + place.start)


def _numbers(match: re.Match[str]) -> tuple[Number, Number | None] | None:
    if match["of"]:
        value, whole = value_of(match["share"]), value_of(match["of"])
        return (round(tidy(value * 100 / whole), 2), None) if value and whole else None
    pair = pair_of(match["a"])
    if pair and not match["b"]:
        return (pair[0] * 10, pair[1] * 10) if match["tenth"] else pair
    low = 0.5 if match["a"] == "半" else value_of(match["a"])
    if low is None or low == 0 or match["a"] == "半":
        return None
    high = value_of(match["b"]) if match["b"] else None
    if match["tenth"]:
        return tidy(low * 10), None if high is None else tidy(high * 10)
    return low, high


def _is_context(match: re.Match[str], place: Place) -> bool:
    """A number that names a class, a stock or an old value."""
    unit, before = match["unit"] or "%", place.before
    if unit in ("人", "名", "元", "万元") and _CLASS.match(place.after):
        return True
    if CONTEXT_BEFORE.search(before) or before.endswith("第"):
        return True
    if STATE_OF_THINGS.search(before) and not GOAL.search(place.text[: place.start]):
        return True
    if _OLD_VALUE.search(before) and _RISE.match(place.after.lstrip("的")):
        return True
    if re.match(r"(?:以上|左右)?的?基础上|[^，。；]{0,20}的(?:要求|标准|规定|原则|比例)", place.after):
        return True
    if unit == "届" or (unit == "次" and place.after.startswith(("会议精神", "全会"))):
        return True
    return unit in ("元", "万元") and bool(re.search(r"每(?:户|人|名|位|家)|标准", before))


def _looks_back(place: Place, year: int) -> bool:
    """The last sign of time before the number in its sentence points to the past."""
    said = place.text[: place.start]
    if _RISE.search(place.before) and re.search(r"[从由]", place.before):
        return False
    past = [mark.start() for mark in PAST.finditer(said) if not _weak(mark, said)]
    past += [mark.start() for mark in re.finditer(r"(20\d\d)年", said) if int(mark[1]) < year]
    goal = [mark.start() for mark in GOAL.finditer(said)]
    if max(past, default=-1) > max(goal, default=-1):
        return True
    return bool(re.match(r"[^，。；]{0,12}(?:获得|荣获|被评为|受到)", place.after)) and not goal


def _weak(mark: re.Match[str], said: str) -> bool:
    """共 and 了 say nothing about time behind a word of aim; 比去年 only compares."""
    if said[: mark.start()].endswith(("比", "较")):
        return True
    return mark[0] in ("共", "了") and bool(GOAL.search(said[: mark.start()]))


def _carried_by_words(match: re.Match[str], place: Place, unit: str, chinese: bool, carried: bool) -> bool:
    """A verb of work, a word of aim or an earlier target makes the number a target."""
    before = place.masked[place.clause : place.start]
    compared = any(pattern.search(before) for _, pattern in BEFORE)
    if chinese and match["a"] in ("一", "二", "三", "两", "四", "五", "六"):
        return _small_chinese(match["a"], unit, place, before, compared, carried)
    if unit == "批":
        return compared
    if compared or GOAL.search(before) or COUNT_VERBS.search(before):
        return not (chinese and ABSTRACT.match(place.after))
    if re.match(r"(?:以上|以内|左右)", place.after) or (unit == "%" and re.search(r"率|面|比例", before)):
        return True
    if re.match(r"[^，。；]{0,24}(?:进行|开展|实施|予以|达到|入会|建立|建会|签订|签约|完成)", place.after) and unit in (
        "%",
        "家",
        "个",
        "名",
        "户",
    ):
        return True
    return carried


def _small_chinese(numeral: str, unit: str, place: Place, before: str, compared: bool, carried: bool) -> bool:
    if ABSTRACT.match(place.after):
        return False
    if compared or HOLDING.search(before):
        return True
    noun = noun_behind(place)
    if not noun and place.after[:1] in ("", *"，,。；;") and unit in ("次", "场", "期"):
        return bool(COUNT_VERBS.search(before))
    if numeral == "一" and not (carried and before[-1:] in "、和及"):
        return bool(BUILDING.search(before) and BUILT.search(noun))
    if not noun and COUNT_VERBS.search(before[:-2]) and place.after[:1] in ("", *"，,。；;、"):
        return True
    beginning = before[-8:]  # a small numeral far behind the verb is a way of speaking
    return bool(noun) and (bool(COUNT_VERBS.search(beginning)) or (carried and before[-1:] in "、和及"))


def _respectively(text: str, found: list[Found], offset: int) -> list[Found]:
    """甲率、乙率分别达到90%、95%: each number gets its own subject."""
    word = text.find("分别")
    behind = [target for target in found if target.at - offset > word]
    names = [
        name for name in re.split(r"[、和及与]", re.split(r"[，,：:]", text[:word])[-1] if word > 0 else "") if name
    ]
    if word < 0 or len(behind) < 2 or len(names) < len(behind):
        return found
    rate = re.search(r"[\u4e00-\u9fff]{2}率$", names[-1])
    names = [name if name.endswith("率") or not rate else name + rate[0] for name in names[-len(behind) :]]
    mended = {
        id(target): Found(target.quantity, target.unit, behind[0].comparison, target.maximum, target.per, name, name + "#",
                          target.at)
        for target, name in zip(behind, names, strict=True)
    }  # fmt: skip
    return [mended.get(id(target), target) for target in found]
