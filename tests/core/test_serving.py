"""Starting: one process to a folder, the office's network only on purpose, and with the machine if somebody wishes."""

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gonghui.cli import main, service, serving
from gonghui.kernel import holding, machine
from gonghui.kernel.holding import held, hold, who
from gonghui.kernel.refusal import Refused
from tests.by_command import Office
from tests.ready import CHECKOUT

TASK = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in (*service.KEPT, *service.SECRET, "GONGHUI_LISTEN", "GONGHUI_SERVING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GONGHUI_HOME", str(tmp_path / "data"))
    yield tmp_path / "data"


# --- one process ------------------------------------------------------------------------------------


def test_a_second_server_on_one_folder_is_told_who_was_first(home: Path) -> None:
    kept = hold(home, 8000)
    second = Office(home).run("serve", "--port", "0")
    assert second.returncode == 1 and f"进程号{os.getpid()}" in second.stderr and "端口8000" in second.stderr
    assert held(home) and not (home / "gonghui.sqlite3").exists()
    kept.release()
    assert not held(home)
    hold(home).release()


def test_a_folder_is_free_again_when_its_process_was_killed(home: Path) -> None:
    script = "import sys; from gonghui.kernel.holding import hold; from pathlib import Path\n" \
             "kept = hold(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"  # fmt: skip
    process = subprocess.Popen([sys.executable, "-c", script, str(home)], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, cwd=CHECKOUT)  # fmt: skip
    assert process.stdout is not None and process.stdout.readline().strip() == b"held"
    assert held(home) and who(home)["process"] == process.pid
    with pytest.raises(Refused, match="另一个程序"):
        hold(home)
    process.kill()
    process.wait(20)
    hold(home).release()


WORKER = """
import multiprocessing, sys, time
from gonghui.kernel.holding import end_with_parent

def work():
    end_with_parent(lambda: print("stopped", flush=True))
    print("working", flush=True)
    sys.stdin.read()
    time.sleep(600)

if __name__ == "__main__":
    multiprocessing.Process(target=work).start()
    time.sleep(600)
"""


def test_a_worker_ends_when_the_process_that_started_it_was_killed(tmp_path: Path) -> None:
    """Both hold the same pipe: it comes to its end only when both are gone."""
    script = tmp_path / "worker.py"
    script.write_text(WORKER, encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               env={**os.environ, "PYTHONPATH": str(CHECKOUT)})  # fmt: skip
    assert process.stdout is not None and process.stdout.readline().strip() == b"working"
    process.kill()
    assert process.stdout.read().strip() == b"stopped"
    process.wait(20)


def test_nothing_is_moved_under_a_serving_process(home: Path, tmp_path: Path) -> None:
    kept = hold(home, 8000)
    moved = Office(home).run("move", "--to", str(tmp_path / "x.sqlite3"))
    kept.release()
    assert moved.returncode == 1 and "正用着这个数据文件夹" in moved.stderr


def test_a_lock_file_that_nobody_wrote_whole_says_at_least_that_it_is_taken(home: Path) -> None:
    kept = hold(home)
    (home / holding.NAME).write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match="正用着"):
        hold(home)
    kept.release()


def test_a_machine_without_services_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(home))
    with pytest.raises(Refused, match="没有办成"):
        service.service(Namespace(step="status", show="", system=True, user="li", lan=False, port=8000))


# --- the network ------------------------------------------------------------------------------------


