"""Cross-Validate: models and groups of covariates on identical folds.

Start at `run.run`.
"""
