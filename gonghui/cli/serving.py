"""Starting the web server without loading the product into the starting process."""

import argparse
import os


def serve(options: argparse.Namespace) -> int:
    """Serve until stopped; the server first brings the database up to this version. Returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
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
