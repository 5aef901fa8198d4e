"""Models trained on a dataset, and compared on identical folds."""
