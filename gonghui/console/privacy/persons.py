"""One person's data: the consents, all that is held, a copy of it, and erasing."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.ledgers.reading import address, reader_of, record_in
from gonghui.console.ledgers.scans import drop_scan, keep_scan
from gonghui.console.places import page_of
from gonghui.console.privacy import rights
from gonghui.console.privacy.asking import PurposeForm
from gonghui.console.request import OfficeRequest
from gonghui.console.scans.fields import ScanField
from gonghui.kernel.ledger.api import Field, Reader, ledger_of
from gonghui.kernel.privacy.consents import consent_record, consent_withdraw, consents_of
from gonghui.kernel.privacy.copies import copy_docx, copy_json
from gonghui.kernel.privacy.erasing import held_on, person_erase, person_kind, values_of
from gonghui.kernel.privacy.exports import export_make, watermark
from gonghui.kernel.privacy.inventory import ConsentKind
from gonghui.kernel.privacy.mentions import mentions_of
from gonghui.kernel.privacy.models import Consent
from gonghui.kernel.refusal import Refused

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KIND = Field("kind", "同意什么", "choice", required=True, choices=ConsentKind.choices, blank="请选")
FORM = Field("form", "怎么同意的", "choice", required=True, choices=Consent.FORMS, blank="请选")
GIVEN = Field("given_on", "同意日期", "day", required=True)
GUARDIAN = Field("guardian", "监护人姓名", "text", required=False, size=60, help="不满十四周岁的才填")
NOTE = Field("note", "说明", "text", required=False, size=200)
WHY = Field("reason", "理由", "text", required=True, size=120, help="比如：本人要求删除；保存期已到")


def _found(plain: HttpRequest, pk: int) -> tuple[OfficeRequest, Reader, Any, Any]:
    """(request, reader, membership, worker) of a member inside the reader's scope. Raises Http404."""
    request, ledger = cast(OfficeRequest, plain), ledger_of(rights.MEMBERS)
    if not ledger.visible(reader_of(request)):
        raise Http404
    reader = ledger.reader(reader_of(request))
    row = record_in(ledger, reader, pk)
    return request, reader, row, ledger.subject(row)


@require_http_methods(["GET", "POST"])
def held(plain: HttpRequest, pk: int) -> HttpResponse:
    """What is held on one person, masked; a POST hands out the copy in clear, registered like every export."""
    request, reader, row, person = _found(plain, pk)
    ledger = ledger_of(rights.MEMBERS)
    form = PurposeForm(request.POST if request.method == "POST" else None, reader)
    if request.method == "POST" and not ledger.may_look(row, reader):
        raise Refused("加密的内容由本工会主席和镇总工会查看。", "确有需要请找镇总工会。")
    if request.method == "POST" and form.is_valid():
        return _copy(request, row, person, form.said, request.POST.get("as") == "json")
    form.mark()
    found = held_on(person)
    tables = [(one, [list(values_of(each)) for each in one.rows[:200]]) for one in found.holdings]
    context = {"row": row, "person": person, "held": found, "tables": tables, "form": form, "back": address(ledger, row),
               "may_look": ledger.may_look(row, reader), "may_erase": rights.may_decide(reader),
               "barred": person_kind(person).barred(person)}  # fmt: skip
    return render(plain, "console/privacy/held.html", context, status=422 if form.errors else 200)


