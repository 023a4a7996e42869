"""Forms about unions: register, correct, move, close, merge, committee, bodies, certificate, employers, counts."""

from datetime import timedelta
from typing import Any

from django import forms
from django.urls import reverse

from gonghui.console.ledgers.fields import DayField, UnitField, number, person, phone, pick, text, uscc
from gonghui.console.ledgers.forms import AreaField, OfficeForm
from gonghui.console.ledgers.reading import union_in
from gonghui.console.ledgers.write import WritePage
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import (
    BodyKind,
    Certificate,
    Committee,
    HeadCount,
    UnionKind,
    UnionPlacement,
    body_end,
    body_record,
    certificate_record,
    committee_record,
    employer_attach,
    head_count_record,
    seat_fill,
    town,
    union_amend,
    union_place,
    union_register,
)
from gonghui.people.public import union_dissolve, union_merge

KINDS = [(kind.value, str(kind.label)) for kind in UnionKind if kind != UnionKind.TOWN]
SEATS = ("主席", "副主席", "经审主任", "女工主任", "委员")


class RegisterForm(OfficeForm):
    name = text("工会名称", 120, required=True)
    kind = pick("类型", KINDS)
    parent = UnitField("工会", label="上级工会", help_text="写名称、编号或拼音首字母；直属镇总工会的不用改")
    area = AreaField()
    approved_on = DayField(label="批准成立日期", required=False, help_text="记录之前就有的可以空着。可打0702，或“今天”")
    approval_number = text("批复文号", 40)
    code = text("工会编号", 20, help_text="空着就自动往下编")
    uscc = uscc(label="工会统一社会信用代码", required=False)
    short_name = text("简称", 60)
    phone = phone(label="工会电话", required=False)
    party_led = forms.BooleanField(label="党建带工建", required=False)
    remarks = text("备注", 300)


class AmendForm(OfficeForm):
    name = text("工会名称", 120, required=True)
    short_name = text("简称", 60)
    uscc = uscc(label="工会统一社会信用代码", required=False)
    approved_on = DayField(label="批准成立日期", required=False)
    approval_number = text("批复文号", 40)
    phone = phone(label="工会电话", required=False)
    party_led = forms.BooleanField(label="党建带工建", required=False)
    remarks = text("备注", 300)


class PlaceForm(OfficeForm):
    parent = UnitField("工会", label="上级工会")
    area = AreaField()
    kind = pick("类型", KINDS)
    on = DayField(label="从哪天起", help_text="此前的数字不变。可打0702，或“今天”")


class CloseForm(OfficeForm):
    on = DayField(label="从哪天起撤销", help_text="这一天起不再统计。可打0702，或“今天”")
    reason = text("原因", 120, required=True, help_text="比如单位注销")


class MergeForm(OfficeForm):
    into = UnitField("工会", label="并入哪个工会")
    on = DayField(label="从哪天起", help_text="会员、单位和下级工会从这一天起跟过去，此前的数字不变")
    reason = text("原因", 120, required=True)


class CommitteeForm(OfficeForm):
    term = forms.IntegerField(label="第几届", min_value=1, max_value=99,
                              widget=forms.TextInput(attrs={"class": "number", "inputmode": "numeric"}))  # fmt: skip
    elected_on = DayField(label="选举日期")
    years = pick("任期", [("3", "3年"), ("5", "5年")])
    chair = person(label="主席", required=False)
    vice = person(label="副主席", required=False)
    audit = person(label="经审主任", required=False)
    women = person(label="女工主任", required=False)
    others = text("委员", 300, help_text="几个人用顿号隔开")


class SeatForm(OfficeForm):
    title = pick("职务", [(seat, seat) for seat in SEATS])
    holder = person(label="姓名", required=True)
    on = DayField(label="从哪天起")


class BodyForm(OfficeForm):
    kind = pick("组织", BodyKind.choices)
    on = DayField(label="建立日期")
    head = person(label="负责人", required=False)
    proof = text("依据材料", 120)


class BodyEndForm(OfficeForm):
    kind = pick("组织", BodyKind.choices)
    on = DayField(label="从哪天起没有")


class CertificateForm(OfficeForm):
    number = text("法人资格证书号", 40, required=True)
    issued_on = DayField(label="发证日期", required=False)
    valid_until = DayField(label="有效期至", required=False, future_ok=True)


class EmployerOfForm(OfficeForm):
    employer = UnitField("单位", label="单位")
    on = DayField(label="从哪天起")


class CountForm(OfficeForm):
    on = DayField(label="哪一天的数")
    staff = number("职工人数")
    women = number("女职工人数")
    migrants = number("农民工人数")
    members = number("会员人数（申报）")
    proof = text("依据材料", 120, help_text="比如6月工资表、盖章报表")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and all(data.get(key) is None for key in ("staff", "women", "migrants", "members")):
            self.add_error("staff", "四个数都没有填，请至少填一个。")
        return data


class UnionPage(WritePage):
    """A form about one union that is there already."""

    def find(self, **key: Any) -> Any:
        return union_in(self.reader, key["code"])

    def union_name(self) -> str:
        return "" if self.record is None or self.record.code == "T" else self.record.name

    def heading(self) -> str:
        return f"{self.record.name}：{self.title}"

    def back(self) -> str:
        return reverse("console:union", args=[self.record.code])

    def barred(self) -> Refused | None:
        if self.record.closed_on:
            return Refused(f"{self.record.name}已于{cn_date(self.record.closed_on)}撤销，不能再改。",
                           "要更正撤销前的记录，请找镇总工会。")  # fmt: skip
        return None


