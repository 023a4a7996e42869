"""The serving process with the sample town: how soon it answers, how much memory it holds."""

import http.cookiejar
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, build_opener

from tests.bench.homes import CHECKOUT, Homes, gonghui, surroundings
from tests.bench.measuring import Measure, at_most, say

MEGABYTES, SECONDS = 180, 3.0
ACCOUNT = "zhoulixin"
PASSWORD = "chang-jiang-shui-88"
PAGES = ("/", "/unions", "/members", "/contracts", "/employers", "/figures", "/figures/orgs.unions",
         "/reports/half-year", "/imports", "/search?q=%E5%B7%A5%E4%BC%9A")  # fmt: skip
PATIENCE = 60.0
"""Seconds until a server that does not answer counts as broken."""


def measure(homes: Homes, small: bool) -> list[Measure]:
    """Start, sign in, look at some pages, weigh all processes; then start again against the clock."""
    say("serving: the sample town …")
    home = homes.copy(homes.sample())
    with served(home) as (_, address, pid):
        browser = signed_in(home, address)
        pages = {page: status(browser, address + page) for _ in range(1 if small else 3) for page in PAGES}
        processes = family(pid)
        shared = sum(memory(one, "Pss:") for one in processes) / 1024
        resident = sum(memory(one, "Rss:") for one in processes) / 1024
    starts = []
    for _ in range(1 if small else 3):
        with served(home) as (seconds, _, _):
            starts.append(seconds)
    homes.drop(home)
    more = {"resident_megabytes": resident, "processes": len(processes), "pages": pages}
    return [
        at_most("serving_memory", [shared], "MB", MEGABYTES, **more),
        at_most("second_start", starts, "s", SECONDS),
    ]


@contextmanager
def served(home: Path, **more: str) -> Iterator[tuple[float, str, int]]:
    """A server on a free port of this machine: (seconds until it answered, address, process id); ended after."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    begun = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "gonghui.cli", "serve", "--port", str(port)],
        env=surroundings(home, **more), cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield answered(server, address, begun), address, server.pid
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answered(server: "subprocess.Popen[bytes]", address: str, begun: float) -> float:
    """Seconds from `begun` until the health page says ok. Raises when the server ends or never answers."""
    browser = build_opener(ProxyHandler({}))
    while time.perf_counter() - begun < PATIENCE:
        if server.poll() is not None:
            raise RuntimeError(f"gonghui serve ended with {server.returncode}")
        try:
            if status(browser, address + "/health") == 200:
                return time.perf_counter() - begun
        except URLError:
            time.sleep(0.02)
    raise RuntimeError("gonghui serve does not answer")


def signed_in(home: Path, address: str) -> OpenerDirector:
    """A browser that came in with a one-time code and set a password, as everybody has to."""
    browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = browser.open(f"{address}/sign-in", timeout=30).read().decode()
    code = gonghui(home, "code", ACCOUNT).strip()
    page = _sent(browser, f"{address}/sign-in", page, username=ACCOUNT, secret=code)
    _sent(browser, f"{address}/own-password", page, new=PASSWORD, again=PASSWORD)
    return browser


def _sent(browser: OpenerDirector, url: str, page: str, **form: str) -> str:
    """Send the form of a page; the page that answers."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        raise RuntimeError(f"no form to send to {url}")
    body = urlencode({"csrfmiddlewaretoken": token[1], **form}).encode()
    return str(browser.open(url, body, timeout=30).read().decode())


def status(browser: OpenerDirector, url: str) -> int:
    """The status of a page, read to its end; an error page is an answer too."""
    try:
        with browser.open(url, timeout=30) as answer:
            answer.read()
            return int(answer.status)
    except HTTPError as no:
        return no.code


def family(pid: int) -> list[int]:
    """A process and everything it started."""
    found = [pid]
    for one in found:
        tasks = Path(f"/proc/{one}/task")
        for children in tasks.glob("*/children"):
            found += [int(child) for child in children.read_text().split()]
    return found


def memory(pid: int, key: str) -> int:
    """kB of one process: `Pss:` shares common pages out among those who use them, `Rss:` counts them for each."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1])
    return 0
