"""Forms about collective contracts: register (also as a renewal), correct, end."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from gonghui.bargaining.public import (
    ContractKind,
    ContractLevel,
    EffectBasis,
    Signing,
    contract_amend,
    contract_end,
    contract_record,
)
from gonghui.console.ledgers.fields import DayField, UnitField, UnitsField, pick, text
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.ledgers.reading import contract_in
from gonghui.console.ledgers.write import WritePage
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import add_months, cn_date
from gonghui.kernel.refusal import Refused
from gonghui.orgs.public import Employer, UnionEmployer, unions_of


class RegisterForm(OfficeForm):
    union = UnitField("工会", label="签订工会")
    kind = pick("类别", ContractKind.choices)
    level = pick("级别", ContractLevel.choices)
    covers = UnitsField("单位", label="覆盖单位", required=False,
                        help_text="一行一家，名称后面可以写职工人数；签订工会只有一家单位的可以空着")  # fmt: skip
    signing = pick("签订类型", Signing.choices, required=False, blank="由系统看有没有上一份")
    signed_on = DayField(label="签订日期", required=False)
    filed_on = DayField(label="报送日期", required=False)
    effective_on = DayField(label="生效日期", required=False, future_ok=True)
    expires_on = DayField(label="届满日期", future_ok=True, help_text="合同的最后一天。可打2029-06-30")
    number = text("合同编号", 40)
    handler = text("经办人", 60)
    remarks = text("备注", 300)


class RenewForm(RegisterForm):
    signing = None  # type: ignore[assignment]


class AmendForm(OfficeForm):
    number = text("合同编号", 40)
    signed_on = DayField(label="签订日期", required=False)
    filed_on = DayField(label="报送日期", required=False)
    effective_on = DayField(label="生效日期", required=False, future_ok=True)
    expires_on = DayField(label="届满日期", future_ok=True, help_text="合同的最后一天。可打2029-06-30")
    signing = pick("签订类型", Signing.choices)
    handler = text("经办人", 60)
    more = UnitsField("单位", label="再覆盖的单位", required=False, help_text="一行一家，名称后面可以写职工人数")
    remarks = text("备注", 300)


class EndForm(OfficeForm):
    on = DayField(label="从哪天起终止", help_text="这一天起不再有效。可打0702，或“今天”")
    reason = text("原因", 120, required=True)


def covered_by(union_id: int, day: Any) -> dict[int, int | None]:
    """The only employer of a union, as what a contract covers; empty for none or several."""
    keys = list(UnionEmployer.objects.on(day).filter(union=union_id).values_list("employer_id", flat=True)[:2])
    return {keys[0]: None} if len(keys) == 1 else {}


class Register(WritePage):
    title = button = "登记合同"
    form_class: type[OfficeForm] = RegisterForm

    def back(self) -> str:
        return reverse("console:contracts")

    def union_name(self) -> str:
        return self._union().name if self._union() else ""

    def _union(self) -> Any:
        code = self.request.GET.get("union")
        return unions_of(self.reader.scope).filter(code=code, closed_on=None).first() if code else None

    def first(self) -> dict[str, Any]:
        union = self._union()
        start: dict[str, Any] = {"kind": self.request.GET.get("kind", ""), "handler": self.reader.name}
        return start | {"union": union} if union else start

    def renews(self) -> Any:
        return None

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        covers = data.pop("covers") or covered_by(data["union"].pk, at.date())
        signing = data.pop("signing", None)
        if self.renews() is not None:
            signing = Signing.RENEWAL
        kind, level = ContractKind(data.pop("kind")), ContractLevel(data.pop("level"))
        row = contract_record(
            covers=covers, kind=kind, level=level, signing=Signing(signing) if signing else None, renews=self.renews(),
            by=by, at=at, **data,
        )  # fmt: skip
        word = Signing(row.signing).label
        said = f"{row.union.name}的{kind.label}（{word}）记好了，到{cn_date(row.expires_on)}。"
        return reverse("console:contract", args=[row.pk]), said


class Renew(Register):
    title = button = "登记续订"
    form_class = RenewForm
    note = "已按上一份填好：类别、覆盖单位照旧，期限接着上一份，一样长。核对后登记。"

    def find(self, **key: Any) -> Any:
        return contract_in(self.reader, key["pk"])

    def union_name(self) -> str:
        return self.record.union.name

    def back(self) -> str:
        return reverse("console:contract", args=[self.record.pk])

    def heading(self) -> str:
        return f"{self.record.union.name}：续订{self.record.get_kind_display()}"

    def renews(self) -> Any:
        return self.record

    def barred(self) -> Refused | None:
        after = getattr(self.record, "renewed_by", None)
        if after is not None:
            return Refused("这份合同已经续订过了。", f"请打开续订的那一份，到{cn_date(after.expires_on)}。")
        if self.record.union.closed_on:
            return Refused(f"{self.record.union.name}已经撤销，不能续订。", "请由接手的工会登记一份新合同。")
        return None

    def first(self) -> dict[str, Any]:
        old = self.record
        start = old.expires_on + timedelta(days=1)
        first = old.effective_on or old.signed_on
        days = old.expires_on - first if first else timedelta(days=364)
        months = round((days.days + 1) / 30.4375)
        names = Employer.objects.filter(contract_covers__contract=old).order_by("name")
        return {
            "union": old.union, "kind": old.kind, "level": old.level, "effective_on": start,
            "expires_on": add_months(start, months) - timedelta(days=1), "handler": old.handler or self.reader.name,
            "covers": "\n".join(names.values_list("name", flat=True)),
        }  # fmt: skip


class ContractPage(WritePage):
    """A form about one contract that is there already."""

    def find(self, **key: Any) -> Any:
        return contract_in(self.reader, key["pk"])

    def union_name(self) -> str:
        return self.record.union.name

    def heading(self) -> str:
        return f"{self.record.union.name}{self.record.get_kind_display()}：{self.title}"

    def back(self) -> str:
        return reverse("console:contract", args=[self.record.pk])


class Amend(ContractPage):
    title, button, form_class, locks = "更正", "保存更正", AmendForm, True

    def first(self) -> dict[str, Any]:
        return {name: getattr(self.record, name) for name in AmendForm.base_fields if name != "more"}

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        more = data.pop("more") or None
        data["number"] = data["number"] or None
        if data["effective_on"] and data["effective_on"] != self.record.effective_on:
            data["effect_basis"] = EffectBasis.RECORDED
        changed = contract_amend(contract=self.record, covers=more, by=by, at=at, **data)
        return self.back(), "这份合同记好了。" if changed else "没有改动。"


class End(ContractPage):
    title, button, form_class = "提前终止", "登记终止", EndForm

    def barred(self) -> Refused | None:
        row = self.record
        if row.ended_on:
            return Refused(f"这份合同已于{cn_date(row.ended_on)}终止。")
        if row.expires_on < self.reader.today:
            return Refused(f"合同{cn_date(row.expires_on)}已经届满。", "届满的合同不用办终止，可以登记续订。")
        return None

    def perform(self, data: dict[str, Any], by: Hand, at: Any) -> tuple[str, str]:
        contract_end(contract=self.record, by=by, at=at, **data)
        return self.back(), f"{cn_date(data['on'])}起终止。"
