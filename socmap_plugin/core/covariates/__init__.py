"""What the covariates are: their names, steps and categories, and the list that travels with dataset and model.

Light: no file is opened here. Start at `covariate_list.Covariates`.
"""
