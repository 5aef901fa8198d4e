"""What commonly goes wrong with covariates, looked for by name; it warns and never refuses.

Start at `check.check_covariates`.
"""
