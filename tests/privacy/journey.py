"""One working day with planted numbers, in a data folder of its own: run as `python -m tests.privacy.journey FOLDER`.

FOLDER gets home (the data folder) and backup; stderr is the log. Nothing else may keep what was planted.
"""

import json
import os
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

IDENTITY, OTHER_IDENTITY, SLIPPED = "32999919850301101X", "329999198503012020", "329999198503013036"
FOURTH, FIFTH = "329999198503014042", "329999198503015053"
PHONE, NEW_PHONE, CARD = "15498765432", "15312345678", "62220212345678945"
NUMBERS = (IDENTITY, OTHER_IDENTITY, SLIPPED, FOURTH, FIFTH, PHONE, NEW_PHONE, CARD)
GONE, ROOM = "夏侯慕容", "东楼五百零三室"
"""Somebody who is entered, looked at, leaves and is erased."""

TODAY = "2026-07-02"


def surroundings(folder: Path) -> dict[str, str]:
    """The environment that the day is spent in."""
    return {
        "GONGHUI_HOME": str(folder / "home"), "GONGHUI_BACKUP_DIR": str(folder / "backup"), "GONGHUI_TEST": "1",
        "GONGHUI_TODAY": TODAY, "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip


def begin(folder: Path) -> None:
    os.environ |= surroundings(folder)
    os.environ.pop("DATABASE_URL", None)
    from gonghui.cli import main

    assert main(["init", "--town", "清河镇", "--province", "jiangsu", "--today", TODAY]) == 0


def found() -> Any:
    """The town with one factory and its union; the officer's browser."""
    from django.test import Client

    from gonghui.kernel.audit.writes import Hand
    from gonghui.kernel.clock import now
    from gonghui.orgs.public import (
        EmployerKind,
        UnionKind,
        area_register,
        employer_attach,
        employer_register,
        town,
        union_register,
    )
    from gonghui.people.public import Account, Role, account_open, office_give

    given: dict[str, Any] = {"by": Hand(None, "沈燕"), "at": now().at}
    area = area_register(name="东桥村", **given)
    factory = employer_register(name="东桥纺织厂", kind=EmployerKind.ENTERPRISE, area=area, **given)
    union = union_register(name="东桥纺织厂工会", kind=UnionKind.ENTERPRISE, area=area, **given)
    employer_attach(employer=factory, union=union, on=now().today, **given)
    account = account_open(username="chen", name="陈秀兰", **given)
    office_give(account=account, union=town(), role=Role.TOWN_CHAIR, on=now().today, **given)
    client = Client(raise_request_exception=False, HTTP_HOST="127.0.0.1")
    client.force_login(Account.objects.get(pk=account.pk), backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(client: Any, url: str, **values: Any) -> Any:
    from tests.reading import form

    return client.post(url, form(client, url) | values)


def enter(client: Any) -> Any:
    """By hand: a slip first, a number in the wrong box, then the member; the phone is corrected."""
    from gonghui.people.public import Membership

    new = {"union": "东桥纺织厂工会", "name": "赵新民", "joined_on": "2026-07-01", "phone": PHONE}
    assert typed(client, "/members/new", id_number=SLIPPED, **new).status_code == 422
    wrong = typed(client, "/members/new", id_number=IDENTITY, remarks=f"本人{IDENTITY}，卡{CARD}", **new)
    assert wrong.status_code == 422 and "保存下来人人看得到" in wrong.content.decode()
    assert typed(client, "/members/new", id_number=IDENTITY, **new).status_code == 302
    row = Membership.objects.get(worker__name="赵新民")
    assert typed(client, f"/members/{row.pk}/amend", phone=NEW_PHONE).status_code == 302
    assert row.worker.__class__.objects.get().phone() == NEW_PHONE
    return row


def bring_in(client: Any) -> None:
    """A roster with good and bad rows, a card number nobody asked for, a number in the remarks; taken back and in again."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from gonghui.kernel.imports.models import Batch
    from gonghui.kernel.sheets import write_rows

    out = BytesIO()
    write_rows(out, "会员花名册", ["姓名", "身份证号", "手机", "所属工会", "工会卡银行卡号", "备注"], [
        ("钱大有", OTHER_IDENTITY, PHONE, "东桥纺织厂工会", CARD, "转正"),
        ("孙小妹", SLIPPED, PHONE, "东桥纺织厂工会", CARD, ""),
        ("李四平", FOURTH, NEW_PHONE, "东桥纺织厂工会", CARD, f"又名{OTHER_IDENTITY}"),
    ], {1, 2, 4})  # fmt: skip
    sheet = SimpleUploadedFile("花名册.xlsx", out.getvalue())
    page = client.post("/imports", {"ledger": "members", "file": sheet})
    assert page.status_code == 302, page.content.decode()[-800:]
    batch = Batch.objects.latest("pk")
    assert batch.result["created"] == 1 and batch.result["rejected"] == 2, batch.result
    assert client.post(f"/imports/{batch.pk}/go").status_code == 302
    assert client.get(f"/imports/{batch.pk}/bad-rows.xlsx").status_code == 200
    assert client.get(f"/imports/{batch.pk}").status_code == 200
    assert client.post(f"/imports/{batch.pk}/undo").status_code == 302
    client.post("/imports", {"ledger": "members", "file": SimpleUploadedFile("花名册.xlsx", out.getvalue())})
    assert client.post(f"/imports/{batch.pk + 1}/go").status_code == 302


def use(client: Any, row: Any) -> None:
    """Search, look, export masked and in clear, print, keep a draft, keep a view, hand out a copy."""
    for box in ("/search", "/members"):
        for number in NUMBERS:
            assert client.post(box, {"q": number}).status_code == 200
            assert client.get(box, {"q": number}).status_code == 302
    client.post("/members/views", {"name": "找人", "query": f"q={IDENTITY}"})
    look = client.post(f"/members/{row.pk}/look", {"reason": "verify", "purpose": "核对"})
    assert IDENTITY in look.content.decode()
    assert client.get("/members?cols=name,id,phone&export=xlsx").status_code == 200
    opened = {"opened": ["证件号", "手机"], "reason": "report", "purpose": "县总核对"}
    assert client.post("/privacy/take-out/members", opened)["Content-Type"].endswith("sheet")
    for kind in ("docx", "json"):
        copy = client.post(f"/privacy/members/{row.pk}", {"reason": "subject", "purpose": "", "as": kind})
        assert copy.status_code == 200, copy.content.decode()[-500:]
    assert IDENTITY in json.loads(copy.content)["记录"]["职工"][0]["证件号"]
    for key in ("people.consent", "people.consent-separate"):
        assert client.get(f"/prints/{key}/{row.pk}.docx").status_code == 200
    draft = {"page": "/members/new", "action": "/members/new", "fields": {"id_number": [IDENTITY], "phone": [PHONE]}}
    kept = client.post("/drafts/keep", json.dumps(draft), content_type="application/json")
    assert kept.status_code == 200 and kept.json() == {"kept": True}, kept.content
    assert client.post("/sign-in", {"username": IDENTITY, "secret": PHONE}).status_code in (200, 302, 422)


def erase(client: Any) -> None:
    """A member who comes, is corrected and looked at, leaves and is erased: nothing of her stays, not in a freed page."""
    from gonghui.people.public import Membership

    new = {"union": "东桥纺织厂工会", "name": GONE, "joined_on": "2026-07-01", "phone": "", "remarks": ROOM}
    assert typed(client, "/members/new", id_number=FIFTH, **new).status_code == 302
    row = Membership.objects.get(worker__name=GONE)
    assert typed(client, f"/members/{row.pk}/amend", job="挡车工").status_code == 302
    client.post(f"/members/{row.pk}/look", {"reason": "verify", "purpose": f"核对{GONE}的证件"})
    assert client.get("/members?export=xlsx").status_code == 200
    leave = {"reason": "resigned", "on": TODAY, "went_to": ROOM}
    assert typed(client, f"/members/{row.pk}/leave", **leave).status_code == 302
    assert GONE in client.get(f"/members/{row.pk}").content.decode()
    sure = client.post(f"/privacy/members/{row.pk}/erase", {"reason": "本人要求删除", "sure": "on"})
    assert sure.status_code == 302, sure.content.decode()[-600:]
    home = Path(os.environ["GONGHUI_HOME"])
    left = [file.name for file in home.glob("gonghui.sqlite3*") if GONE.encode() in file.read_bytes()]
    assert not left, f"the name still lies in {left} while the product runs"
    assert GONE not in client.get(f"/members/{row.pk}").content.decode()


def fail(client: Any) -> None:
    """A fault of ours whose words hold the numbers; the page and the log say where it was and nothing more."""
    import logging

    broken = mock.patch("gonghui.console.finding.find", side_effect=ValueError(f"no {IDENTITY}, {PHONE}, {CARD}"))
    with broken:
        page = client.post("/search", {"q": IDENTITY})
    assert page.status_code == 500 and IDENTITY not in page.content.decode()
    assert client.get(f"/members/{IDENTITY}").status_code == 404
    logging.getLogger("gonghui").warning("row %s", (IDENTITY, PHONE))


def main() -> None:
    folder = Path(sys.argv[1])
    begin(folder)
    from gonghui.cli import main as command

    client = found()
    row = enter(client)
    bring_in(client)
    use(client, row)
    erase(client)
    fail(client)
    assert command(["tick", "--today", TODAY]) == 0
    assert command(["backup", str(folder / "backup" / "by-hand.gonghui"), "--today", TODAY]) == 0
    assert command(["verify"]) == 0
    print("DONE")


if __name__ == "__main__":
    main()
