"""The letters of organisation work: set up a union, elect anew, renew the certificate."""

from datetime import date
from typing import Any

from gonghui.kernel.dates import cn_date
from gonghui.kernel.printing.forms import (
    BLANK_DAY,
    BLANK_NUMBER,
    CLERK,
    TODAY,
    PrintContext,
    PrintField,
    WordForm,
    register_form,
)
from gonghui.kernel.printing.layout import Cut, Facts, Gap, Layout, Sign, Text, Title
from gonghui.kernel.refusal import Refused
from gonghui.kernel.rules import NotInForce, Value, rule
from gonghui.orgs.models import Area, Certificate, Committee, Employer, HeadCount, Seat, Union, UnionEmployer
from gonghui.orgs.queries import employers_of, town, unions_of


def _office(record: Any, context: PrintContext) -> str:
    return context.once("town", town).name


def _phone(record: Any, context: PrintContext) -> str:
    return context.once("town", town).phone


OFFICE_FIELDS = (
    PrintField("office", "本会名称", _office, "石桥镇总工会"),
    PrintField("office_phone", "本会电话", _phone, "0000-6100001"),
    CLERK,
    TODAY,
)
"""The office that writes, who writes, and the day: in every letter."""


def province(context: PrintContext) -> str:
    """The slug of the town's province; "" when none is set."""
    found = context.once(
        "province", lambda: Area.objects.filter(parent=None).values_list("province", flat=True).first()
    )
    return found or ""


def grounds(value: Value) -> str:
    """《中华人民共和国工会法》第十一条; without the article where it is not known."""
    from cn2an import an2cn  # loading it takes a fifth of a second: only where a letter is written

    law = value.law.replace("《", "〈").replace("》", "〉")  # a law named inside another's name
    return f"《{law}》" + (f"第{an2cn(value.article)}条" if value.article else "")


def _value(key: str, context: PrintContext) -> Value | None:
    """A rule's value today in this province; None where it has none or its text was never seen."""
    try:
        value = rule(key).at(context.today, province(context) or None)
    except NotInForce:
        return None
    return None if value.confidence == "unverified" else value


def _founding_grounds(record: Any, context: PrintContext) -> str:
    def find() -> str:
        values = [_value(key, context) for key in ("formation.superior_approval", "formation.deadline")]
        return "、".join(dict.fromkeys(grounds(value) for value in values if value))

    return context.once("founding-grounds", find)


def _founding_term(record: Any, context: PrintContext) -> str:
    value = _value("formation.deadline", context)
    return f"{value.value}{value.unit}" if value else ""


def _staff(employer: Employer, context: PrintContext) -> int | None:
    row = HeadCount.objects.on(context.today).filter(employer=employer).first()
    return row.staff if row else None


def _has_union(employer: Employer, day: date) -> Refused | None:
    link = UnionEmployer.objects.on(day).filter(employer=employer).select_related("union").first()
    if employer.closed_on:
        return Refused(f"{employer.name}已于{cn_date(employer.closed_on)}注销。", "不用再发通知。")
    return Refused(f"{employer.name}已经归到{link.union.name}。", "不用再发建会通知。") if link else None


FOUND_UNION = register_form(WordForm(
    key="orgs.found_union", title="建会通知书", line="组织", entity="orgs.employer",
    why="请应建未建的单位建立工会，附回执。",
    records=lambda scope, day: employers_of(scope, day), names=lambda employer: employer.name, fits=_has_union,
    fields=(
        PrintField("employer", "单位名称", lambda e, c: e.name, "永安纺织有限公司"),
        PrintField("employer_code", "单位信用代码", lambda e, c: e.uscc, "91329999T000000017"),
        PrintField("employer_address", "单位地址", lambda e, c: e.address, "石桥镇工业园区8号"),
        PrintField("legal_rep", "法定代表人", lambda e, c: e.legal_rep, "林建华"),
        PrintField("staff", "职工人数", _staff, "86", BLANK_NUMBER),
        PrintField("grounds", "建会依据", _founding_grounds, "《中华人民共和国工会法》第十二条"),
        PrintField("term", "建会时限", _founding_term, "1年"),
        *OFFICE_FIELDS,
    ),
    layout=Layout((
        Title("关于依法建立工会的通知"),
        Text("{{ employer }}：", "left"),
        Text("职工有依法参加和组织工会的权利。根据{{ grounds }}的规定，{% if term %}单位自开业或者设立之日起{{ term }}内应当建立"
             "工会，{% endif %}建立工会报上一级工会批准。经了解，你单位现有职工{{ staff }}人，尚未建立工会。"),
        Text("请你单位支持职工成立工会筹备组，并在收到本通知后把回执送我会。筹备、选举和报批的办法，我会派人上门说明；"
             "职工人数少的，可以加入所在村（社区）的联合工会。"),
        Text("联系人：{{ clerk }}，电话：{{ office_phone }}。"),
        Sign("{{ office }}", "{{ today }}"),
        Cut("回　执"),
        Facts((
            ("单位名称", "{{ employer }}"),
            ("职工人数", "", "其中女职工", ""),
            ("拟建会时间", "", "建会形式", "□单独　□联合"),
            ("联系人", "", "电话", ""),
            ("收到日期", "", "单位盖章", ""),
        )),
    ), paper="form"),
))  # fmt: skip


