"""Check Samples: what cannot be right of soil samples, or is worth a look; it names and never removes.

Start at `check_samples.check`; the rules, their limits and what to do are in `settings/sample_rules.py`.
"""
