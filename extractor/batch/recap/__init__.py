"""The recapitulation of a batch: every agency's findings on one page, as XLSX and as HTML.

``figures`` takes what is shown from the store, ``across`` holds reports against each other; ``workbook`` and
``page`` only show it.
"""
