"""Starting with the machine: a systemd unit on Linux, a scheduled task on Windows; always as an ordinary user."""

import argparse
import getpass
import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from gonghui.kernel import machine
from gonghui.kernel.refusal import Refused

NAME = "gonghui"
SYSTEM_UNITS = Path("/etc/systemd/system")

UNIT = """[Unit]
Description=Gonghui, the office of a township trade union
After=network.target

[Service]
Type=exec
{user}ExecStart={command}
{environment}Restart=on-failure
RestartSec=5
TimeoutStopSec=60
UMask=0077
NoNewPrivileges=true
PrivateTmp=true
ProtectSystem=full

[Install]
WantedBy={wanted}
"""

TASK = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Description>工会通，随电脑启动</Description></RegistrationInfo>
  <Triggers><BootTrigger><Enabled>true</Enabled><Delay>PT15S</Delay></BootTrigger></Triggers>
  <Principals><Principal id="Office">
    <UserId>{user}</UserId><LogonType>S4U</LogonType><RunLevel>LeastPrivilege</RunLevel>
  </Principal></Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>10</Count></RestartOnFailure>
  </Settings>
  <Actions Context="Office"><Exec>
    <Command>{command}</Command><Arguments>{arguments}</Arguments><WorkingDirectory>{folder}</WorkingDirectory>
  </Exec></Actions>
</Task>
"""

KEPT = ("GONGHUI_HOME", "GONGHUI_KEYS", "GONGHUI_BACKUP_DIR", "GONGHUI_HOSTS", "GONGHUI_HTTPS", "GONGHUI_PROXY",
        "GONGHUI_WECOM", "GONGHUI_MAIL_FROM")  # fmt: skip
SECRET = ("DATABASE_URL", "GONGHUI_MAIL")
"""Settings that hold a password: they do not belong into a file that everybody on the machine may read."""


@dataclass(frozen=True)
class Service:
    """What is to be written, where, and the commands that make it known."""

    file: Path
    text: str
    after: tuple[tuple[str, ...], ...]
    before_removal: tuple[tuple[str, ...], ...]
    status: tuple[str, ...]
    note: str


def service(options: argparse.Namespace) -> int:
    """Write and register, take away, or look at the service. `--show` only prints. Raises Refused for a root office."""
    found = _windows(options) if _for_windows(options) else _linux(options)
    if options.show:
        print(f"# {found.file}\n{found.text}")
        for command in found.before_removal if options.step == "remove" else found.after:
            print("# " + " ".join(command))
        print(f"# {found.note}")
        return 0
    if options.step == "status":
        return _run([found.status], check=False)
    if options.step == "remove":
        _run(found.before_removal)
        found.file.unlink(missing_ok=True)
        print("已经不再随电脑启动，数据没有动。")
        return 0
    try:
        found.file.parent.mkdir(parents=True, exist_ok=True)
        found.file.write_text(found.text, encoding="utf-16" if _for_windows(options) else "utf-8")
    except OSError as trouble:
        raise Refused(f"写不了 {found.file}：{trouble.strerror}。", "系统服务要用管理员权限来装。") from trouble
    _run(found.after)
    print(f"写好了 {found.file}，以后随电脑启动。{found.note}")
    return 0


def _for_windows(options: argparse.Namespace) -> bool:
    return options.show == "windows" or (machine.WINDOWS and options.show != "linux")


def _run(commands: Sequence[Sequence[str]], check: bool = True) -> int:
    """Run the machine's own commands; the code of the last. Raises Refused for one that is not there, or fails."""
    code = 0
    for command in commands:
        try:
            code = subprocess.run(command, check=check).returncode
        except (OSError, subprocess.CalledProcessError) as trouble:
            raise Refused(
                f"没有办成：{' '.join(command)}", "请核对有没有权限（Windows要用“以管理员身份运行”的窗口），再来一次。"
            ) from trouble
    return code


