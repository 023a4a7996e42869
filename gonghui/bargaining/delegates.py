"""Whether the two sides' delegates are as the rules want them (集体合同规定 19–24, and the provinces' own texts)."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from gonghui.bargaining.choices import ContractKind, Side
from gonghui.bargaining.findings import Finding
from gonghui.bargaining.models import Bargaining, Delegate
from gonghui.kernel.rules import Value, rule, rules
from gonghui.orgs.public import HeadCount
from gonghui.people.public import Sex

WOMEN_SHARE = "wage.jiangxi_women_delegate"
FRONTLINE = "wage.shandong_frontline"


def sitting(delegates: Sequence[Delegate], day: date) -> list[Delegate]:
    """Those who are delegates on `day`."""
    return [each for each in delegates if each.since <= day and (each.until is None or each.until > day)]


def delegate_findings(record: Bargaining, delegates: Sequence[Delegate], day: date, place: str | None) -> list[Finding]:
    """Every point about the delegates on `day`, in the order of the law."""
    here = sitting(delegates, day)
    sides = {side: [each for each in here if each.side == side] for side in Side}
    found = [_numbers(record, sides, day, place), _balance(sides, day, place)]
    found += [_chief(side, people, day, place) for side, people in sides.items()]
    found += [_outsiders(record, side, people, day, place) for side, people in sides.items()]
    found.append(_both_sides(here, day, place))
    found += _women(record, sides[Side.STAFF], day, place) + _frontline(record, sides[Side.STAFF], day, place)
    return found


def number_rules(kind: str, day: date, place: str | None) -> list[Value]:
    """The rules about how many delegates a side has: the general one and the province's own range, if it has one."""
    found = [rule("bargaining.delegates_min").at(day, place)]
    for topic in ("wage", "bargaining") if kind == ContractKind.WAGE else ("bargaining",):
        key = f"{topic}.{place}_delegates"
        if place and key in rules() and rule(key).values[0].start <= day:
            found.append(rule(key).at(day, place))
            break
    return found


def _numbers(record: Bargaining, sides: dict[Side, list[Delegate]], day: date, place: str | None) -> Finding:
    values = number_rules(record.kind, day, place)
    for value in values:
        for side, people in sides.items():
            if not value.met(len(people)):
                words = f"{side.label}代表{len(people)}人，规定每方{_range(value)}。"
                return Finding("numbers", "stop", words, f"请登记{side.label}的代表。", value)
    counts = "，".join(f"{side.label}{len(people)}人" for side, people in sides.items())
    return Finding("numbers", "ok", f"{counts}，人数够了。", value=values[-1])


def _range(value: Value) -> str:
    if isinstance(value.value, dict):
        return f"{value.value['min']}到{value.value['max']}人"
    return f"不少于{value.value}人"


def _balance(sides: dict[Side, list[Delegate]], day: date, place: str | None) -> Finding:
    """Equal numbers; where a province does not ask that, the employer's side may not be the larger."""
    value = rule("bargaining.delegates_equal").at(day, place)
    staff, employer = len(sides[Side.STAFF]), len(sides[Side.EMPLOYER])
    told = f"职工方{staff}人，单位方{employer}人"
    if value.value and staff != employer:
        return Finding("equal", "stop", f"{told}，人数不对等。", "请补上少的一方，或者减少多的一方。", value)
    if not value.value and employer > staff:
        return Finding("equal", "stop", f"{told}，单位方不能多于职工方。", "请补上职工方的代表。", value)
    return Finding(
        "equal", "ok", f"{told}，{'人数对等' if staff == employer else '单位方没有多于职工方'}。", value=value
    )


def _chief(side: Side, people: Sequence[Delegate], day: date, place: str | None) -> Finding:
    value = rule("bargaining.chiefs").at(day, place)
    chiefs = [each for each in people if each.chief]
    if len(chiefs) != value.value:
        words = f"{side.label}首席代表{len(chiefs)}人，应当{value.value}人。"
        return Finding(f"chief_{side}", "stop", words, f"请定出{side.label}的首席代表。", value)
    if chiefs[0].outsider:
        barred = rule("bargaining.outsider_chief").at(day, place)
        words = f"{side.label}首席代表{chiefs[0].name}是外聘的，首席代表不能由外单位人员代理。"
        return Finding(f"chief_{side}", "stop", words, "请改由本单位的人任首席代表。", barred)
    return Finding(f"chief_{side}", "ok", f"{side.label}首席代表{chiefs[0].name}。", value=value)


