"""Many reports: found, recognised, audited side by side, kept in a store, and summed up.

``run.run_batch`` wires it together. One process writes the store; PDFs are only touched in child processes
(``extractor.guard``), one per worker.
"""
