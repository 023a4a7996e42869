"""Starting the web server without loading the product into the starting process."""

import argparse
import os
import socket

from gonghui.kernel import machine
from gonghui.kernel.holding import hold
from gonghui.kernel.refusal import Refused

EVERYWHERE = "0.0.0.0"
LOOPBACK = ("127.0.0.1", "localhost", "::1")

READING = 120_000
"""Milliseconds until a line on which nobody asks anything is closed: longer than people look at a page, so that the next
press of a key does not meet a door that is just closing."""

IDLE = 600
"""Seconds after which a thread that nobody needs goes, and its connection to the database with it."""

ENDING = 4
"""Seconds that pages under way have to come to an end when the server is told to stop. Then it is ended: what was not
yet saved is not saved, as at a power cut."""

WARNING = (
    "注意：局域网里走的是没有加密的http，同一个网络里懂行的人能看到传的内容。只在办公室自己的网络里用，"
    "不要接到公共无线网，也不要在路由器上映射到外网；要加密见 docs/howto/https.md。"
)


def serve(options: argparse.Namespace) -> int:
    """Serve until stopped; the server first brings the database up to this version. Returns the exit code.

    Listens to this machine alone unless `--lan` (or a `--host`) asks for more. Raises Refused when another process
    serves the same data folder or uses the port.
    """
    host = EVERYWHERE if options.lan else options.host
    kept = hold(machine.data_home(), options.port)
    try:
        _check_port(host, options.port)
        _announce(host, options.port)
        _listen(host, options.port)
    finally:
        kept.release()
    return 0


def _listen(host: str, port: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["GONGHUI_SERVING"] = "1"
    os.environ["GONGHUI_LISTEN"] = f"{host}:{port}"
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        blocking_threads_idle_timeout=IDLE,
        http1_settings=HTTP1Settings(header_read_timeout=READING),
        workers_kill_timeout=ENDING,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()


def _announce(host: str, port: int) -> None:
    """Say where the pages are, and let the server answer to those names."""
    if host in LOOPBACK:
        print(f"工会通在 http://{host}:{port} ，按 Ctrl+C 停止。", flush=True)
        return
    addresses = machine.own_addresses() if host == EVERYWHERE else [host]
    known = [name for name in os.environ.get("GONGHUI_HOSTS", "").split(",") if name.strip()]
    os.environ["GONGHUI_HOSTS"] = ",".join([*known, *addresses])
    print(f"工会通在 http://127.0.0.1:{port} ，按 Ctrl+C 停止。")
    if addresses:
        print("手机和别的电脑用这个地址：" + "、".join(f"http://{address}:{port}" for address in addresses))
    else:
        print("没有找到这台电脑在局域网里的地址，手机现在连不上；接好网络再启动一次。")
    print(WARNING, flush=True)


def _check_port(host: str, port: int) -> None:
    try:
        socket.create_server((host, port)).close()
    except OSError as busy:
        raise Refused(
            f"端口{port}用不了：{busy.strerror or '被别的程序占着'}。", f"请换一个：gonghui serve --port {port + 1}"
        ) from busy
