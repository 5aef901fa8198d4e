"""*Validate Map*: what is true of a map as a whole, told from independent points.

Estimation is free of models: the randomness is that of the points' selection. Start at `validate.run`, the formulas are
in `designs.Design` and `measures.measure`.
"""
