"""*Map Document*: what has to be said of a map, checked and written for people and for catalogues.

Start at `run.run`; what is checked is in `map_checks.checked`, the metadata in `iso.record`.
"""