class Register(WritePage):
    title = button = "登记工会"
    form_class = RegisterForm
    town_only = True

    def back(self) -> str:
        return reverse("console:unions")

    def first(self) -> dict[str, Any]:
        return {"parent": town()}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        union = union_register(by=by, at=at, **data)
        return reverse("console:union", args=[union.code]), f"已登记{union.name}，编号{union.code}。"


class Amend(UnionPage):
    title, button, form_class, locks = "更正", "保存更正", AmendForm, True

    def first(self) -> dict[str, Any]:
        return {name: getattr(self.record, name) for name in AmendForm.base_fields}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        changes = union_amend(union=self.record, by=by, at=at, **data)
        return self.back(), f"{self.record.name}记好了。" if changes else "没有改动。"


class Place(UnionPage):
    title, button, form_class, town_only = "调整上级或类型", "登记调整", PlaceForm, True
    note = "从这一天起按新的归属统计，以前各时段的数字不变。"

    def first(self) -> dict[str, Any]:
        now = UnionPlacement.objects.on(self.reader.today).filter(union=self.record).first()
        return {"parent": now.parent, "area": now.area, "kind": now.kind} if now else {}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        changed = union_place(union=self.record, by=by, at=at, **data)
        return self.back(), f"{cn_date(data['on'])}起按新的归属统计。" if changed else "没有改动。"


class Close(UnionPage):
    title, button, form_class, town_only = "撤销工会", "登记撤销", CloseForm, True

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        union_dissolve(union=self.record, by=by, at=at, **data)
        return self.back(), f"{self.record.name}已于{cn_date(data['on'])}撤销。"


class Merge(UnionPage):
    title, button, form_class, town_only = "并入别的工会", "登记合并", MergeForm, True

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        moved = union_merge(union=self.record, by=by, at=at, **data)
        into = data["into"]
        return reverse("console:union", args=[into.code]), f"{self.record.name}并入{into.name}，转了{moved}名会员。"


class CommitteePage(UnionPage):
    title, button, form_class = "登记一届委员会", "登记委员会", CommitteeForm
    note = "任期从选举日起算，任期最后一天自动算出，可以在卡片上核对。"

    def first(self) -> dict[str, Any]:
        last = Committee.objects.filter(union=self.record).order_by("-term").first()
        return {"term": last.term + 1 if last else 1, "years": "3"}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        elected = data["elected_on"]
        ends = add_months(elected, int(data["years"]) * 12) - timedelta(days=1)
        named = {"主席": data["chair"], "副主席": data["vice"], "经审主任": data["audit"], "女工主任": data["women"]}
        row = committee_record(union=self.record, term=data["term"], elected_on=elected, expires_on=ends, by=by, at=at,
                               seats={title: name for title, name in named.items() if name})  # fmt: skip
        for name in filter(None, (part.strip() for part in data["others"].replace("，", "、").split("、"))):
            seat_fill(committee=row, title="委员", holder=name, on=elected, by=by, at=at)
        return self.back(), f"第{row.term}届委员会记好了，任期到{cn_date(ends)}。"


class SeatPage(UnionPage):
    title, button, form_class = "登记任职", "登记任职", SeatForm
    note = "换主席、经审主任、女工主任时，前一位的任职到这一天为止。"

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        last = Committee.objects.filter(union=self.record).order_by("-term").first()
        if last is None:
            raise Refused("还没有登记委员会。", "请先登记这一届委员会。", "title")
        changed = seat_fill(committee=last, by=by, at=at, **data)
        return self.back(), f"{data['title']}{data['holder']}，{cn_date(data['on'])}起。" if changed else "没有改动。"


class BodyPage(UnionPage):
    title, button, form_class = "登记同步组织", "登记组织", BodyForm

    def first(self) -> dict[str, Any]:
        return {"kind": self.request.GET.get("kind", "")}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        kind = BodyKind(data.pop("kind"))
        changed = body_record(union=self.record, kind=kind, by=by, at=at, **{**data, "head": data["head"] or ""})
        return self.back(), f"{kind.label}记好了。" if changed else "没有改动。"


class BodyEndPage(UnionPage):
    title, button, form_class = "同步组织不再有", "登记撤销组织", BodyEndForm

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        kind = BodyKind(data["kind"])
        if not body_end(union=self.record, kind=kind, on=data["on"], by=by, at=at):
            raise Refused(f"{self.record.name}本来就没有登记{kind.label}。", "请另选。", "kind")
        return self.back(), f"{cn_date(data['on'])}起没有{kind.label}。"


class CertificatePage(UnionPage):
    title, button, form_class = "登记法人证书", "登记证书", CertificateForm

    def first(self) -> dict[str, Any]:
        row = Certificate.objects.filter(union=self.record).order_by("-valid_until").first()
        return {"number": row.number, "issued_on": row.issued_on, "valid_until": row.valid_until} if row else {}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        changed = certificate_record(union=self.record, by=by, at=at, **data)
        return self.back(), "法人证书记好了。" if changed else "没有改动。"


class EmployerOf(UnionPage):
    title, button, form_class, town_only = "归入单位", "归到这个工会", EmployerOfForm, True

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        new = employer_attach(union=self.record, by=by, at=at, **data)
        said = f"{cn_date(data['on'])}起{data['employer'].name}归{self.record.name}。"
        return self.back(), said if new else "它本来就在这个工会。"


class CountPage(UnionPage):
    title, button, form_class = "申报人数", "登记人数", CountForm
    note = "申报数和名册各记各的，不一致会在卡片上写明。"

    def first(self) -> dict[str, Any]:
        row = HeadCount.objects.on(self.reader.today).filter(union=self.record).first()
        return {name: getattr(row, name) for name in ("staff", "women", "migrants", "members")} if row else {}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        changed = head_count_record(union=self.record, by=by, at=at, **data)
        return self.back(), f"{cn_date(data['on'])}的人数记好了。" if changed else "没有改动。"
