"""From frozen words to paper: `document` makes the HTML, `pdf` makes the PDF of it.

Only the worker imports `pdf`; it loads WeasyPrint, which a web process does not need.
"""
