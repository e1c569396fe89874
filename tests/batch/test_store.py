from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from extractor.batch.store import Store
from extractor.errors import OptionError


def test_every_column_is_documented(root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "store.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", text, re.MULTILINE))
    with Store.open(tmp_path / "s.sqlite") as store:
        tables = [t for (t,) in store.sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for _, column, *_ in store.sql.execute(f"PRAGMA table_info({table})"):
                assert f"`{column}`" in rows[table], f"{table}.{column}"
        views = [v for (v,) in store.sql.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        for view in views:
            assert f"`{view}`" in text
            store.sql.execute(f"SELECT * FROM {view}")


def test_another_file_is_not_taken_for_a_store(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"no database at all, but long enough to look at")
    other = sqlite3.connect(tmp_path / "b.sqlite")
    other.execute("CREATE TABLE t (x)")
    other.close()
    for name in ("a.sqlite", "b.sqlite"):
        with pytest.raises(OptionError), Store.open(tmp_path / name):
            pass
    with pytest.raises(OptionError), Store.open(tmp_path / "absent.sqlite", create=False):
        pass


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        with pytest.raises(ZeroDivisionError), store.transaction():
            store.sql.execute("INSERT INTO marks VALUES ('a', 'b')")
            raise ZeroDivisionError
        assert store.mark("a") is None