def _words(options: argparse.Namespace) -> list[str]:
    """What is started: this very installation, with the port and the reach that were asked for."""
    where = ["--lan"] if options.lan else []
    return ["serve", "--port", str(options.port), *where]


def _program() -> list[str]:
    """The `gonghui` command of this environment, or Python with the module where there is none."""
    script = Path(sysconfig.get_path("scripts")) / ("gonghui.exe" if machine.WINDOWS else "gonghui")
    return [str(script)] if script.is_file() else [sys.executable, "-m", "gonghui.cli"]


def _surroundings(user: str) -> dict[str, str]:
    """The settings of this window that the service of `user` needs too. Raises Refused for those that hold a password.

    Another user's data folder is his own to find, unless GONGHUI_HOME names one.
    """
    hidden = [name for name in SECRET if os.environ.get(name)]
    if hidden:
        raise Refused(
            f"环境变量{'、'.join(hidden)}里有口令，不能写进服务文件。",
            "Linux：写进只有本人能读的文件，用 systemctl edit 加 EnvironmentFile=；Windows：设在用户的环境变量里。然后在没有它的窗口里装。",
        )
    found = {name: os.environ[name] for name in KEPT if os.environ.get(name)}
    return found if user not in ("", getpass.getuser()) else {"GONGHUI_HOME": str(machine.data_home()), **found}


def _linux(options: argparse.Namespace) -> Service:
    user = options.user or (getpass.getuser() if options.system else "")
    as_root = user == "root" if options.system else machine.is_root() and not options.show
    if as_root:
        raise Refused(
            "工会通不用root来跑。",
            "请用普通用户装（不加 --system），或者写明普通用户：gonghui service install --system --user 用户名",
        )
    systemctl = ("systemctl",) if options.system else ("systemctl", "--user")
    folder = SYSTEM_UNITS if options.system else _user_units()
    text = UNIT.format(
        user=f"User={user}\n" if options.system else "",
        command=" ".join(_quoted(word).replace("$", "$$") for word in [*_program(), *_words(options)]),
        environment="".join(
            f"Environment={_quoted(f'{name}={value}')}\n" for name, value in _surroundings(user).items()
        ),
        wanted="multi-user.target" if options.system else "default.target",
    )
    note = "" if options.system else "没有人登录也要开着的话，运行一次：loginctl enable-linger"
    return Service(
        folder / f"{NAME}.service", text,
        ((*systemctl, "daemon-reload"), (*systemctl, "enable", "--now", NAME)),
        ((*systemctl, "disable", "--now", NAME),), (*systemctl, "status", "--no-pager", NAME), note,
    )  # fmt: skip


def _user_units() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def _quoted(word: str) -> str:
    """A word as systemd reads it: quoted, with its own signs doubled."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{plain}"'


def _windows(options: argparse.Namespace) -> Service:
    surroundings = _surroundings(options.user)
    command, *words = [*_program(), *_words(options)]
    home = surroundings.get("GONGHUI_HOME") or str(Path(command).parent)
    task = TASK.format(
        user=escape(options.user or _windows_user()), command=escape(command),
        arguments=escape(subprocess.list2cmdline(words)), folder=escape(home),
    )  # fmt: skip
    file = Path(tempfile.gettempdir()) / "gonghui-task.xml"
    set_ = tuple(("setx", name, value) for name, value in surroundings.items())
    return Service(
        file, task,
        (*set_, ("schtasks", "/Create", "/TN", NAME, "/XML", str(file), "/F"), ("schtasks", "/Run", "/TN", NAME)),
        (("schtasks", "/End", "/TN", NAME), ("schtasks", "/Delete", "/TN", NAME, "/F")),
        ("schtasks", "/Query", "/TN", NAME, "/V", "/FO", "LIST"),
        "以现在这个用户的身份运行，不用登录，不要管理员权限；登记这一步要在“以管理员身份运行”的窗口里做。",
    )  # fmt: skip


def _windows_user() -> str:
    domain = os.environ.get("USERDOMAIN", "")
    return f"{domain}\\{getpass.getuser()}" if domain else getpass.getuser()
