"""`python -m gonghui.cli`."""

import sys

from gonghui.cli import main

sys.exit(main())