@pytest.fixture
def listening(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where a server would listen, instead of listening."""
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(serving, "_listen", lambda host, port: asked.append((host, port)))
    monkeypatch.setattr(serving, "_check_port", lambda host, port: None)
    monkeypatch.setattr(machine, "own_addresses", lambda: ["192.168.1.20", "10.8.0.3"])
    return asked


def test_without_a_word_about_the_network_only_this_machine_reaches_the_office(
    listening: list[tuple[str, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--port", "8123"]) == 0
    assert listening == [("127.0.0.1", 8123)] and "GONGHUI_HOSTS" not in os.environ
    assert "192.168" not in capsys.readouterr().out


def test_for_phones_the_addresses_are_shown_answered_to_and_warned_about(
    listening: list[tuple[str, int]], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGHUI_HOSTS", "gonghui.example")
    assert main(["serve", "--lan", "--port", "8123"]) == 0
    assert listening == [("0.0.0.0", 8123)]
    assert os.environ["GONGHUI_HOSTS"] == "gonghui.example,192.168.1.20,10.8.0.3"
    said = capsys.readouterr().out
    assert "http://192.168.1.20:8123" in said and "没有加密" in said


def test_a_port_in_use_is_named_with_the_next_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    assert f"端口{port}用不了" in capsys.readouterr().err and not held(home)


def test_the_addresses_of_a_machine_are_found_without_asking_anybody() -> None:
    for address in machine.own_addresses():
        assert not address.startswith(("127.", "0."))


# --- with the machine -------------------------------------------------------------------------------


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["service", "install", "--show", *words]) == 0
    return capsys.readouterr().out


def test_a_unit_runs_this_installation_as_an_ordinary_user_and_writes_nothing_when_shown(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("GONGHUI_BACKUP_DIR", str(tmp_path / "100% 备份"))
    unit = shown(capsys, "linux", "--port", "8100")
    assert '"serve" "--port" "8100"' in unit and "WantedBy=default.target" in unit and "User=" not in unit
    assert f'Environment="GONGHUI_HOME={home}"' in unit and "100%% 备份" in unit and "enable-linger" in unit
    assert not (tmp_path / "config").exists() and not home.exists()
    system = shown(capsys, "linux", "--system", "--user", "gonghui", "--lan")
    assert "User=gonghui\n" in system and '"--lan"' in system and "/etc/systemd/system/gonghui.service" in system


def test_the_service_of_another_user_keeps_its_data_where_that_user_does(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GONGHUI_HOME")
    assert "GONGHUI_HOME" not in shown(capsys, "linux", "--system", "--user", "somebody")
    assert "GONGHUI_HOME" in shown(capsys, "linux")


def test_nobody_installs_the_office_as_root(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "is_root", lambda: True)
    monkeypatch.setattr(machine, "WINDOWS", False)
    assert main(["service", "install"]) == 1
    assert main(["service", "install", "--system", "--user", "root", "--show", "linux"]) == 1
    assert "不用root来跑" in capsys.readouterr().err


def test_a_task_for_windows_starts_with_the_machine_without_rights_and_without_a_password(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(capsys, "windows", "--lan", "--user", "OFFICE\\li & co")
    xml = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    task = ElementTree.fromstring(xml.strip().encode("utf-16"))
    assert task.find(".//t:BootTrigger", TASK) is not None
    assert task.findtext(".//t:RunLevel", "", TASK) == "LeastPrivilege"
    assert task.findtext(".//t:LogonType", "", TASK) == "S4U"
    assert task.findtext(".//t:UserId", "", TASK) == "OFFICE\\li & co"
    assert task.findtext(".//t:Arguments", "", TASK).endswith("serve --port 8000 --lan")
    assert task.findtext(".//t:ExecutionTimeLimit", "", TASK) == "PT0S"
    assert "schtasks /Create /TN gonghui" in text


def test_a_password_does_not_go_into_a_service_file(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://town:secret@localhost/union")
    assert main(["service", "install", "--show", "linux"]) == 1
    said = capsys.readouterr()
    assert "DATABASE_URL" in said.err and "secret" not in said.err + said.out


def test_installing_writes_the_file_and_makes_it_known(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(machine, "WINDOWS", False)
    monkeypatch.setattr(machine, "is_root", lambda: False)
    monkeypatch.setattr(
        service.subprocess, "run", lambda command, **_: ran.append(tuple(command)) or Namespace(returncode=0)
    )
    file = tmp_path / "config" / "systemd" / "user" / "gonghui.service"
    assert main(["service", "install"]) == 0
    assert "ExecStart=" in file.read_text(encoding="utf-8")
    assert ran == [("systemctl", "--user", "daemon-reload"), ("systemctl", "--user", "enable", "--now", "gonghui")]
    assert main(["service", "remove"]) == 0 and not file.exists()


def test_a_machine_without_that_service_manager_says_so(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: Any, **__: Any) -> None:
        raise FileNotFoundError("systemctl")

    monkeypatch.setattr(service.subprocess, "run", none)
    with pytest.raises(Refused, match="没有办成"):
        service._run((("systemctl", "daemon-reload"),))


# --- health and words -------------------------------------------------------------------------------


def test_the_command_line_says_how_the_machine_stands_and_ends_with_1_for_red(home: Path) -> None:
    office = Office(home)
    assert office.run("init", "--town", "青溪镇").returncode == 0
    early = office.run("health")
    assert early.returncode == 1 and "到点的事" in early.stderr  # nobody has ticked yet
    assert office.run("tick").returncode == 0
    well = office.run("health", "--json")
    found = json.loads(well.stdout)
    red = [light["key"] for light in found["lights"] if light["colour"] == "red"]
    assert red in ([], ["disk"]) and well.returncode == len(red)
    assert not [name for name in ("主席", "青溪镇") if name in well.stdout]


@pytest.mark.parametrize("encoding", ["cp936", "ascii", "cp1252"])
def test_a_terminal_of_any_alphabet_gets_words_and_never_a_crash(home: Path, encoding: str) -> None:
    done = subprocess.run([sys.executable, "-m", "gonghui.cli", "--help"], capture_output=True, check=False, cwd=CHECKOUT,
                          env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}, timeout=60)  # fmt: skip
    assert done.returncode == 0 and b"Traceback" not in done.stderr
    assert "工会通" in done.stdout.decode(encoding) if encoding == "cp936" else b"serve" in done.stdout


def test_options_of_a_service_are_those_of_serving() -> None:
    assert service._words(Namespace(port=1, lan=False)) == ["serve", "--port", "1"]
