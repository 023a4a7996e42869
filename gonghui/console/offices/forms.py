"""Giving, dividing, ending, covering and handing over an office; each form is carried out once."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.offices import access, words
from gonghui.console.offices.own import member_named
from gonghui.console.request import OfficeRequest
from gonghui.console.workflow.pages import OncePage
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Field
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import town
from gonghui.people.public import (
    Account,
    Line,
    OfficeHeld,
    Role,
    cover_end,
    office_cover,
    office_divide,
    office_end,
    office_give,
    office_hand_over,
    roles_given_by,
)

LINES = Field("lines", "分工", "several", choices=Line.choices, required=False,
              help="只有镇总工会干事分线；一条都不选，就是不分线")  # fmt: skip


class OfficesPage(OncePage):
    """A form about offices: open to those who give offices of the role, not to those who write records."""

    request: OfficeRequest

    def dispatch(self, request: HttpRequest, *args: Any, **key: Any) -> Any:
        self.request = request  # type: ignore[assignment]
        return super().dispatch(request, *args, **{"pk": 0, **key})

    def find(self, pk: int) -> Any:
        return access.office_of(self.request, pk)

    def may(self) -> bool:
        return access.gives(self.request, self.record.role)

    def back(self) -> str:
        return reverse("console:offices-one", args=[self.record.pk])

    def name(self) -> str:
        return f"{self.record.account.name}，{self.record.whole_title}"

    def picked(self, key: Any) -> Account:
        """The account that a form names. Raises Refused for one that is closed meanwhile."""
        found = Account.objects.filter(pk=key, is_active=True).first()
        if found is None:
            raise Refused("没有这个账号，或者已经停用。", "请从列出的人里选。", "account")
        return found

    def person(self, key: str, label: str, but: int = 0, help: str = "") -> Field:
        return Field(key, label, "choice", choices=access.accounts(but), required=True, blank="请选", help=help)


class Give(OfficesPage):
    """任命."""

    def find(self, pk: int) -> Any:
        return None

    def may(self) -> bool:
        return bool(roles_given_by(self.request.offices))

    def back(self) -> str:
        return reverse("console:offices")

    def title(self) -> str:
        return "登记任职"

    def name(self) -> str:
        return "任职和权限"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        given = roles_given_by(self.request.offices)
        roles = [(role.value, role.label) for role in Role if role in given]
        fields = [
            self.person("account", "谁", help="还没有账号的，先到“账号”里开"),
            Field("role", "职务", "choice", choices=roles, required=True, blank="请选"),
            Field("union", "工会", "record", of="工会", required=False, help="镇总工会的职务不用填"), LINES,
            Field("member", "会员姓名", "text", required=False, size=60, help="职务是会员的才填：他只看自己的档案"),
            Field("on", "从哪天起", "day", required=True, future=True),
        ]  # fmt: skip
        initial = {"on": self.reader.today, "account": self.request.GET.get("account", "")}
        return OfficeForm(data, reader=self.reader, fields=fields, initial=initial)

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        union = data["union"]
        if union is None and data["role"] in (Role.GRASSROOTS_CHAIR, Role.WORKER):
            raise Refused("还没有填工会。", "请写是哪个工会的。", "union")
        account = self.picked(data["account"])
        worker = member_named(union, data["member"] or "", self.reader.today) if data["role"] == Role.WORKER else None
        office = office_give(account=account, union=union or town(), role=Role(data["role"]), lines=data["lines"] or (),
                             worker=worker, on=data["on"], by=by, at=at)  # fmt: skip
        return f"{account.name}任{office.whole_title}，{cn_date(data['on'])}起。"


class Divide(OfficesPage):
    """调整分工."""

    def title(self) -> str:
        return "调整分工"

    def barred(self) -> Refused | None:
        return None if self.record.role == Role.TOWN_OFFICER else Refused("这个职务没有分工。", "不用调整。")

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        fields = [LINES, Field("on", "从哪天起", "day", required=True, future=True)]
        initial = {"lines": self.record.lines, "on": self.reader.today}
        return OfficeForm(data, reader=self.reader, fields=fields, initial=initial)

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        self.record = office_divide(office=self.record, lines=data["lines"] or (), on=data["on"], by=by, at=at)
        return f"分工改好了，{cn_date(data['on'])}起。以前的分工留在记录里。"


class End(OfficesPage):
    """终止任职."""

    def title(self) -> str:
        return "终止任职"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        fields = [Field("on", "从哪天起不再任", "day", required=True, future=True, help="这一天起就没有权限"),
                  Field("because", "原因", "text", required=False, size=100)]  # fmt: skip
        return OfficeForm(data, reader=self.reader, fields=fields, initial={"on": self.reader.today})

    def more(self, form: OfficeForm) -> dict[str, Any]:
        work = access.open_work(self.record, self.reader.today)
        said = "、".join(f"{each.title}{each.count}件" for each in work if not each.follows)
        return {"help": f"还有{said}没有办完。有人接任的，请办“交接”，这些会一起交过去。" if said else ""}

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        office_end(office=self.record, on=data["on"], because=data["because"] or "", by=by, at=at)
        return f"{cn_date(data['on'])}起{self.record.account.name}不再任{self.record.title}。"


class Covered(OfficesPage):
    """登记代管."""

    def title(self) -> str:
        return "登记代管"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        fields = [
            self.person("account", "代管人", self.record.account_id),
            Field("start_on", "第一天", "day", required=True, future=True),
            Field("last_on", "最后一天", "day", required=True, future=True, help="过了这天自动结束，不用再登记"),
            Field("reason", "原因", "text", required=True, size=100, help="比如休假、外出学习"),
        ]  # fmt: skip
        return OfficeForm(data, reader=self.reader, fields=fields, initial={"start_on": self.reader.today})

    def more(self, form: OfficeForm) -> dict[str, Any]:
        return {"help": "代管的几天里，代管人有这个职务的全部权限；本人的权限不变。"}

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        account = self.picked(data["account"])
        office_cover(office=self.record, account=account, start_on=data["start_on"],
                     end_on=data["last_on"] + timedelta(days=1), reason=data["reason"], by=by, at=at)  # fmt: skip
        return f"{account.name}代管到{cn_date(data['last_on'])}，过后自动结束。"


class CoverEnd(OfficesPage):
    """结束代管."""

    def find(self, pk: int) -> OfficeHeld:
        self.cover = access.cover_of(self.request, pk)
        return self.cover.office

    def title(self) -> str:
        return "结束代管"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        return OfficeForm(data, reader=self.reader, fields=())

    def more(self, form: OfficeForm) -> dict[str, Any]:
        last = cn_date(words.last_day(self.cover.end_on) or self.reader.today)
        return {"help": f"{self.cover.account.name}本来代管到{last}。现在结束，权限马上收回。"}

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        cover_end(cover=self.cover, by=by, at=at)
        return f"{self.cover.account.name}的代管结束了。"


class HandOver(OfficesPage):
    """办理交接."""

    def title(self) -> str:
        return "办理交接"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        fields = [
            self.person("to", "接任人", self.record.account_id, help="还没有账号的，先到“账号”里开"),
            Field("on", "接任人从哪天起", "day", required=True, help="原来的人到前一天为止；以后的日子到时再办"),
        ]
        return OfficeForm(data, reader=self.reader, fields=fields, initial={"on": self.reader.today})

    def more(self, form: OfficeForm) -> dict[str, Any]:
        work = access.open_work(self.record, self.reader.today)
        said = "、".join(f"{each.title}{each.count}件" for each in work)
        return {"help": f"一起交过去的：{said}。请先印交接清单，两个人对过再登记。" if said else "没有没办完的事。"}

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        old, to = self.record, self.picked(data["to"])
        self.record, moved = office_hand_over(office=old, to=to, on=data["on"], by=by, at=at)
        said = "，".join(f"{title}{count}件" for title, count in moved.items())
        return f"{old.account.name}的{old.title}交给{to.name}了{f'：{said}' if said else ''}。"
