"""Variograms and kriging: what samples near a place say of it. Start at `fit.fitted_kriging`.

Small code of its own. PyKrige solves the system of one point after the other in a loop, some hundred times slower than
a map needs, and is singular for two samples at one place; GSTools and verde have no local neighbourhood and bring
packages that nothing else here needs. None of them tells a pure nugget.
"""
