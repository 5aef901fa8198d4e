"""Runs a module of this package from any folder: ``PYTHON -I socmap_plugin/start.py MODULE ARGUMENTS``.

"-I" keeps the current folder, the folder of this script and the variables of the shell out of the search path.
"""

from __future__ import annotations

import os
import runpy
import sys


def main() -> None:
    """Run the module named first on the command line with the arguments that follow, as ``python -m`` does."""
    # Last in the search path: in the profile it is the folder of all plugins, and a plugin called scipy is not scipy.
    sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
