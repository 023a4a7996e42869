"""The WSGI entry that `gonghui serve` hands to granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

if os.environ.get("GONGHUI_SERVING"):
    import sys

    # The one serving process upgrades its own database before the first request: a process of its own for this
    # would double the time until the pages open.
    from multiprocessing.util import Finalize

    from django.db import connections

    from gonghui.kernel.clock import now
    from gonghui.kernel.holding import end_with_parent
    from gonghui.kernel.refusal import Refused
    from gonghui.kernel.ticking import Ticker
    from gonghui.kernel.upgrading import bring_up_to_date

    # A page asks the database dozens of times and waits this long after each answer while an import or a report runs
    # beside it. Measured with such a neighbour: 5 ms, as Python comes, 360 ms for a list; 1 ms, 100 ms; less, more again.
    sys.setswitchinterval(0.001)

    try:
        bring_up_to_date(now().at)
    except Refused as no:
        sys.exit(no.what + no.todo)
    connections.close_all()
    ticker = Ticker(lambda: now().at)
    Finalize(None, ticker.stop, exitpriority=10)  # a worker process of the server ends without asking atexit
    ticker.start()
    end_with_parent(ticker.stop)
