"""`python -m tests.guards [WORD …]`: break the guards (all, or those that mention a word) and name what no test noticed."""

import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.guards.broken import Copy, Guard, guards

COPIES = 2


def main(words: list[str]) -> int:
    """0 when every broken guard made its test fail, else 1; what was tried as JSON lines on stdout."""
    chosen = [one for one in guards() if not words or any(word in f"{one.file} {one.holds}" for word in words)]
    with tempfile.TemporaryDirectory(prefix="gonghui-guards-") as base:
        copies: Queue[Copy] = Queue()
        for number in range(COPIES):
            copies.put(Copy(Path(base) / str(number)))

        def tried(guard: Guard) -> bool:
            copy = copies.get()
            try:
                noticed = copy.noticed(guard)
            finally:
                copies.put(copy)
            print(
                json.dumps({"guard": guard.holds, "file": guard.file, "noticed": noticed}, ensure_ascii=False),
                flush=True,
            )
            return noticed

        with ThreadPoolExecutor(COPIES) as at_once:
            found = list(at_once.map(tried, chosen))
    print(json.dumps({"guards": len(found), "noticed": sum(found)}))
    return 0 if found and all(found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
