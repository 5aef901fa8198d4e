"""The Python environment in which the worker runs: made, known to work, mended and removed.

Standard library only: a bare interpreter runs it, ``python -m socmap_plugin.environment FOLDER``, and QGIS loads it.
Start at `setup.setup`; whether an environment works is in `health.health_problem`.
"""
