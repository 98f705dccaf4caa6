"""``python -m procguide``."""

import sys

from procguide.cli import main

sys.exit(main())
