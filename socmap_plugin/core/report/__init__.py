"""The HTML page of a report, and the figures that several reports share.

May import matplotlib. Start at `page.Report`.
"""
