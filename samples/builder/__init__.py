"""Sets the sample reports: a plain text description becomes a Writer document and then a PDF."""
