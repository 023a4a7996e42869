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
from gonghui.kernel.printing.layout import Column, Layout, Repeat, Text, Title
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
