"""Starting the web server without loading the product into the starting process."""

import argparse
import os
import subprocess
import sys


def serve(options: argparse.Namespace) -> int:
    """Bring the database up to this version, then serve until stopped. Returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    upgraded = subprocess.run([sys.executable, "-m", "gonghui.cli", "upgrade"], check=False)
    if upgraded.returncode != 0:
        return upgraded.returncode
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["GONGHUI_SERVING"] = "1"
    print(f"工会通在 http://{options.host}:{options.port} ，按 Ctrl+C 停止。", flush=True)
    Granian(
        "config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()
    return 0
