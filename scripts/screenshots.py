"""Take the manual's pictures: a sample town in a throw-away folder, a browser, one PNG a page.

Run with `.venv/bin/python scripts/screenshots.py`, or with the names of some pictures; needs the test requirements and
Chromium. Where a page names the folder of the data, the picture names one that an office would have.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from gonghui.kernel.sheets import id_check_digit

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "manual" / "images"
TODAY = "2026-07-02"
FOLDER = "/srv/gonghui"
RENAMED = """([from, to]) => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) walk.currentNode.nodeValue = walk.currentNode.nodeValue.replaceAll(from, to)
    for (const field of document.querySelectorAll("input")) field.value = field.value.replaceAll(from, to)
}"""
"""Puts another folder into the words of a page."""
PAGES = {
    "privacy": "/privacy",
    "privacy-take-out": "/privacy/take-out/members?cols=name,union,id",
    "home": "/",
    "accounts": "/accounts/",
    "accounts-rules": "/accounts/rules",
    "offices": "/offices/",
    "offices-rights": "/offices/rights",
    "offices-hand-over": "/offices/2/sheet",
    "signatures": "/signatures/",
    "settings": "/settings",
    "unions": "/unions",
    "contracts": "/contracts",
    "figure": "/figures/bargaining.contract_signing_rate?period=2026H1",
    "report": "/reports/half-year?period=2026H1",
    "plan": "/plans",
    "calendar": "/calendar",
    "bargaining": "/bargaining",
    "owes": "/owes",
    "health": "/health/",
    "backups": "/backups",
    "phones": "/phones",
    "activities": "/activities",
    "benefits": "/benefits",
    "suggestions": "/suggestions",
    "law": "/law/bargaining.reply?from=2026-06-14",
    "honour-round": "/honour-rounds/4",
    "honours": "/honours",
    "model-worker": "/model-workers/1",
    "cadres": "/cadres?view=never",
    "quiz-round": "/quiz-rounds/1",
    "venue": "/venues/2",
    "member-accounts": "/accounts/members",
    "contact-points": "/contact-points",
    "deeds": "/deeds?view=open",
    "appointments": "/appointments",
    "appraisals": "/appraisals",
}


CARDS = {
    "activity": ("/activities", "职工乒乓球赛"),
    "suggestion": ("/suggestions?view=review", ""),
    "competition": ("/competitions", "六比六提"),
    "contact-point": ("/contact-points", "永安纺织细纱车间"),
}
"""Cards: the list on which one is found, and words of its name (none: the first)."""

PHONE_PAGES = {
    "phone-home": "/my/",
    "phone-activities": "/my/activities",
    "phone-suggestions": "/my/suggestions/new",
    "phone-honours": "/my/honours",
    "phone-quizzes": "/my/quizzes",
    "phone-record": "/my/record",
}
"""What a member sees, at the size of a phone."""


def run(*words: str) -> str:
    """One gonghui command; its output."""
    command = [sys.executable, "-m", "gonghui.cli", *words, "--today", TODAY]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def roster(path: Path) -> None:
    """A small roster with a few mistakes, for the picture of a trial."""
    union = "顺捷物流有限公司工会"
    rows = ["顺捷物流有限公司会员花名册,,,,", "序号,姓名,身份证号,入会日期,所属工会"]
    for number, name in enumerate(("张海燕", "李建国", "王芳", "刘伟", "陈静", "杨帆", "赵磊", "黄敏"), 1):
        body = f"3299991985{number:02d}15{900 + number}"
        rows.append(f"{number},{name},{body}{id_check_digit(body)},2026.6.15,{union}")
    rows += [
        f"9,王小强,329999198503010011,2026.6.15,{union}",
        f"10,赵霞,,2026.13.5,{union}",
        f"11,孙平,3.29999E+17,2026.6.15,{union}",
        f"12,周兰,32999919851115917{id_check_digit('32999919851115917')},2026.6.15,顺捷物留工会",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")


def sign_in(page: Page, address: str, who: str, picture: bool = False) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("[name=username]", who)
    page.fill("input[type=password]", run("code", who).strip())
    page.click("button[type=submit]")
    page.wait_for_url("**/own-password")
    if picture:
        page.screenshot(path=IMAGES / "own-password.png")
    for field in ("new", "again"):
        page.fill(f"input[name={field}]", "chang-jiang-shui-88")
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: not url.endswith("/own-password"))


def take(page: Page, address: str, home: Path, only: list[str]) -> None:
    for name, path in PAGES.items():
        if only and name not in only:
            continue
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        page.evaluate(RENAMED, [str(home.parent), FOLDER])
        page.screenshot(path=IMAGES / f"{name}.png")
    for name, (path, words) in CARDS.items():
        if not only or name in only:
            page.goto(address + path)
            page.locator("td.name a.main", has_text=words).first.click()
            page.wait_for_load_state("networkidle")
            page.screenshot(path=IMAGES / f"{name}.png")
    if not only or "import" in only:
        take_import(page, address, home)


def take_import(page: Page, address: str, home: Path) -> None:
    """A trial with some mistakes."""
    page.goto(f"{address}/imports")
    sheet = home / "顺捷物流会员名册.csv"
    roster(sheet)
    page.set_input_files("[name=file]", sheet)
    page.select_option("[name=ledger]", "members")
    page.click("main button[type=submit]")
    page.wait_for_selector(".imp-four")
    page.screenshot(path=IMAGES / "import.png")


def take_phone(page: Page, address: str, only: list[str]) -> None:
    """The pages of a member."""
    sign_in(page, address, "wangsufen")
    for name, path in PHONE_PAGES.items():
        if only and name not in only:
            continue
        page.goto(address + path)
        page.screenshot(path=IMAGES / f"{name}.png")


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
        probe.close()
        home, only = Path(folder) / "data", sys.argv[1:]
        os.environ["GONGHUI_HOME"] = str(home)
        run("init", "--demo")
        server = subprocess.Popen([sys.executable, "-m", "gonghui.cli", "serve", "--port", port, "--today", TODAY])
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address)
            with sync_playwright() as player:
                browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
                sign_in(page, address, "zhoulixin", picture=not only or "own-password" in only)
                take(page, address, home, only)
                if not only or set(only) & set(PHONE_PAGES):
                    take_phone(browser.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN"), address, only)
                browser.close()
        finally:
            server.terminate()
            server.wait(20)
    print(json.dumps(sorted(file.name for file in IMAGES.glob("*.png"))))


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/health", timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
