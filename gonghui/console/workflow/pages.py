"""The pages of any flow's steps: take one, correct one, take one back; one deed for two clicks."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from gonghui.console.actions import token_take
from gonghui.console.ledgers.doings import read_only
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.ledgers.reading import reader_of
from gonghui.console.ledgers.scans import drop_scan, keep_scan
from gonghui.console.ledgers.write import fresh_token, refused_page
from gonghui.console.models import FormToken
from gonghui.console.numbers import number
from gonghui.console.workflow.forms import back_form, facts_of, recorded, step_form
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Reader
from gonghui.kernel.refusal import Refused, Stale
from gonghui.kernel.workflow.asking import deadlines_of
from gonghui.kernel.workflow.flow import Flow, Transition
from gonghui.kernel.workflow.models import Step
from gonghui.kernel.workflow.moving import correct, perform, take_back
from gonghui.kernel.workflow.settling import Moved
from gonghui.kernel.workflow.steps import steps_of


class OncePage(View, ABC):
    """A form that is carried out once, however often it is sent; what was typed stays when it is turned down."""

    template = "console/workflow/step.html"
    button = ""

    reader: Reader
    record: Any

    @abstractmethod
    def find(self, pk: int) -> Any:
        """The record inside the reader's scope. Raises Http404."""

    @abstractmethod
    def back(self) -> str:
        """The record's page."""

    @abstractmethod
    def title(self) -> str:
        """What the form does, as its heading says it."""

    @abstractmethod
    def name(self) -> str:
        """What the record is called in the heading."""

    @abstractmethod
    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        """The form, empty or with what was typed."""

    @abstractmethod
    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        """Do it; returns what is said on the next page."""

    def barred(self) -> Refused | None:
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **key: Any) -> Any:
        self.reader = self.reads(request)
        self.record = self.find(key["pk"])
        sent = FormToken.objects.filter(token=request.POST.get("token", "")[:40]).first() if request.POST else None
        if sent:
            return HttpResponseRedirect(sent.url or self.back())
        # A form that was sent is answered with what stands against it now, and keeps what was typed.
        no = self.shut()
        no = no or (self.barred() if request.method == "GET" else None)
        if no:
            return refused_page(request, self.title(), no, self.back())
        self.reader = self.reader.writing()
        return super().dispatch(request, *args, **key)

    def reads(self, request: HttpRequest) -> Reader:
        """Who looks, as he stands to the line of work of the page."""
        return reader_of(request)

    def shut(self) -> Refused | None:
        """Why this person may not write here at all; None when he may."""
        return None if self.may() else read_only(self.reader, self.request.line)  # type: ignore[attr-defined]  # by the middleware

    def may(self) -> bool:
        """Whether this person may write here: in the record's union, where the record has one."""
        if hasattr(self.record, "union_id"):
            return self.reader.may_enter(self.record.union_id)
        return self.reader.may_write

    def get(self, request: HttpRequest, **key: Any) -> HttpResponse:
        return self.show(request, self.form(), fresh_token())

    def post(self, request: HttpRequest, **key: Any) -> HttpResponse:
        token = request.POST.get("token", "")[:40]
        form = self.form(request.POST, request.FILES)
        if not form.is_valid() or not token:
            form.mark()
            return self.show(request, form, token or fresh_token(), 422)
        seen = number(request.POST.get("version"))
        if seen is not None and seen != getattr(self.record, "version", None):
            self._as_seen(seen, request.POST.get("state", ""))
        try:
            said = self._once(token, dict(form.cleaned_data), request)
        except IntegrityError:
            done = FormToken.objects.filter(token=token).values_list("url", flat=True).first()
            return HttpResponseRedirect(done or self.back())
        except Refused as no:
            stale = no if isinstance(no, Stale) else None
            self.record = self.find(self.kwargs.get("pk", 0))
            if stale is None:
                form.add_error(no.field if no.field in form.fields else None, str(no))
            form.mark()
            return self.show(request, form, token, 409 if stale else 422, stale)
        messages.success(request, said)
        return HttpResponseRedirect(self.back())

    def _as_seen(self, version: int, state: str) -> None:
        """Somebody changed the record since this form was shown: the verb is given what the person saw, and says so."""
        if hasattr(self.record, "version"):
            self.record.version = version
            if hasattr(self.record, "state") and state:
                self.record.state = state

    def _once(self, token: str, data: dict[str, Any], request: HttpRequest) -> str:
        at, hand = request.moment.at, request.hand  # type: ignore[attr-defined]
        scan = data.pop("scan", None)
        path = keep_scan(scan) if scan else ""
        by = replace(hand, scan=path)
        try:
            with transaction.atomic():
                taken = token_take(token=token, at=at)
                said = self.deed(data, by, at)
                FormToken.objects.filter(pk=taken.pk).update(url=self.back()[:300])
        except Exception:
            drop_scan(path)
            raise
        return said

    def show(self, request: HttpRequest, form: OfficeForm, token: str, status: int = 200, stale: Refused | None = None,
             **more: Any) -> HttpResponse:  # fmt: skip
        context = {
            "title": self.title(), "heading": f"{self.name()}：{self.title()}", "form": form, "token": token, "back": self.back(),
            "button": self.button or self.title(), "version": getattr(self.record, "version", ""), "stale": stale,
            "state_seen": getattr(self.record, "state", ""),
            "multipart": form.is_multipart(), "names": form.names(), **self.more(form), **more,
        }  # fmt: skip
        return render(request, self.template, context, status=status)

    def more(self, form: OfficeForm) -> dict[str, Any]:
        """What the template shows besides."""
        return {}


