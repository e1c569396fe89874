"""Where the page of ``extract open`` is put, and that it is shown."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path

import pytest

from extractor.errors import OptionError
from extractor.output import browser


def test_page_is_put_beside_the_report(tmp_path: Path) -> None:
    page = browser.write("<p>ya</p>", tmp_path / "laporan 2024.pdf")
    assert page == tmp_path / "laporan 2024.audit.html"
    assert page.read_text(encoding="utf-8") == "<p>ya</p>"


def test_where_the_report_lies_cannot_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    page = browser.write("ya", tmp_path / "tidak ada" / "laporan.pdf")
    assert page == tmp_path / "laporan.audit.html"
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "juga tidak ada"))
    with pytest.raises(OptionError):
        browser.write("ya", tmp_path / "tidak ada" / "laporan.pdf")


def test_showing_says_whether_there_is_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: bool(shown.append(address)) or True)
    page = browser.write("ya", tmp_path / "laporan 2024.pdf")
    assert browser.show(page) and shown == [page.as_uri()]

    def none(address: str) -> bool:
        raise webbrowser.Error("no browser")

    monkeypatch.setattr(webbrowser, "open", none)
    assert not browser.show(page)
