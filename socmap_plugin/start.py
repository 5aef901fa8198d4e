"""Runs a module of this package from any folder: ``PYTHON -I socmap_plugin/start.py MODULE ARGUMENTS``.

"-I" keeps the current folder, the folder of this script and the variables of the shell out of the search path.
"""

from __future__ import annotations

import os
import runpy
import sys

MOST_OPEN_FILES = 2**16  # where a system allows any number


def main() -> None:
    """Run the module named first on the command line with the arguments that follow, as ``python -m`` does."""
    # What QGIS has open and a library opened without care is handed on, and would count among this process's own.
    if os.name == "posix":
        os.closerange(3, min(os.sysconf("SC_OPEN_MAX"), MOST_OPEN_FILES))
    # Last in the search path: in the profile it is the folder of all plugins, and a plugin called scipy is not scipy.
    sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
