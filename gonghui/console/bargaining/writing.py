"""The forms of a procedure besides its steps: open, correct, enter one under way, delegates, clauses."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gonghui.bargaining.public import (
    Bargaining,
    Contract,
    ContractKind,
    ContractLevel,
    Past,
    Purpose,
    Side,
    bargaining_amend,
    bargaining_enter,
    bargaining_name,
    bargaining_open,
    bargaining_vote,
    contract_title,
)
from gonghui.console.bargaining.course import FLOW, first_values, stops_of
from gonghui.console.bargaining.reading import contract_of, procedure_in
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.workflow.forms import facts_of, field_of
from gonghui.console.workflow.pages import CorrectStep, OncePage, TakeBack, TakeStep
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.ledger.api import Field
from gonghui.kernel.refusal import Refused
from gonghui.kernel.workflow.models import Step
from gonghui.orgs.public import Employer, UnionEmployer, unions_of


class OfProcedure:
    """Pages about one procedure."""

    flow = FLOW
    record: Any
    reader: Any

    def find(self, pk: int) -> Bargaining:
        return procedure_in(self.reader, pk)

    def back(self) -> str:
        return reverse("console:bargaining", args=[self.record.pk])

    def name(self) -> str:
        return bargaining_name(self.record)


class TakeProcedureStep(OfProcedure, TakeStep):
    """登记协商的一步; a vote says by itself whether the draft was adopted."""

    first = staticmethod(first_values)

    def title(self) -> str:
        label = self.transition().label
        return "登记审议结果" if self.transition().name in ("adopt", "reject") else label

    def take(self, data: dict[str, Any], by: Hand, at: Any) -> Step:
        if self.transition().name not in ("adopt", "reject"):
            return super().take(data, by, at)
        return bargaining_vote(bargaining=self.record, on=data["on"], facts=facts_of(data, self.transition()),
                               document=data.get("document") or ("扫描件" if by.scan else ""), by=by, at=at)  # fmt: skip


class CorrectProcedureStep(OfProcedure, CorrectStep):
    """更正协商的一步."""


class TakeBackProcedureStep(OfProcedure, TakeBack):
    """退回协商的一步."""


PARTIES = Field("covers", "协商单位", "records", required=False, of="单位",
                help="一行一家，名称后面可以写职工人数；工会只有一家单位的可以空着")  # fmt: skip
HANDLER = Field("handler", "经办人", "text", required=False, size=60)
PROPOSER = Field("proposer", "谁先提出", "choice", choices=Side.choices, required=True)
REMARKS = Field("remarks", "备注", "text", required=False, size=300)
OPENING = (
    Field("union", "工会", "record", of="工会", required=True),
    Field("kind", "类别", "choice", choices=ContractKind.choices, required=True),
    Field("level", "级别", "choice", choices=ContractLevel.choices, required=True),
    PARTIES, PROPOSER, HANDLER,
    Field("no_union", "没有工会的说明", "text", required=False, size=120,
          help="还没有建会、由上级工会指导推举代表的，写明经过"),
    REMARKS,
)  # fmt: skip


class Open(OncePage):
    """发起协商, by itself or over a contract."""

    opened: Bargaining | None = None

    def find(self, pk: int) -> Contract | None:
        return contract_of(self.reader, pk) if pk else None

    @property
    def purpose(self) -> Purpose:
        given = self.request.GET.get("purpose", "")
        if self.record is None:
            return Purpose.SIGN
        return Purpose(given) if given in (Purpose.RENEW, Purpose.CHANGE, Purpose.END) else Purpose.RENEW

    def back(self) -> str:
        if self.opened is not None:
            return reverse("console:bargaining", args=[self.opened.pk])
        return reverse("console:contract", args=[self.record.pk]) if self.record else reverse("console:bargainings")

    def title(self) -> str:
        return f"发起{self.purpose.label}的协商" if self.record else "发起协商"

    def name(self) -> str:
        return contract_title(self.record) if self.record else "集体协商"

    def dispatch(self, request: HttpRequest, *args: Any, **key: Any) -> Any:
        return super().dispatch(request, *args, **{"pk": 0, **key})

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        if self.record is not None:
            initial = {"handler": self.record.handler or self.reader.name, "proposer": Side.STAFF}
            return OfficeForm(data, reader=self.reader, fields=(PROPOSER, HANDLER, REMARKS), initial=initial)
        code = self.request.GET.get("union")
        union = unions_of(self.reader.scope).filter(code=code).first() if code else None
        initial = {"handler": self.reader.name, "proposer": Side.STAFF, "union": union}
        initial |= {"kind": self.request.GET.get("kind", "")}
        return OfficeForm(data, reader=self.reader, fields=OPENING, initial=initial)

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        if self.record is not None:
            self.opened = bargaining_open(
                union=self.record.union, kind=ContractKind(self.record.kind), covers={}, purpose=self.purpose,
                earlier=self.record, by=by, at=at, **data,
            )  # fmt: skip
        else:
            union, covers = data.pop("union"), data.pop("covers") or {}
            covers = covers or only_employer(union.pk, at.date())
            kind, level = ContractKind(data.pop("kind")), ContractLevel(data.pop("level"))
            self.opened = bargaining_open(union=union, kind=kind, level=level, covers=covers, by=by, at=at, **data)
        return "发起好了。接下来登记双方的代表，要约送达以后登记要约。"


def only_employer(union_id: int, day: date) -> dict[int, int | None]:
    """The only employer of a union; empty for none or several."""
    keys = list(UnionEmployer.objects.on(day).filter(union=union_id).values_list("employer_id", flat=True)[:2])
    return {keys[0]: None} if len(keys) == 1 else {}


class Amend(OfProcedure, OncePage):
    """更正协商的基本情况."""

    button = "保存更正"

    def title(self) -> str:
        return "更正基本情况"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        names = Employer.objects.filter(bargaining_covers__bargaining=self.record).order_by("name")
        fields = [PROPOSER, HANDLER, Field("no_union", "没有工会的说明", "text", required=False, size=120), REMARKS]
        if self.record.contract_id is None:
            fields.insert(0, PARTIES)
        initial = {key: getattr(self.record, key) for key in ("proposer", "handler", "no_union", "remarks")}
        initial["covers"] = "\n".join(names.values_list("name", flat=True))
        return OfficeForm(data, reader=self.reader, fields=fields, initial=initial)

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        covers = data.pop("covers", None)
        changed = bargaining_amend(bargaining=self.record, covers=covers or None, by=by, at=at, **data)
        return "更正好了。" if changed else "没有改动。"


class Enter(OfProcedure, OncePage):
    """补录已经走过的步骤: a day for each, up to where it stands; none of the past clocks rings."""

    template = "console/bargaining/enter.html"
    button = "补录这些步骤"

    def title(self) -> str:
        return "补录已经走过的步骤"

    def barred(self) -> Refused | None:
        if self.record.state != "prepared":
            return Refused("这次协商已经登记过步骤。", "请接着一步一步登记。")
        return None

    def _stops(self) -> list[str]:
        return [stop.name for stop in stops_of(self.record)]

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        fields: list[Field] = []
        initial: dict[str, Any] = {}
        for name in self._stops():
            step = FLOW.transition(name)
            fields.append(Field(f"{name}_on", step.day_label, "day", required=False))
            for fact in step.facts:
                if fact.required or fact.key in ("expires_on", "starts_on", "number", "received_on"):
                    made = field_of(fact)
                    fields.append(Field(f"{name}_{fact.key}", made.label, made.kind, required=False, choices=made.choices,
                                        help=made.help, size=made.size, future=made.future))  # fmt: skip
            initial |= {f"{name}_{key}": value for key, value in _usual(name).items()}
        return OfficeForm(data, reader=self.reader, fields=fields, initial=initial)

    def more(self, form: OfficeForm) -> dict[str, Any]:
        groups = []
        for name in self._stops():
            boxes = [form[key] for key in form.fields if key.startswith(f"{name}_")]
            groups.append((FLOW.transition(name).label.removeprefix("登记"), boxes))
        return {
            "groups": groups,
            "help": "只填已经办过的，从要约开始，一步接一步；还没有办的空着。以前的时限不会补响。",
        }

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        past = []
        for name in self._stops():
            if data.get(f"{name}_on") is None:
                break
            facts = {fact.key: data.get(f"{name}_{fact.key}") for fact in FLOW.transition(name).facts}
            past.append(Past(name, data[f"{name}_on"], facts))
        if not past:
            raise Refused("一步也没有填。", "请从要约送达的日期填起。", "offer_on")
        steps = bargaining_enter(bargaining=self.record, steps=past, by=by, at=at)
        return f"补录了{len(steps)}步，现在是“{FLOW.state(self.record.state).label}”。"


def _usual(name: str) -> dict[str, Any]:
    return {
        "meet": {"chaired_by": "staff", "result": "agreed", "minutes": "见会议记录"},
        "adopt": {"body": "congress"},
    }.get(name, {})
