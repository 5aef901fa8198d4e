"""What a user can ask for: one frozen dataclass a task, by the name of the room that does it, and its JSON file.

The defaults here are the dialogs' defaults. Light: QGIS loads it, so settings live here and not beside the code that
obeys them, which needs NumPy and more. Start at `tasks.JOBS`.
"""
