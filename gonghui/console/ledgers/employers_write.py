"""Forms about employers: register, correct, place, duties, union, head counts."""

from typing import Any

from django.urls import reverse

from gonghui.console.ledgers.fields import DayField, UnitField, person, phone, pick, text, uscc
from gonghui.console.ledgers.forms import AreaField, OfficeForm
from gonghui.console.ledgers.reading import employer_in
from gonghui.console.ledgers.unions_write import CountForm
from gonghui.console.ledgers.write import WritePage
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import SINCE_EVER, cn_date
from gonghui.orgs.public import (
    Duty,
    DutyKind,
    EmployerKind,
    EmployerPlacement,
    HeadCount,
    Ownership,
    UnionEmployer,
    duty_set,
    employer_amend,
    employer_attach,
    employer_place,
    employer_register,
    head_count_record,
)

DUTY_WORDS = {DutyKind.CONTRACT: ("应签", "免签"), DutyKind.UNION: ("应建", "暂缓")}


class RegisterForm(OfficeForm):
    name = text("单位名称", 120, required=True)
    kind = pick("单位性质", EmployerKind.choices)
    ownership = pick("经济类型", Ownership.choices, required=False)
    area = AreaField()
    union = UnitField("工会", label="归到哪个工会", required=False)
    uscc = uscc(label="统一社会信用代码", required=False)
    since = DayField(label="从哪天起", required=False, help_text="开业或迁入的日子；一直就有的空着。可打0702，或“今天”")
    industry = text("行业", 40)
    legal_rep = person(label="法定代表人", required=False)
    phone = phone(label="单位电话", required=False)
    address = text("地址", 200)
    remarks = text("备注", 300)


class AmendForm(OfficeForm):
    name = text("单位名称", 120, required=True)
    short_name = text("简称", 60)
    uscc = uscc(label="统一社会信用代码", required=False)
    industry = text("行业", 40)
    legal_rep = person(label="法定代表人", required=False)
    phone = phone(label="单位电话", required=False)
    address = text("地址", 200)
    closed_on = DayField(label="注销日期", required=False)
    remarks = text("备注", 300)


class PlaceForm(OfficeForm):
    area = AreaField()
    kind = pick("单位性质", EmployerKind.choices)
    ownership = pick("经济类型", Ownership.choices, required=False)
    on = DayField(label="从哪天起", help_text="此前的数字不变。可打0702，或“今天”")


class DutyForm(OfficeForm):
    required = pick("标为", [("1", "应当"), ("0", "不用")])
    reason = text("原因", 120, help_text="免签或暂缓要写，统计时附在口径后面")
    on = DayField(label="从哪天起", help_text="此前的数字不变。可打0702，或“今天”")


class AttachForm(OfficeForm):
    union = UnitField("工会", label="归到哪个工会")
    on = DayField(label="从哪天起", help_text="此前的数字不变。可打0702，或“今天”")


class Register(WritePage):
    title = button = "登记单位"
    form_class = RegisterForm
    town_only = True
    note = "企业先标为应建、应签，机关和事业单位先标为免签，都写明是默认的，请登记后核对。"

    def back(self) -> str:
        return reverse("console:employers")

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        union, since = data.pop("union"), data.pop("since") or SINCE_EVER
        row = employer_register(kind=EmployerKind(data.pop("kind")), since=since, by=by, at=at, **data)
        if union:
            employer_attach(employer=row, union=union, on=since, by=by, at=at)
        return reverse("console:employer", args=[row.pk]), f"已登记{row.name}。"


class EmployerPage(WritePage):
    """A form about one employer that is there already."""

    def find(self, **key: Any) -> Any:
        return employer_in(self.reader, key["pk"])

    def union_name(self) -> str:
        link = UnionEmployer.objects.on(self.reader.today).filter(employer=self.record).select_related("union").first()
        return link.union.name if link else ""

    def heading(self) -> str:
        return f"{self.record.name}：{self.title}"

    def back(self) -> str:
        return reverse("console:employer", args=[self.record.pk])


class Amend(EmployerPage):
    title, button, form_class, locks = "更正", "保存更正", AmendForm, True

    def first(self) -> dict[str, Any]:
        return {name: getattr(self.record, name) for name in AmendForm.base_fields}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        data["legal_rep"] = data["legal_rep"] or ""
        data["phone"] = data["phone"] or ""
        changes = employer_amend(employer=self.record, by=by, at=at, **data)
        return self.back(), f"{self.record.name}记好了。" if changes else "没有改动。"


class Place(EmployerPage):
    title, button, form_class = "调整性质或片区", "登记调整", PlaceForm

    def first(self) -> dict[str, Any]:
        now = EmployerPlacement.objects.on(self.reader.today).filter(employer=self.record).first()
        return {"area": now.area, "kind": now.kind, "ownership": now.ownership} if now else {}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        data["kind"] = EmployerKind(data["kind"])
        data["ownership"] = Ownership(data["ownership"]) if data["ownership"] else ""
        changed = employer_place(employer=self.record, by=by, at=at, **data)
        return self.back(), f"{cn_date(data['on'])}起按新的登记统计。" if changed else "没有改动。"


class DutyPage(EmployerPage):
    """应签 or 免签, 应建 or 暂缓: sets what the rates count on, so the town's officers do it."""

    title, button, form_class, town_only = "标应签或免签", "登记", DutyForm, True
    duty = DutyKind.CONTRACT

    def shape(self, form: OfficeForm) -> None:
        yes, no = DUTY_WORDS[self.duty]
        form.fields["required"].choices = [("1", yes), ("0", no)]  # type: ignore[attr-defined]

    def first(self) -> dict[str, Any]:
        now = Duty.objects.on(self.reader.today).filter(employer=self.record, duty=self.duty).first()
        return {"required": "1" if now.required else "0", "reason": now.reason} if now else {}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        yes = data["required"] == "1"
        changed = duty_set(employer=self.record, duty=self.duty, required=yes, reason=data["reason"], on=data["on"],
                           by=by, at=at)  # fmt: skip
        word = DUTY_WORDS[self.duty][not yes]
        return self.back(), f"{cn_date(data['on'])}起标为{word}。" if changed else "没有改动。"


class FoundDutyPage(DutyPage):
    title = "标应建或暂缓"
    duty = DutyKind.UNION


class Attach(EmployerPage):
    title, button, form_class, town_only = "归到工会", "登记归属", AttachForm, True

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        new = employer_attach(employer=self.record, by=by, at=at, **data)
        said = f"{cn_date(data['on'])}起归{data['union'].name}。"
        return self.back(), said if new else "它本来就在这个工会。"


class Count(EmployerPage):
    title, button, form_class = "申报人数", "登记人数", CountForm

    def first(self) -> dict[str, Any]:
        row = HeadCount.objects.on(self.reader.today).filter(employer=self.record).first()
        return {name: getattr(row, name) for name in ("staff", "women", "migrants", "members")} if row else {}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        changed = head_count_record(employer=self.record, by=by, at=at, **data)
        return self.back(), f"{cn_date(data['on'])}的人数记好了。" if changed else "没有改动。"
