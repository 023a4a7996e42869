"""Values as people read and type them: 20日以内, 2/3以上, 3或5年; and how a day was counted, sentence by sentence."""

import re
import unicodedata
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from gonghui.kernel.dates import WEEKDAYS, cn_date
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules.calendar import Calendar, calendar
from gonghui.kernel.rules.checking import wrong_value
from gonghui.kernel.rules.counting import Due
from gonghui.kernel.rules.model import LENGTHS, OFFICE, Value, number

KIND_WORDS = {
    "days": "日", "working_days": "工作日", "months": "月", "years": "年", "count": "数量", "share": "比例或倍数",
    "money": "金额（元）", "flag": "是或否", "list": "名目",
}  # fmt: skip
COMPARE_WORDS = {
    "at_least": "以上（含）",
    "more_than": "超过（不含）",
    "at_most": "以内（含）",
    "less_than": "不足（不含）",
}
CONFIDENCE_WORDS = {
    "verified": "已核对原文", "secondary": "转引", "unverified": "待核", OFFICE: "本单位登记",
}  # fmt: skip
CONFIDENCE_MEANS = {
    "verified": "条文在能再打开的来源里逐条看过，施行日期确定。",
    "secondary": "数是从转载、问答或者别的文件里看到的，或者施行日期没有查到。照用，但正式引用以前请核对原文。",
    "unverified": "只凭一般所知，没有见到条文。照样提示，但标明待核；到期不升级催办，也不扣分。拿到文件后请登记文号。",
    OFFICE: "由镇总工会按有文号的文件登记，规则库里没有这个数。",
}
_WHOLE = re.compile(r"\d{1,9}", re.ASCII).fullmatch
_DECIMAL = re.compile(r"\d{1,9}(?:\.\d{1,6})?", re.ASCII).fullmatch
_RANGE = re.compile(r"([\d./%]+)\s*(?:-|—|－|~|～|至|到)\s*([\d./%]+)", re.ASCII).fullmatch


def value_words(kind: str, value: Any, unit: str, compare: str | None = None) -> str:
    """A value with its unit and operator: 20日以内, 2/3以上, 3–7人, 3或5年, 不适用 for a repealed one."""
    if value is None:
        return "已废止"
    if kind == "flag":
        return "是" if value else "否"
    if kind == "list":
        return "、".join(value)
    if isinstance(value, dict) and value["min"] == value["max"]:
        value, compare = value["min"], None
    if isinstance(value, dict):
        return f"{_figure(kind, value['min'], unit)}至{_figure(kind, value['max'], unit)}{unit}"
    if isinstance(value, list):
        return f"{'或'.join(_figure(kind, each, unit) for each in value)}{unit}"
    plain = f"{_figure(kind, value, unit)}{unit}"
    return {
        "at_least": f"{plain}以上", "more_than": f"超过{plain}", "at_most": f"{plain}以内" if kind in LENGTHS
        else f"不超过{plain}", "less_than": f"不足{plain}", None: plain,
    }[compare]  # fmt: skip


def _figure(kind: str, value: Any, unit: str) -> str:
    if kind == "share" and isinstance(value, str) and "/" in value:
        return value
    exact = number(value)
    if kind == "share" and exact < 1 and not unit:
        return f"{float(exact * 100):g}%"
    return f"{int(exact):,}" if exact.denominator == 1 else f"{float(exact):g}"


def words_of(value: Value) -> str:
    """A rule's value on a day, as `value_words`."""
    return value_words(value.kind, value.value, value.unit, value.compare)


