"""How a plan words a quantity: at least or about, per what, which thing, what the sentence says of it."""

import re
from dataclasses import dataclass

from gonghui.planning.reading.numbers import pair_of
from gonghui.planning.reading.words import COUNT_VERBS

CLAUSE_END = re.compile(r"[，：:]|,(?!\d{3})")
_REACHED = "不少于|不低于|不下于|不得少于|不得低于|超过|突破|多于|高于|达到?|提高到|提升到|增加到|提高至|提升至|增加至|扩大到|保持在|稳定在"
BEFORE = (
    ("at_most", re.compile(r"(?:不超过|不高于|控制在|不多于|最多|至多|(?<![不得])低于|(?<![不得])少于)[到在]?$")),
    ("at_least", re.compile(rf"(?:至少|最少)[\u4e00-\u9fff]{{0,4}}$|(?:{_REACHED})[到在]?$")),
    ("increase", re.compile(r"(?:增加|增长|净增|新增|再增)[^到至，、\d]{0,10}$|(?:提高|提升|增|上升)[了约]?$")),
    ("about", re.compile(r"(?:大约|(?<![签要])约|近|大概)$")),
)
"""Words before the number, the first that fits tells; `_AFTER` holds those behind it, which win over all but a rise."""
_AFTER = (
    ("at_least", re.compile(r"\s*(?:以上|及以上|或以上)")),
    ("at_most", re.compile(r"\s*(?:以内|以下|之内)")),
    ("about", re.compile(r"\s*(?:左右|上下)")),
)
_PERIOD = re.compile(r"每(?:半年|[一两二三]?个?(?:年|季度?|月|周|学期))|一年|一个?季度|每月|年均")
_EACH = re.compile(
    r"每(?:个|家|名|位|户|所|支|条)[\u4e00-\u9fff]{0,8}?(?=至少|不少于|建|培|配|开|组|举|签|完|创|有|要|联|结|确|帮|走|发|评|推|上)"
)
_AIM = re.compile(r"^(?:全年|年内|今年|力争|争取|确保|实现|力求|使|将|要|和|及|与|其中)+")
_NOUN_END = re.compile(
    r"(?:发出|开展|进行|参加|建立|签订|召开|入会|实施|予以|加以|达到|达|给予|完成|实现|创建|争取|力争|以上|以下|左右|以内|之内|上下|并|[（(]|等)"
)


@dataclass(frozen=True)
class Place:
    text: str
    masked: str
    start: int
    end: int
    clause: int
    previous: int

    @property
    def before(self) -> str:
        """The clause up to the number."""
        return self.text[self.clause : self.start]

    @property
    def after(self) -> str:
        return self.text[self.end :]


def comparison(match: re.Match[str], place: Place) -> str:
    before = re.sub(r"[\s“]+$", "", place.text[place.clause : place.start])
    strong = next((name for name, pattern in BEFORE if pattern.search(before)), "")
    if match["unit"] == "个百分点":
        return strong if strong in ("at_least", "at_most") and not before.endswith("达") else "increase"
    behind = next((name for name, pattern in _AFTER if pattern.match(place.after)), "")
    if strong == "increase":
        return strong
    if behind:
        return behind
    if strong:
        return strong
    if match["more"]:
        return "about"
    return "at_least" if match["b"] or pair_of(match["a"] or "") else "exactly"


def per_of(place: Place) -> str:
    """The period or thing that the number is for: 每季度, 每家企业."""
    near = place.text[place.previous : place.start]
    sentence = place.text[: place.start]
    slash = re.match(r"\s*[/／每](年|季度|季|月|周|人|家|户)", place.after)
    if slash:
        return "每" + slash[1]
    for pattern, said in ((_PERIOD, near), (_EACH, near), (_PERIOD, sentence[place.clause :])):
        found = list(pattern.finditer(said))
        if found:
            return re.sub(r"^一", "每", found[-1][0])
    return ""


def what_of(place: Place) -> str:
    """The thing counted: the noun behind the unit, else the one before the number."""
    noun = noun_behind(place)
    if noun:
        return noun
    front = re.sub(r"^以[上下]的?", "", place.text[place.previous : place.start])
    front = re.sub(
        r"(?:不少于|不低于|不超过|至少|达到?|提高到|提升到|约|近|增加|提高|分别|要|力争|确保|争取|超过|突破|保持在|控制在|动态|始终|稳定|[较比](?:去|上)年|同比)+$",
        "",
        front,
    )
    rate = re.search(r"[\u4e00-\u9fff]{1,12}(?:率|面|比例)$", front)
    if rate:
        return _AIM.sub("", rate[0])
    for verb in reversed(list(COUNT_VERBS.finditer(front))):
        rest = _COMPARED.sub("", front[verb.end() :].strip("、，的以 "))
        if len(rest) >= 2 and rest.count("“") == rest.count("”"):
            return rest
    return _AIM.sub("", _COMPARED.sub("", front.strip("、，的以和及 "))) or _rate_before(place)


_COMPARED = re.compile(r"(?:同比|[较比](?:去|上)年(?:同期)?)(?:增长|增加|提高|上升)?$")


def _rate_before(place: Place) -> str:
    """The rate that an earlier clause names: 入会率提高2个百分点，达到98%."""
    rates = re.findall(r"[\u4e00-\u9fff]{1,12}?(?:率|覆盖面|比例)", place.text[: place.start])
    return _AIM.sub("", rates[-1]) if rates and place.text.startswith("%", place.end - 1) else ""


def noun_behind(place: Place) -> str:
    behind = re.match(r"\s*(?:以上|以下|左右|以内|之内)?的?((?:“[^”]*”|[^，,。；;：:、！\s])*)", place.after)
    return _shortened(behind[1]) if behind else ""


def _shortened(noun: str) -> str:
    quoted = re.match(r"(?:“[^”]*”)", noun)
    cut = _NOUN_END.search(noun, quoted.end() if quoted else 0)
    cut_number = re.search(r"\d", noun[quoted.end() if quoted else 0 :])
    if cut:
        noun = noun[: cut.start()]
    elif cut_number:
        noun = noun[: (quoted.end() if quoted else 0) + cut_number.start()]
    return re.sub(r"(?:[的，、和与及]|以及)+$", "", noun.lstrip("的，、"))


def subject_of(place: Place) -> str:
    """The words around the number, from the number before it to the end of its noun."""
    start = place.previous
    if start == place.clause and place.before.strip("达到力争确保要至少不于低在 ") == "" and start:
        start = max((end.end() for end in CLAUSE_END.finditer(place.text, 0, place.clause - 1)), default=0)
    if start and re.match(r"(?:[^，,]{0,2}率|覆盖面)", place.text[start:]):
        start = max((end.end() for end in CLAUSE_END.finditer(place.text, 0, start - 1)), default=0)
    noun = what_of(place)
    return place.text[start : place.start] + "#" + noun + _work_of_units(place, noun)


def _work_of_units(place: Place, noun: str) -> str:
    """What the counted units do, for 与12家企业签订女职工专项合同: it is the contracts that count."""
    if not re.search(r"(?:企业|单位|工会|公司)$", noun):
        return ""
    doing = re.match(r"[^，,。；;]*?((?:签订|续签|续订|首签|开展|建立)[^，,。；;、]{2,20})", place.after)
    return doing[1] if doing else ""
