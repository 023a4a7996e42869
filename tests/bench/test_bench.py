"""The bench runs and says what it measured; how fast this machine is today is no matter for a test."""

import json
import signal

import pytest

from tests.bench.__main__ import main


def test_the_bench_prints_a_measure_as_json_with_its_runs_and_its_limit(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # this process goes on
    main(["--small", "--only", "plans"])
    document = json.loads(capfd.readouterr().out)
    assert document["machine"]["python"]
    names = [one["name"] for one in document["measures"]]
    assert len(names) == len(set(names))
    assert names
    for one in document["measures"]:
        assert one["value"] > 0 and one["limit"] > 0 and one["runs"], one
        assert isinstance(one["ok"], bool), one
