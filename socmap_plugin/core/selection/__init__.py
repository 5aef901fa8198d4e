"""Forward selection of covariates, nested in the folds of a cross-validation.

Start at `forward.select_forward`; `section.selection` tells of it.
"""
