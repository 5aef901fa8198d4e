"""The Processing algorithms: they read parameters, build a job for the worker and load what it made."""
