"""What a run that was killed or cancelled leaves beside its result, and how the same job goes on with it.

Start at `records.records`; the lines of a journal are `journal.Seal`.
"""
