"""*Validate Map* and *Compare Maps*: what is true of a map as a whole, told from independent points or another map.

Estimation is free of models: the randomness is that of the points' selection. Start at `validate.run`, the formulas are
in `designs.Design` and `measures.measure`; of comparisons at `compare.run`.
"""
