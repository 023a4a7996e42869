"""A process as the server starts it: says which threads live when it is ready and which are left when it ends."""

import atexit
import threading


def ticking() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "gonghui-tick"]


def main() -> None:
    atexit.register(lambda: print("left behind:", ticking()))
    import config.wsgi  # noqa: F401  (what a server begins with)

    print("alive:", ticking())
    from django.db import connections

    print("held:", [one.alias for one in connections.all(initialized_only=True) if one.connection is not None])


if __name__ == "__main__":
    main()