def typed_value(kind: str, text: str) -> Any:
    """What a person typed for a value of this kind: 20, 2/3, 20%, 3-7, 3或5, 是, 甲、乙.

    Raises Refused (field `value`) for what cannot be one.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    if kind == "flag":
        if plain not in ("是", "否"):
            raise Refused("这条规定只有“是”和“否”。", "请写“是”或者“否”。", "value")
        return plain == "是"
    if kind == "list":
        found: Any = [part.strip() for part in re.split(r"[、;\n]+", plain) if part.strip()]
    elif match := _RANGE(plain):
        found = {"min": _number(kind, match[1]), "max": _number(kind, match[2])}
    elif re.search("或|/或", plain):
        found = [_number(kind, part.strip()) for part in re.split("或者|或", plain)]
    else:
        found = _number(kind, plain)
    mistake = wrong_value(kind, found)
    if mistake or found == []:
        raise Refused(_says(kind, found, mistake), "请照文件上的数再填一次。", "value")
    return found


def _number(kind: str, text: str) -> Any:
    text = re.sub(r"(个工作日|工作日|个月|日|天|月|年|元|人|倍|份)$", "", text.strip())
    if kind in LENGTHS or kind == "count":
        if _WHOLE(text):
            return int(text)
        if kind in LENGTHS:
            raise Refused("期限要写整数。", "比如20。", "value")
    if kind == "share" and text.endswith("%") and _DECIMAL(text[:-1]):
        return str(Fraction(text[:-1]) / 100)
    if kind == "share" and re.fullmatch(r"\d{1,4}/[1-9]\d{0,3}", text, re.ASCII):
        return text
    if _DECIMAL(text):
        exact = Fraction(text)
        return int(exact) if exact.denominator == 1 else text
    raise Refused(f"“{text[:20]}”不是数。", "比如20、2/3、20%、3-7。", "value")


def _says(kind: str, found: Any, mistake: str) -> str:
    if isinstance(found, dict) and "backwards" in mistake:
        return "前一个数比后一个大。"
    if kind in LENGTHS:
        return "期限要写大于零的整数。"
    return "这个数不合这条规定的类型。"


def counted_words(start: date, value: Value, reached: Due, days: Calendar | None = None) -> list[str]:
    """How a day was counted, sentence by sentence, for the person who must keep it."""
    days = days or calendar()
    back = value.direction == "before"
    length = f"{value.value}{value.unit}"
    plain = reached.shifted_from or reached.on
    said = [f"从{_day(start)}起算，当天不算在内（民法典第201条）。"]
    if value.kind == "working_days":
        said.append(f"{'往回' if back else '往后'}数{length}，周末和放假不数，调休上班的周末要数，数到{_day(plain)}。")
        said += _skipped(start, plain, days)
    elif value.kind == "days":
        said.append(f"{'往回' if back else '往后'}数{length}，中间的休息日照样算，到{_day(plain)}。")
    else:
        said.append(
            f"{'往回' if back else '往后'}数{length}，到同一个日子，没有这一天的到月底（民法典第202条），是{_day(plain)}。"
        )
    said.append(_last(plain, reached, value, days))
    doubts = days.doubts(*sorted((plain.year, reached.on.year)))
    return said + doubts


def _last(plain: date, reached: Due, value: Value, days: Calendar) -> str:
    why = days.name_of(plain)
    because = f"{why}放假" if why else "休息日"
    if reached.shifted_from:
        moved = "提前到前一个工作日" if reached.on < plain else "顺延到下一个工作日"
        return f"{cn_date(plain)}是{because}，{moved}{_day(reached.on)}。"
    if days.rests(plain):
        return f"{cn_date(plain)}是{because}；从这天起就可以办，所以不移。"
    if plain.weekday() >= 5:
        return f"{cn_date(plain)}虽是周末，但调休上班，不移。"
    return "这天是工作日，不移。"


def _skipped(start: date, end: date, days: Calendar) -> list[str]:
    first, last = sorted((start, end))
    between = [first + timedelta(days=step) for step in range(1, (last - first).days)]
    names = list(dict.fromkeys(name for day in between if (name := days.name_of(day))))
    worked = [cn_date(day, day.year) for day in between if day.weekday() >= 5 and not days.rests(day)]
    said = []
    if names:
        said.append(f"跳过的放假有{'、'.join(names)}。")
    if worked:
        said.append(f"{'、'.join(worked)}调休上班，算工作日。")
    return said


def _day(day: date) -> str:
    return f"{cn_date(day)}（星期{WEEKDAYS[day.weekday()]}）"
