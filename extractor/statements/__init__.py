"""Rows of tables and running text to the ledger: every figure a statement with its evidence."""
