"""What the auditor gets: one module per format. Output shows what was found; it never decides it."""
