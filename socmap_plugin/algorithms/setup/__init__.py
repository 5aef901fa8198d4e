"""The worker's environment, made and removed."""
