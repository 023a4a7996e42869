"""The bench runs and says what it measured; how fast this machine is today is no matter for a test."""

import json
import subprocess
import sys

from tests.bench.homes import CHECKOUT


def test_the_bench_prints_a_measure_as_json_with_its_runs_and_its_limit():
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--small", "--only", "plans"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["machine"]["python"]
    names = [one["name"] for one in document["measures"]]
    assert len(names) == len(set(names))
    assert names
    for one in document["measures"]:
        assert one["value"] > 0 and one["limit"] > 0 and one["runs"], one
        assert isinstance(one["ok"], bool), one
