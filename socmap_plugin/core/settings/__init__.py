"""How a setting is declared: its type, its limits, its words; and how a value from a file is held against them.

Light: QGIS loads it. Start at `limits.between`.
"""
