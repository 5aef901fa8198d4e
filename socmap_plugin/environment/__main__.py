"""Makes an environment: ``python -m socmap_plugin.environment FOLDER``."""

from __future__ import annotations

import sys

from .setup import main

if __name__ == "__main__":
    sys.exit(main())
