"""What *Cross-Validate* found: results of all models, how they compare, tables, and the report.

Start at `results.Evaluation`; `report.write_report` shows it, `comparison.verdict` says which model to take.
"""
