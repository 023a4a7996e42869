"""The forms about who bargains and what the text says: delegates and clauses."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.urls import reverse

from gonghui.bargaining.public import (
    ClauseText,
    Delegate,
    Measure,
    Side,
    bargaining_name,
    checklist,
    clauses_of,
    clauses_write,
    contract_title,
    delegate_amend,
    delegate_leave,
    delegate_name,
    province,
)
from gonghui.console.bargaining.reading import contract_of, procedure_in
from gonghui.console.bargaining.writing import OfProcedure
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.numbers import key
from gonghui.console.workflow.pages import OncePage
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.ledger.api import Field
from gonghui.people.public import Sex

DELEGATE = (
    Field("name", "姓名", "text", required=True, size=60),
    Field("sex", "性别", "choice", choices=Sex.choices, required=False),
    Field("post", "职务", "text", required=False, size=60),
    Field("since", "从哪天起担任", "day", required=True),
    Field("chief", "首席代表", "flag"),
    Field("outsider", "外聘（本单位以外的人）", "flag"),
    Field("frontline", "一线职工", "flag"),
)


class NameDelegate(OfProcedure, OncePage):
    """登记协商代表, of one side, or in the place of one who left."""

    button = "登记代表"

    def title(self) -> str:
        left = self._left()
        return f"登记接替{left.name}的代表" if left else f"登记{self._side().label}代表"

    def _side(self) -> Side:
        given = self.request.GET.get("side", "")
        return Side(given) if given in Side.values else Side.STAFF

    def _left(self) -> Delegate | None:
        return self.record.delegates.filter(pk=key(self.request.GET.get("replaces"))).first()

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        return OfficeForm(data, reader=self.reader, fields=DELEGATE, initial={"since": self.reader.today})

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        left = self._left()
        side = Side(left.side) if left else self._side()
        row = delegate_name(bargaining=self.record, side=side, replaces=left, by=by, at=at, **_no_none(data))
        return f"{row.name}任{side.label}{'首席' if row.chief else ''}代表，记好了。"


def _no_none(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: "" if value is None else value for key, value in data.items()}


class OfDelegate(OfProcedure):
    """Pages about one delegate of the procedure."""

    kwargs: dict[str, Any]

    @property
    def delegate(self) -> Delegate:
        found = self.record.delegates.filter(pk=self.kwargs["delegate"]).first()
        if found is None:
            raise Http404
        return found


class AmendDelegate(OfDelegate, OncePage):
    button = "保存更正"

    def title(self) -> str:
        return f"更正代表{self.delegate.name}"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        initial = {one.key: getattr(self.delegate, one.key) for one in DELEGATE}
        return OfficeForm(data, reader=self.reader, fields=DELEGATE, initial=initial)

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        changed = delegate_amend(delegate=self.delegate, by=by, at=at, **_no_none(data))
        return "更正好了。" if changed else "没有改动。"


class LeaveDelegate(OfDelegate, OncePage):
    button = "登记不再担任"

    def title(self) -> str:
        return f"{self.delegate.name}不再担任代表"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        fields = (Field("on", "从哪天起不再担任", "day", required=True),
                  Field("why", "原因", "text", required=True, size=120, help="如离职、调岗、辞去代表"))  # fmt: skip
        return OfficeForm(data, reader=self.reader, fields=fields, initial={"on": self.reader.today})

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        delegate_leave(delegate=self.delegate, by=by, at=at, **data)
        return "记好了。空缺要在规定的日子里补上，时限已经起算。"


class Clauses(OncePage):
    """条款清单, of a draft or of a contract that was recorded without a procedure."""

    template = "console/bargaining/clauses.html"
    button = "保存清单"
    of_contract = False

    def find(self, pk: int) -> Any:
        return contract_of(self.reader, pk) if self.of_contract else procedure_in(self.reader, pk)

    def back(self) -> str:
        return reverse("console:contract" if self.of_contract else "console:bargaining", args=[self.record.pk])

    def name(self) -> str:
        return contract_title(self.record) if self.of_contract else bargaining_name(self.record)

    def title(self) -> str:
        return "条款清单"

    def _items(self) -> list[str]:
        listed = list(checklist(self.record.kind, self.reader.today, province()).value)
        return listed + [each.item for each in self._known() if each.item not in listed]

    def _known(self) -> list[Any]:
        return clauses_of(self.record) if self.of_contract else list(self.record.clauses.all())

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        known = {each.item: each for each in self._known()}
        fields: list[Field] = []
        initial: dict[str, Any] = {}
        measures = (Measure.MONTH_WAGE, Measure.HOUR_WAGE, Measure.RAISE, Measure.OTHER)
        for number, item in enumerate(self._items()):
            fields += [
                Field(f"a{number}", f"{item}：约定了没有", "yesno", required=False),
                Field(f"t{number}", f"{item}：条款内容", "text", required=False, size=500),
                Field(
                    f"m{number}",
                    f"{item}：数字是什么",
                    "choice",
                    required=False,
                    choices=[(m.value, m.label) for m in measures],
                ),
                Field(f"f{number}", f"{item}：数值", "money", required=False),
            ]
            row = known.get(item)
            if row is not None:
                initial |= {
                    f"a{number}": row.agreed,
                    f"t{number}": row.text,
                    f"m{number}": row.measure,
                    f"f{number}": row.figure,
                }
        return OfficeForm(data, reader=self.reader, fields=fields, initial=initial)

    def more(self, form: OfficeForm) -> dict[str, Any]:
        rows = [(item, *(form[f"{kind}{number}"] for kind in "atmf")) for number, item in enumerate(self._items())]
        value = checklist(self.record.kind, self.reader.today, province())
        return {
            "rows": rows,
            "value": value,
            "help": "逐项核对：文本里约定了的选“是”并写上内容，有数字的填数值；没有约定的选“否”。",
        }

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        texts = [
            ClauseText(item, bool(data[f"a{number}"]), data[f"t{number}"] or "", data[f"m{number}"] or "",
                       Decimal(data[f"f{number}"]) if data[f"f{number}"] is not None else None)
            for number, item in enumerate(self._items()) if data[f"a{number}"] is not None
        ]  # fmt: skip
        owner = {"contract": self.record} if self.of_contract else {"bargaining": self.record}
        changed = clauses_write(clauses=texts, by=by, at=at, **owner)
        return f"记下{changed}项。" if changed else "没有改动。"