class FlowPage(OncePage):
    """A page about one step of one flow. `first` fills a fresh form: first(record, step, reader) → values."""

    flow: Flow
    first: Callable[[Any, Transition, Reader], dict[str, Any]] | None = None

    def transition(self) -> Transition:
        try:
            return self.flow.transition(self.kwargs["name"])
        except Refused:
            raise Http404 from None

    def asked(self, step: Transition) -> Transition:
        """The step as its form asks for it."""
        return step

    def kept(self, data: Mapping[str, Any], step: Transition) -> dict[str, Any]:
        """The facts of a cleaned form as the step keeps them."""
        return facts_of(data, step)

    def held(self, step: Step, transition: Transition) -> dict[str, Any]:
        """What a step recorded, as its form shows it."""
        return recorded(step, transition)

    def step(self) -> Step:
        """The valid step that the address names. Raises Http404."""
        key = self.kwargs["step"]
        found = next((each for each in steps_of(self.record).steps if each.pk == key), None)
        if found is None:
            raise Http404
        return found


class TakeStep(FlowPage):
    """登记一步."""

    def title(self) -> str:
        return self.transition().label

    def barred(self) -> Refused | None:
        access = self.flow.may(self.record, self.transition().name, on=self.reader.today)
        return None if access else Refused(access.reason, access.todo)

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        initial: dict[str, Any] = {"on": self.reader.today}
        if self.first is not None:
            initial |= self.first(self.record, self.transition(), self.reader)
        return step_form(self.asked(self.transition()), self.reader, data, files, initial)

    def more(self, form: OfficeForm) -> dict[str, Any]:
        return {"help": self.transition().help}

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        step = self.take(data, by, at)
        return f"{self.flow.transition(step.name).label}记好了。{self.told()}"

    def take(self, data: dict[str, Any], by: Hand, at: Any) -> Step:
        """Take the step with the form's values."""
        document = data.get("document") or ("扫描件" if by.scan else "")
        return perform(self.flow, self.record, self.transition().name, on=data["on"],
                       facts=self.kept(data, self.transition()), document=document, reason=data.get("reason") or "",
                       by=by, at=at)  # fmt: skip

    def told(self) -> str:
        """What runs now: 15日审查时限从今天起算，7月17日到期."""
        rows = [row for row in deadlines_of(self.record) if row.closed_on is None]
        if not rows:
            return ""
        row = min(rows, key=lambda each: each.due_on)
        return f"接下来：{row.title}，{cn_date(row.due_on, self.reader.today.year)}到期。"


def moved_words(moved: list[Moved]) -> str:
    """What a correction moved, in words."""
    return "".join(f"{move}。" for move in moved)


class CorrectStep(FlowPage):
    """更正一步."""

    button = "保存更正"

    def title(self) -> str:
        return f"更正“{self.flow.transition(self.step().name).label}”"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        step = self.step()
        transition = self.flow.transition(step.name)
        return step_form(self.asked(transition), self.reader, data, files, self.held(step, transition), correcting=True)

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        step = self.step()
        transition = self.flow.transition(step.name)
        moved = correct(self.flow, self.record, step, on=data["on"], facts=self.kept(data, transition),
                        document=data.get("document"), reason=data["reason"], by=by, at=at)  # fmt: skip
        return f"更正好了。{moved_words(moved)}"


class TakeBack(FlowPage):
    """退回一步."""

    button = "退回这一步"

    def title(self) -> str:
        return f"退回“{self.flow.transition(self.step().name).label}”"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        return back_form(self.reader, data)

    def more(self, form: OfficeForm) -> dict[str, Any]:
        return {"help": "退回的那一步留在办理记录里，注明是谁退的、为什么。"}

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        label = self.flow.transition(self.step().name).label
        moved = take_back(self.flow, self.record, self.step(), reason=data["reason"], by=by, at=at)
        return f"“{label}”退回了，现在是“{self.flow.state(self.record.state).label}”。{moved_words(moved)}"
