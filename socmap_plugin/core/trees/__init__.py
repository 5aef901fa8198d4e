"""Random forest and extra trees: what trees see of a sample, how they are grown, and their packed form.

Start at `tree_model.grow_model`.
"""
