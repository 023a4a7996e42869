"""What the name of a union or an employer tells about its kind."""

import re

from gonghui.orgs.choices import EmployerKind, Ownership, UnionKind

_INSTITUTION = re.compile(
    r"(小学|中学|学校|学院|幼儿园|卫生院|医院|敬老院|文化站|水利站|农技站|服务中心|管理站|卫生服务站|财政所)"
)
_AGENCY = re.compile(r"(人民政府|党委|机关|法庭|派出所|司法所|委员会$|居委会|村委会)")
_PLACE = re.compile(r"(村|社区|居委)")
_VILLAGE_UNION = re.compile(r"(村|社区|居委会?)(联合)?(基层)?(工会|工会委员会)$")

PUBLIC = "public"
"""机关事业单位工会: the union's name and employer tell which of the two."""


def employer_kind_by_name(name: str, ownership: str | None) -> EmployerKind:
    """The kind that a name tells when no column does."""
    if ownership == Ownership.INDIVIDUAL:
        return EmployerKind.INDIVIDUAL
    if _AGENCY.search(name) and not name.endswith(("公司", "厂")):
        return EmployerKind.AGENCY
    if _INSTITUTION.search(name) and not name.endswith(("公司", "厂")):
        return EmployerKind.INSTITUTION
    return EmployerKind.ENTERPRISE


def union_kind_by_name(
    kind: str | None, name: str, employer_kind: str | None, several_employers: bool = False
) -> UnionKind:
    """Narrow a written (or missing) union kind by the union's name and by its employers."""
    if kind is None:
        kind = _kind_in(name) or (UnionKind.JOINT if several_employers else UnionKind.ENTERPRISE)
    if kind == UnionKind.JOINT and _PLACE.search(name):
        return UnionKind.VILLAGE_JOINT
    if kind in (UnionKind.ENTERPRISE, PUBLIC):
        return _workplace(kind, EmployerKind(employer_kind) if employer_kind else employer_kind_by_name(name, None))
    return UnionKind(kind)


def _kind_in(name: str) -> UnionKind | None:
    if _VILLAGE_UNION.search(name):
        return UnionKind.VILLAGE_JOINT
    if "联合会" in name:
        return UnionKind.INDUSTRY_FEDERATION if "行业" in name else UnionKind.AREA_FEDERATION
    if name.endswith("教育工会"):
        return UnionKind.EDUCATION
    return UnionKind.JOINT if "联合" in name else None


def _workplace(kind: str, employer: EmployerKind) -> UnionKind:
    if employer == EmployerKind.AGENCY:
        return UnionKind.AGENCY
    if employer == EmployerKind.INSTITUTION or kind == PUBLIC:
        return UnionKind.INSTITUTION
    return UnionKind.ENTERPRISE