def _copy(request: OfficeRequest, row: Any, person: Any, said: str, as_json: bool) -> HttpResponse:
    build = copy_json if as_json else copy_docx
    _, data = export_make(
        what="person", title="个人信息清单", words=f"职工档案第{person.pk}号", rows=1, opened=["全部"], reason=said,
        subjects=[(person, row.union_id)], by=request.hand, at=request.moment.at,
        build=lambda export: build(held_on(person), watermark(export), request.moment.today),
    )  # fmt: skip
    response = HttpResponse(data, content_type="application/json" if as_json else WORD)
    ending = "json" if as_json else "docx"
    response["Content-Disposition"] = f'attachment; filename="person-{person.pk}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def erase(plain: HttpRequest, pk: int) -> HttpResponse:
    """Erase a person, after saying why and ticking that it cannot be taken back."""
    request, reader, row, person = _found(plain, pk)
    rights.refuse_unless(rights.may_decide(reader), "清除个人信息")
    sure = Field("sure", "我知道清除以后找不回来", "flag", required=False)
    form = OfficeForm(request.POST if request.method == "POST" else None, fields=(WHY, sure), reader=reader)
    no = person_kind(person).barred(person)
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["sure"]:
            form.add_error("sure", "清除以后找不回来，请打勾确认。")
        elif no is None:
            covered = person_erase(
                person=person, reason=form.cleaned_data["reason"], by=request.hand, at=request.moment.at
            )
            messages.success(request, f"个人信息已清除，{covered}条办理记录里的姓名也遮去了；各期数字不变。")
            return HttpResponseRedirect(address(ledger_of(rights.MEMBERS), row))
    form.mark()
    elsewhere = [] if no else [(one, page_of(one.row)) for one in mentions_of(person, reader.scope)]
    context = {"person": person, "form": form, "barred": no, "row": row, "elsewhere": elsewhere}
    return render(plain, "console/privacy/erase.html", context, status=422 if form.errors else 200)


class ConsentForm(OfficeForm):
    """A consent as it is entered."""

    def __init__(self, data: Any, files: Any, reader: Reader) -> None:
        super().__init__(data, files, fields=(KIND, FORM, GIVEN, GUARDIAN, NOTE), reader=reader)
        self.fields["scan"] = ScanField("同意书扫描件")


@require_http_methods(["GET", "POST"])
def consents(plain: HttpRequest, pk: int) -> HttpResponse:
    """The consents of a person; a POST enters one."""
    request, reader, row, person = _found(plain, pk)
    may = reader.may_enter(row.union_id)
    sent = request.method == "POST"
    form = ConsentForm(request.POST if sent else None, request.FILES if sent else None, reader)
    if sent:
        rights.refuse_unless(may, "登记同意书")
        if form.is_valid() and _entered(request, row, person, form):
            messages.success(request, "同意书记好了。")
            return redirect("console:privacy-consents", pk)
    form.mark()
    context = {"row": row, "person": person, "form": form, "rows": consents_of(person), "may": may,
               "back": address(ledger_of(rights.MEMBERS), row)}  # fmt: skip
    return render(plain, "console/privacy/consents.html", context, status=422 if form.errors else 200)


def _entered(request: OfficeRequest, row: Any, person: Any, form: ConsentForm) -> bool:
    data = dict(form.cleaned_data)
    files = data.pop("scan")
    scan = ""
    try:
        scan = keep_scan(files) if files else ""
        data = {key: value or "" for key, value in data.items()}
        consent_record(person=person, union_id=row.union_id, scan=scan, by=request.hand, at=request.moment.at, **data)
    except Refused as no:
        drop_scan(scan)
        form.add_error(no.field if no.field in form.fields else None, str(no))
        return False
    return True


@require_http_methods(["POST"])
def withdraw(plain: HttpRequest, pk: int, consent: int) -> HttpResponse:
    """Enter today that a consent was withdrawn."""
    request, reader, row, person = _found(plain, pk)
    rights.refuse_unless(reader.may_enter(row.union_id), "登记撤回同意")
    found = consents_of(person).filter(pk=consent).first()
    if found is None:
        raise Http404
    note = request.POST.get("note", "")
    consent_withdraw(
        consent=found, person=person, on=request.moment.today, note=note, by=request.hand, at=request.moment.at
    )
    messages.success(request, "已登记撤回；以前办的不受影响，以后不再收这类信息。")
    return redirect("console:privacy-consents", pk)