def _certificate(union: Union, context: PrintContext | None = None) -> Certificate | None:
    return union.certificates.exclude(valid_until=None).order_by("-valid_until", "-pk").first()


def _chair(union: Union, context: PrintContext) -> str:
    seats = Seat.objects.on(context.today).filter(committee__union=union, title="主席")
    return seats.order_by("-committee__term", "-pk").values_list("holder", flat=True).first() or ""


def _no_certificate(union: Union, day: date) -> Refused | None:
    if _certificate(union) is None:
        return Refused(f"{union.name}还没有登记法人资格证书的有效期。", "请先在工会卡片上登记证书。")
    return None


def _renewal_days(union: Union, context: PrintContext) -> str:
    value = _value("certificate.renewal_window", context)
    return f"{value.value}{value.unit}" if value else ""


def _renewal_grounds(union: Union, context: PrintContext) -> str:
    value = _value("certificate.renewal_window", context)
    return grounds(value) if value else ""


RENEW_CERTIFICATE = register_form(WordForm(
    key="orgs.renew_certificate", title="法人证书换领提醒函", line="组织", entity="orgs.union",
    why="法人资格证书快到期时，提醒基层工会换领。",
    records=lambda scope, day: unions_of(scope), names=lambda union: union.name, fits=_no_certificate,
    fields=(
        PrintField("union", "工会名称", lambda u, c: u.name, "永安纺织有限公司工会"),
        PrintField("union_code", "工会信用代码", lambda u, c: u.uscc, "81329999T000000011"),
        PrintField("chair", "工会主席", _chair, "何建平"),
        PrintField("number", "证书号", lambda u, c: (_certificate(u) or Certificate()).number, "石工法证字第017号"),
        PrintField("valid_until", "有效期至", lambda u, c: (_certificate(u) or Certificate()).valid_until, "2026年9月30日",
                   BLANK_DAY),
        PrintField("window", "换领时段", _renewal_days, "30日"),
        PrintField("grounds", "换领依据", _renewal_grounds, "《工会法人资格登记办法》第二十七条"),
        *OFFICE_FIELDS,
    ),
    layout=Layout((
        Title("关于换领工会法人资格证书的提醒"),
        Text("{{ union }}：", "left"),
        Text("你会的工会法人资格证书（证书号：{{ number }}，统一社会信用代码：{{ union_code }}）有效期至{{ valid_until }}。"
             "按照{{ grounds }}的规定，证书有效期满前{{ window }}内要办理换领。"),
        Text("请带好原证书和本届工会委员会的批复，到我会填写换领申请。委员会已经换届、主席有变动的，先办好换届和变更再换领。"),
        Text("联系人：{{ clerk }}，电话：{{ office_phone }}。"),
        Gap(2),
        Sign("{{ office }}", "{{ today }}"),
    )),
))  # fmt: skip


def _committee(union: Union) -> Committee | None:
    return union.committees.order_by("-term").first()


def _no_term(union: Union, day: date) -> Refused | None:
    if union.closed_on:
        return Refused(f"{union.name}已于{cn_date(union.closed_on)}撤销。", "不用换届。")
    committee = _committee(union)
    if committee is None or committee.expires_on is None:
        return Refused(f"{union.name}还没有登记委员会的任期。", "请先在工会卡片上登记本届委员会。")
    return None


def _terms(union: Union, context: PrintContext) -> str:
    found = _value("committee.term", context)
    return "或者".join(f"{years}{found.unit}" for years in found.value) if found else ""


ELECT_ANEW = register_form(WordForm(
    key="orgs.elect_anew", title="换届选举提醒函", line="组织", entity="orgs.union",
    why="工会委员会任期快满或已满时，提醒基层工会换届。",
    records=lambda scope, day: unions_of(scope), names=lambda union: union.name, fits=_no_term,
    fields=(
        PrintField("union", "工会名称", lambda u, c: u.name, "永安纺织有限公司工会"),
        PrintField("chair", "工会主席", _chair, "何建平"),
        PrintField("term", "届次", lambda u, c: (_committee(u) or Committee()).term, "3", BLANK_NUMBER),
        PrintField("elected_on", "选举日期", lambda u, c: (_committee(u) or Committee()).elected_on, "2023年9月18日", BLANK_DAY),
        PrintField("expires_on", "任期届满日期", lambda u, c: (_committee(u) or Committee()).expires_on, "2026年9月17日",
                   BLANK_DAY),
        PrintField("years", "每届任期", _terms, "3年或者5年"),
        *OFFICE_FIELDS,
    ),
    layout=Layout((
        Title("关于做好工会换届选举的提醒"),
        Text("{{ union }}：", "left"),
        Text("你会第{{ term }}届委员会于{{ elected_on }}选举产生，任期到{{ expires_on }}。工会委员会每届任期{{ years }}，"
             "届满应当换届。"),
        Text("请提前成立换届筹备组，把换届请示和委员候选人名单报我会；经费审查委员会、女职工组织同时换届。不能按期换届的，"
             "请在届满前书面说明原因，报我会批准。"),
        Text("联系人：{{ clerk }}，电话：{{ office_phone }}。"),
        Gap(2),
        Sign("{{ office }}", "{{ today }}"),
    )),
))  # fmt: skip
