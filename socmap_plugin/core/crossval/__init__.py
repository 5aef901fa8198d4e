"""Cross-Validate: models and groups of covariates on identical folds, their comparison, and the report.

Start at `run.run`.
"""