def _outsiders(record: Bargaining, side: Side, people: Sequence[Delegate], day: date, place: str | None) -> Finding:
    value = rule("wage.outsiders" if record.kind == ContractKind.WAGE else "bargaining.outsiders").at(day, place)
    outside = sum(each.outsider for each in people)
    if people and not value.met(outside, len(people)):
        words = f"{side.label}{len(people)}人里外聘{outside}人，超过了规定的比例（{value.value}）。"
        return Finding(f"outsiders_{side}", "stop", words, "请换成本单位的人。", value)
    words = f"{side.label}外聘{outside}人，没有超过{value.value}。" if outside else f"{side.label}没有外聘代表。"
    return Finding(f"outsiders_{side}", "ok", words, value=value)


def _both_sides(people: Sequence[Delegate], day: date, place: str | None) -> Finding:
    value = rule("bargaining.no_double_role").at(day, place)
    names = {side: {each.name for each in people if each.side == side} for side in Side}
    double = sorted(names[Side.STAFF] & names[Side.EMPLOYER])
    if double:
        words = f"{'、'.join(double)}同时在双方的名单里，双方代表不能互相兼任。"
        return Finding("double", "stop", words, "请从一方的名单里去掉；如果是同名的两个人，请在姓名后面注明。", value)
    return Finding("double", "ok", "没有人同时代表双方。", value=value)


def _women(record: Bargaining, staff: Sequence[Delegate], day: date, place: str | None) -> list[Finding]:
    """A women's agreement wants a woman on the workers' side; a province may want one elsewhere too."""
    women = sum(each.sex == Sex.FEMALE for each in staff)
    if record.kind == ContractKind.WOMEN:
        if not women:
            todo = "请增加女职工代表，一般由女职工委员会主任担任。"
            return [Finding("women", "stop", "女职工专项合同的职工方里没有女代表。", todo)]
        return [Finding("women", "ok", f"职工方有女代表{women}人。")]
    value = _local(WOMEN_SHARE, day, place) if record.kind == ContractKind.WAGE else None
    if value is None or women:
        return []
    share = _women_share(record, day)
    if share is None:
        words = "职工方里没有女代表；没有申报女职工人数，算不出要不要有。"
        return [Finding("women", "warn", words, "请先申报女职工人数，达到规定比例的要有女代表。", value)]
    if value.met(share):
        words = f"女职工占{float(share):.0%}，职工方里没有女代表。"
        return [Finding("women", "stop", words, "请增加女职工代表。", value)]
    return [Finding("women", "ok", f"女职工占{float(share):.0%}，不到规定的比例，可以没有女代表。", value=value)]


def _women_share(record: Bargaining, day: date) -> Fraction | None:
    """Women among the workers of the employers bargained for; None where one has not declared both numbers."""
    keys = [cover.employer_id for cover in record.covers.all()] if record.pk else []
    counts = HeadCount.objects.on(day).filter(employer__in=keys).values_list("women", "staff")
    known = [(women, staff) for women, staff in counts if women is not None and staff]
    if not keys or len(known) < len(keys):
        return None
    return Fraction(sum(women for women, _ in known), sum(staff for _, staff in known))


def _frontline(record: Bargaining, staff: Sequence[Delegate], day: date, place: str | None) -> list[Finding]:
    value = _local(FRONTLINE, day, place) if record.kind == ContractKind.WAGE else None
    if value is None or not staff:
        return []
    front = sum(each.frontline for each in staff)
    if not value.met(front, len(staff)):
        words = f"职工方{len(staff)}人里一线职工{front}人，少于规定的{value.value}。"
        return [Finding("frontline", "stop", words, "请增加一线职工代表。", value)]
    return [Finding("frontline", "ok", f"职工方有一线职工{front}人。", value=value)]


def _local(key: str, day: date, place: str | None) -> Value | None:
    """A province's own rule on that day, where it is the place's and in force."""
    own = rules().get(key)
    if own is None or own.place != place or own.values[0].start > day:
        return None
    return own.at(day, place)
