"""Owner, helpers and partner units of a task."""

import re
from dataclasses import dataclass, field

_OWNER_LABELS = "责任单位|责任部门|责任科室|牵头单位|牵头部门|牵头人|牵头领导|承办单位|承办部门|主办单位|责任人员?|负责人|责任领导|分管领导"
_PARTNER_LABELS = "配合单位|配合部门|协办单位|参与单位|协助单位"
_LABELLED = re.compile(
    rf"(?P<label>{_OWNER_LABELS}|{_PARTNER_LABELS})[】]?\s*[：:]\s*(?P<names>[^。；;，,）)\n【]+?)\s*"
    rf"(?=[。；;，,）)\n【]|$|(?:{_OWNER_LABELS}|{_PARTNER_LABELS}|完成时|时限))"
)
_BY = re.compile(r"由(?P<names>[^，,。；;由]{2,24}?)(?:具体|共同|牵头)?(?:负责|牵头|承办|主办|组织实施|落实)")
_LEAD = re.compile(
    r"(?:^|[，,。；;（(])(?P<names>(?!由)[\u4e00-\u9fff]{1,10}(?:部|科|室|办|会|所|委|中心|站|局|组|联))牵头"
)
_WITH = re.compile(
    r"(?:联合|会同|协同|协调|联手|积极与|与|和|配合|协助)(?P<names>[^，,。；;与]{2,30}?)"
    r"(?=共同|联合|开展|举办|抓好|做好|组织|进行|合作|建立|推进|落实|实施|搞好|加强|召开|，|,|$)"
)
_HELPED = re.compile(r"(?:^|[，,。；;])(?P<names>[^，,。；;]{2,24})(?:配合|协助)(?=[，,。；;）)]|$)")
_UNIT = re.compile(
    r"^(?:[\u4e00-\u9fff]{0,12}(?:局|所|办|站|部门|部|妇联|工商联|残联|文联|团委|共青团|法院|检察院|医院|卫生院|中心|委|行政村|村|社区|党委政府|党委|"
    r"政府|党政|慈善会|慈善组织|协会|商会|学校|司法|司法行政)|人社|应急|教育|民政|公安|交警)$"
)
_OURS = re.compile(r"工会|党建|群众")


@dataclass
class Who:
    """Who does it, who helps, which units outside the union take part."""

    owner: str | None = None
    helpers: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)


def find_who(text: str) -> Who:
    """Owner from 责任单位：…, 由…负责, …牵头; partners from 配合单位：…, 联合妇联、司法所…."""
    who = Who()
    # A leader answers for the work, the unit does it: the unit is the owner where both are named.
    for found in sorted(_LABELLED.finditer(text), key=lambda one: "领导" in one["label"]):
        names = names_in(found["names"])
        if re.fullmatch(_PARTNER_LABELS, found["label"]):
            who.partners += [name for name in names if name not in who.partners]
        else:
            take_owner(who, names)
    for pattern in (_BY, _LEAD):
        for found in pattern.finditer(text):
            take_owner(who, names_in(found["names"]))
    for found in (*_WITH.finditer(text), *_HELPED.finditer(text)):
        names = [re.sub(r"等(?:部门|单位)?$", "", name) for name in names_in(found["names"])]
        names = [name for name in names if _UNIT.match(name) and not _OURS.search(name)]
        who.partners += [name for name in names if name not in who.partners]
    return who


def take_owner(who: Who, names: list[str]) -> None:
    """The first name is the owner unless there is one; the others help."""
    for name in names:
        if who.owner is None:
            who.owner = name
        elif name != who.owner and name not in who.helpers:
            who.helpers.append(name)


def names_in(text: str) -> list[str]:
    """The names of a list: 组织科、权益科 / 张三 李四."""
    return [name.strip() for name in re.split(r"[、，,;；/\n和及与]|\s+", text) if name.strip()]
