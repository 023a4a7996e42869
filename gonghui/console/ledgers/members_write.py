"""Forms about members: admit, correct, transfer, leave, keep the membership, restore it; the look at private values."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from gonghui.console.actions import private_look
from gonghui.console.ledgers.fields import DayField, IdField, UnitField, person, phone, pick, text
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.ledgers.reading import membership_in, reader_of
from gonghui.console.ledgers.write import WritePage
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.privacy import blind_index
from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets import id_birth_and_sex
from gonghui.orgs.public import GRASSROOTS, UnionEmployer, unions_of
from gonghui.people.public import (
    Admission,
    Household,
    LeaveReason,
    MemberState,
    Sex,
    Worker,
    member_amend,
    member_leave,
    member_restate,
    member_transfer,
    members_admit,
    worker_amend,
)

LEAVES = [(reason.value, str(reason.label)) for reason in
          (LeaveReason.RESIGNED, LeaveReason.LAPSED, LeaveReason.EXPELLED, LeaveReason.DIED)]  # fmt: skip
YES_NO = [("1", "是"), ("0", "否")]


class AdmitForm(OfficeForm):
    union = UnitField("工会", label="工会")
    name = person(label="姓名", required=True)
    id_number = IdField(label="身份证号", max_length=30, help_text="只加密保存，列表里不显示")
    joined_on = DayField(label="入会日期")
    phone = phone(label="手机", required=False)
    employer = UnitField("单位", label="工作单位", required=False, help_text="一个工会只有一家单位的可以空着")
    migrant = pick("农民工", YES_NO, required=False)
    job = text("岗位", 40)
    card_number = text("会员证号", 40)
    remarks = text("备注", 300)


class AmendForm(OfficeForm):
    name = person(label="姓名", required=True)
    id_number = IdField(label="身份证号", max_length=30, required=False, help_text="空着就不改；改了只记“已改”")
    phone = phone(label="手机", required=False, help_text="空着就不改；改了只记“已改”")
    sex = pick("性别", Sex.choices, required=False)
    joined_on = DayField(label="入会日期", required=False)
    card_number = text("会员证号", 40)
    migrant = pick("农民工", YES_NO, required=False)
    household = pick("户籍类型", Household.choices, required=False)
    nation = text("民族", 20)
    politics = text("政治面貌", 20)
    education = text("学历", 20)
    job = text("岗位", 40)
    skill = text("技能等级", 20)
    remarks = text("备注", 300)


class TransferForm(OfficeForm):
    to = UnitField("工会", label="转到哪个工会")
    employer = UnitField("单位", label="工作单位", required=False)
    on = DayField(label="从哪天起", help_text="这一天起在新工会的名册上。可打0702，或“今天”")


class LeaveForm(OfficeForm):
    reason = pick("原因", LEAVES)
    on = DayField(label="从哪天起", help_text="这一天起不在名册上。可打0702，或“今天”")
    went_to = text("去向", 120)


class OnForm(OfficeForm):
    on = DayField(label="从哪天起")


def only_employer(union_id: int, day: Any) -> int | None:
    """The key of the one employer that a union covers; None for none or several."""
    keys = list(UnionEmployer.objects.on(day).filter(union=union_id).values_list("employer_id", flat=True)[:2])
    return keys[0] if len(keys) == 1 else None


class Admit(WritePage):
    title = button = "登记入会"
    form_class = AdmitForm

    def back(self) -> str:
        return reverse("console:members")

    def first(self) -> dict[str, Any]:
        unions = unions_of(self.reader.scope).filter(closed_on=None)
        code = self.request.GET.get("union")
        found = unions.filter(code=code).first() if code else None
        if found is None and not self.reader.scope.everything:
            own = [office.union_id for office in self.request.offices]  # type: ignore[attr-defined]
            found = unions.filter(pk__in=own).filter(placements__kind__in=GRASSROOTS).first()
        return {"union": found} if found else {}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        union, number = data["union"], data["id_number"]
        known = Worker.objects.filter(id_index=blind_index(number)).first()
        if known and known.name != data["name"]:
            raise Refused("这个证件号已经登记在别的姓名下。", "请对着身份证原件核对姓名和号码。", "id_number")
        born, sex = id_birth_and_sex(number)
        details = {"born_on": born, "sex": Sex.MALE if sex == "男" else Sex.FEMALE, "job": data["job"],
                   "remarks": data["remarks"], "migrant": {"1": True, "0": False}.get(data["migrant"])}  # fmt: skip
        employer = data["employer"].pk if data["employer"] else only_employer(union.pk, data["joined_on"])
        item = Admission(
            name=data["name"], id_number=number, union_id=union.pk, since=data["joined_on"], phone=data["phone"] or "",
            joined_on=data["joined_on"], employer_id=employer, card_number=data["card_number"], worker=known,
            details=details,
        )  # fmt: skip
        row = members_admit(items=[item], by=by, at=at)[0]
        return reverse("console:member", args=[row.pk]), f"{data['name']}已登记在{union.name}的名册上。"


class MemberPage(WritePage):
    """A form about one membership that is there already."""

    def find(self, **key: Any) -> Any:
        return membership_in(self.reader, key["pk"])

    def union_name(self) -> str:
        return self.record.union.name

    def heading(self) -> str:
        return f"{self.record.worker.name}：{self.title}"

    def back(self) -> str:
        return reverse("console:member", args=[self.record.pk])

    def barred(self) -> Refused | None:
        row = self.record
        if row.end_on:
            return Refused(f"{row.worker.name}在{row.union.name}的会籍已于{cn_date(row.end_on)}结束。",
                           "要改现在的会籍，请打开他现在的那一条。")  # fmt: skip
        return None


class Amend(MemberPage):
    title, button, form_class, locks = "更正", "保存更正", AmendForm, True

    def locked(self) -> Any:
        return self.record.worker

    def first(self) -> dict[str, Any]:
        worker, row = self.record.worker, self.record
        plain = ("name", "sex", "household", "nation", "politics", "education", "job", "skill", "remarks")
        return {name: getattr(worker, name) for name in plain} | {
            "joined_on": row.joined_on, "card_number": row.card_number,
            "migrant": {True: "1", False: "0", None: ""}[worker.migrant],
        }  # fmt: skip

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        row = self.record
        joined, card = data.pop("joined_on"), data.pop("card_number")
        data["migrant"] = {"1": True, "0": False}.get(data["migrant"])
        changes = worker_amend(worker=row.worker, union_id=row.union_id, by=by, at=at, **data)
        changes |= member_amend(row=row, joined_on=joined, card_number=card, by=by, at=at)
        return self.back(), f"{row.worker.name}记好了。" if changes else "没有改动。"


class Transfer(MemberPage):
    title, button, form_class = "转会", "登记转会", TransferForm

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        to, on = data["to"], data["on"]
        fresh = member_transfer(row=self.record, to=to, on=on, employer=data["employer"], by=by, at=at)
        return reverse("console:member", args=[fresh.pk]), f"{cn_date(on)}起{self.record.worker.name}在{to.name}。"


class Leave(MemberPage):
    title, button, form_class = "登记离开", "登记离开", LeaveForm

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        reason = LeaveReason(data.pop("reason"))
        member_leave(row=self.record, reason=reason, by=by, at=at, **data)
        return self.back(), f"{self.record.worker.name}{cn_date(data['on'])}起{reason.label}，以前的记录都在。"


class Restate(MemberPage):
    """保留会籍 and back again, whichever the member is not."""

    title, button, form_class = "改会籍", "登记会籍", OnForm

    def other(self) -> MemberState:
        return MemberState.FULL if self.record.state == MemberState.RETAINED else MemberState.RETAINED

    def heading(self) -> str:
        return f"{self.record.worker.name}：会籍改为{self.other().label}"

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        fresh = member_restate(row=self.record, state=self.other(), on=data["on"], by=by, at=at)
        return reverse("console:member", args=[fresh.pk]), f"会籍改为{fresh.get_state_display()}。"


class LookForm(OfficeForm):
    purpose = forms.CharField(
        label="为什么要看", max_length=80, help_text="比如核对入会申请、办互助保障理赔；会记入办理记录"
    )


class Look(View):
    """Shows the identity and phone number once, after the purpose is written down."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(request, pk, None)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(request, pk, request.POST)

    def _show(self, request: HttpRequest, pk: int, data: Any) -> HttpResponse:
        reader = reader_of(request)
        row = membership_in(reader, pk)
        back = reverse("console:member", args=[row.pk])
        if not reader.may_write or (row.end_on and not reader.town):
            context = {"title": "查看证件号", "what": "证件号和手机由本工会主席和镇总工会查看。", "back": back,
                       "todo": "确有需要请找镇总工会。"}  # fmt: skip
            return render(request, "console/ledgers/refused.html", context, status=403)
        form = LookForm(data, reader=reader)
        page: dict[str, Any] = {"row": row, "form": form, "back": back, "shown": None}
        status = 200
        if data is not None:
            status = 422
            if form.is_valid():
                try:
                    page["shown"] = private_look(row=row, purpose=form.cleaned_data["purpose"], by=request.hand,  # type: ignore[attr-defined]
                                                    at=request.moment.at)  # type: ignore[attr-defined]  # fmt: skip
                    status = 200
                except Refused as refused:
                    form.add_error("purpose", str(refused))
            form.mark()
        response = render(request, "console/ledgers/look.html", page, status=status)
        response["Cache-Control"] = "no-store"
        return response
