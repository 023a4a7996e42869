"""The papers of membership: the roll of one union, without identity numbers or telephones."""

from collections.abc import Iterable
from typing import Any

from gonghui.kernel.printing.forms import (
    BLANK_NUMBER,
    PrintContext,
    PrintField,
    PrintRows,
    WordForm,
    register_form,
)
from gonghui.kernel.printing.layout import Column, Facts, Gap, Layout, Repeat, Text, Title
from gonghui.orgs.public import OFFICE_FIELDS, Union, unions_of
from gonghui.people.choices import Sex
from gonghui.people.models import Membership
from gonghui.people.queries import members_on


def _roll(union: Union, context: PrintContext) -> Iterable[Membership]:
    rows = members_on(context.today).filter(union=union).select_related("worker", "employer")
    return rows.order_by("worker__initials", "worker__name", "pk")


def _women(union: Union, context: PrintContext) -> int:
    return members_on(context.today).filter(union=union, worker__sex=Sex.FEMALE).count()


def _of(path: str) -> Any:
    def value(row: Membership, context: PrintContext) -> Any:
        found: Any = row
        for part in path.split("."):
            found = getattr(found, part) if found is not None else None
        return found() if callable(found) else found

    return value


ROLL = register_form(WordForm(
    key="people.roll", title="会员名册", line="组织", entity="orgs.union",
    why="盖章存档、张榜核对用的名册；不带证件号和手机。",
    records=lambda scope, day: unions_of(scope), names=lambda union: union.name,
    fields=(
        PrintField("union", "工会名称", lambda u, c: u.name, "永安纺织有限公司工会"),
        PrintField("members", "会员人数", lambda u, c: members_on(c.today).filter(union=u).count(), "128", BLANK_NUMBER),
        PrintField("women", "女会员人数", _women, "57", BLANK_NUMBER),
        *OFFICE_FIELDS,
    ),
    rows=(
        PrintRows("roll", "名册", _roll, (
            PrintField("name", "姓名", _of("worker.name"), "王小芳"),
            PrintField("sex", "性别", _of("worker.get_sex_display"), "女"),
            PrintField("employer", "工作单位", _of("employer.name"), "永安纺织有限公司"),
            PrintField("job", "岗位", _of("worker.job"), "挡车工"),
            PrintField("joined_on", "入会日期", _of("joined_on"), "2021年1月4日"),
            PrintField("card", "会员证号", _of("card_number"), "00017"),
        )),
    ),
    layout=Layout((
        Title("{{ union }}会员名册"),
        Text("截至{{ today }}，会员{{ members }}人，其中女会员{{ women }}人。", "left"),
        Repeat("roll", (
            Column("姓名", "name", 1.3), Column("性别", "sex", 0.7, "center"), Column("工作单位", "employer", 2.6),
            Column("岗位", "job", 1.2), Column("入会日期", "joined_on", 2.8, "center"), Column("签名", "", 1.2),
        )),
        Text("工会（盖章）：　　　　　　　　　　制表：{{ clerk }}", "left"),
    ), paper="form"),
))  # fmt: skip


def _members(scope: Any, day: Any) -> Any:
    return scope.limit(Membership.objects.on(day)).select_related("worker", "union", "employer")


def _consent(key: str, title: str, why: str, about: str, must: str) -> WordForm:
    """A consent form of one member: what is collected, what for, how long, how it is taken back."""
    return WordForm(
        key=f"people.{key}", title=title, line="组织", entity="people.membership", why=why, records=_members,
        names=lambda row: f"{row.worker.name}{title}",
        fields=(
            PrintField("name", "姓名", _of("worker.name"), "王小芳"),
            PrintField("union", "工会名称", _of("union.name"), "永安纺织有限公司工会"),
            PrintField("employer", "工作单位", _of("employer.name"), "永安纺织有限公司"),
            *OFFICE_FIELDS,
        ),
        layout=Layout((
            Title(title),
            Text("{{ office }}：", "left"),
            Text(about),
            Text("这些信息加密保存，只有本工会主席和镇总工会办事时能看，看一次记一次；不公开，不给办这件事以外的人。"
                 "办完事、过了保存期就清除。"),
            Text(must),
            Text("我可以随时查阅、更正、要一份复印件，也可以随时撤回同意，到工会说一声就行；撤回以前办的事不受影响。"
                 "联系电话：{{ office_phone }}。"),
            Facts((("姓名", "{{ name }}", "工作单位", "{{ employer }}"), ("工会", "{{ union }}", "监护人（不满十四周岁的）", ""))),
            Gap(1),
            Text("本人（或监护人）签名：＿＿＿＿＿＿＿＿＿＿", "left"),
            Text("日期：＿＿＿＿年＿＿月＿＿日", "left"),
        ), paper="form"),
    )  # fmt: skip


CONSENT = register_form(_consent(
    "consent", "个人信息处理同意书", "入会时给本人看和签：收哪些信息、做什么用、怎么撤回。",
    "我同意工会为办理入会、转会、统计和服务会员，收集和保存我的姓名、证件号、手机、工作单位、入会日期和名册上的其他项目。",
    "不同意提供名册以外的项目，不影响我入会和享受会员的权利。",
))  # fmt: skip
SEPARATE = register_form(_consent(
    "consent-separate", "个人信息单独同意书", "健康、银行账户、儿童信息要单独签的同意书，没有它系统不让填。",
    "为申请＿＿＿＿＿＿＿＿＿＿（帮扶救助、互助保障、助学、其他），我单独同意工会收集和保存我的（打勾）："
    "□病情和残疾情况　□银行账户　□不满十四周岁子女的信息。",
    "这几样一旦泄露，可能影响本人的名誉和财产，所以单独签。不同意的，工会不收；但要凭它才能办的这一项就办不了。",
))  # fmt: skip
