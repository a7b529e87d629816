"""The command line as a module: `python -m dprkrel`."""

import sys

from dprkrel.cli import main

sys.exit(main())
