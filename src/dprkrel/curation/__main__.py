"""The help of curators as a module: `python -m dprkrel.curation`."""

import sys

from dprkrel.curation.answers import main

sys.exit(main())
