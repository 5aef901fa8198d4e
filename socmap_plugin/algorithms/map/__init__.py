"""A map made with a model."""
