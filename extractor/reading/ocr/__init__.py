"""Reading scanned pages: from pixels to the words and rulings that a printed page has.

Nothing here knows a PDF; the engine is loaded when the first page needs it.
"""
