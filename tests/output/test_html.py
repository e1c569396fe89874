"""The HTML page as text: complete, escaped, bounded, in one language."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from extractor.model import Audit
from extractor.output import html
from extractor.output.html_text import HTML
from extractor.output.marks import marks


class Outline(HTMLParser):
    """The elements of a page with their attributes, and its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.ids: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.ids |= {value for name, value in attrs if name == "id" and value}

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page(audited) -> str:
    return html.render(*audited("naker"))


def test_every_finding_has_its_article_with_pictures_of_its_pages(audited, page: str) -> None:
    found, _ = audited("naker")
    outline = Outline(page)
    articles = outline.of("article")
    assert len(articles) == len(found.findings)
    assert {f"temuan-{n}" for n in range(1, 13)} <= outline.ids
    windows = [u["href"] for u in outline.of("use")]
    assert len(windows) >= len(found.findings)
    assert {str(address).lstrip("#") for address in windows} <= {str(i["id"]) for i in outline.of("image")}
    drawn = [r for r in outline.of("rect") if str(r.get("class")).startswith("mark")]
    assert len(drawn) >= len(marks(found, "id"))


def test_pictures_are_shared(page: str) -> None:
    outline = Outline(page)
    assert len(outline.of("image")) < len(outline.of("use"))
    assert page.count("data:image/webp;base64,") == len(outline.of("image"))
    for shown in outline.of("image"):
        picture = Image.open(io.BytesIO(base64.b64decode(str(shown["href"]).partition(",")[2])))
        picture.load()


def test_every_link_within_the_page_leads_somewhere(page: str) -> None:
    outline = Outline(page)
    for link in outline.of("a"):
        assert str(link["href"]).removeprefix("#") in outline.ids


def test_nothing_is_loaded_from_elsewhere_and_only_its_own_script_may_run(page: str) -> None:
    outline = Outline(page)
    for _, attributes in outline.elements:
        assert "src" not in attributes and "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert str(attributes.get("href", "#")).startswith(("#", "data:image/webp;base64,"))
    policy = next(m["content"] for m in outline.of("meta") if m.get("http-equiv"))
    assert policy is not None and policy.startswith("default-src 'none'")
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy


def test_markup_in_a_report_stays_text(hostile: tuple[Audit, Path]) -> None:
    page = html.render(*hostile)
    outline = Outline(page)
    assert len(outline.of("script")) == 1 and not outline.of("img")
    assert "&lt;script&gt;" in page


def test_control_characters_do_not_reach_the_page(audit_example: Audit, samples: Path) -> None:
    info = audit_example.report.model_copy(update={"agency": "Dinas\u202e\x1b[31m Kerja"})
    page = html.render(audit_example.model_copy(update={"report": info}), samples / "naker.pdf")
    assert "\u202e" not in page and "\x1b" not in page


def test_english_is_complete(audited) -> None:
    page = html.render(*audited("kesehatan"), "en")
    assert '<html lang="en">' in page
    indonesian = {label.id for label in HTML.values() if label.id != label.en and "{" not in label.id}
    texts = {text.strip() for text in re.findall(r">([^<>]+)<", page)}
    assert not texts & indonesian


def test_page_stays_small_whatever_the_report_holds(audited, monkeypatch: pytest.MonkeyPatch) -> None:
    found, path = audited("naker")
    many = found.model_copy(update={"findings": found.findings * 60})
    assert len(html.render(many, path).encode()) < html.BYTES_MAX
    monkeypatch.setattr(html, "_BYTES_TEXT", 400_000)
    monkeypatch.setattr(html, "BYTES_MAX", 1_000_000)
    page = html.render(many, path)
    assert len(page.encode()) < 1_000_000
    assert "temuan terakhir tidak dimuat" in page
    assert page.count("<article") < len(many.findings)


def test_a_report_that_is_gone_leaves_a_page_without_pictures(audited, tmp_path: Path) -> None:
    found, _ = audited("naker")
    page = html.render(found, tmp_path / "hilang.pdf")
    assert "<image" not in page and page.count("<article") == len(found.findings)


def test_clean_and_unread_reports_say_so(clean_audit: Audit, samples: Path) -> None:
    page = html.render(clean_audit, samples / "bersih.pdf")
    assert "Tidak ada temuan: 6 baris dihitung ulang dan dibandingkan." in page
    unread = clean_audit.model_copy(update={"statements": (), "tables": ()})
    assert "LAPORAN INI TIDAK TERPERIKSA" in html.render(unread, samples / "bersih.pdf")


def test_pages_lead_to_the_annotated_pdf_beside(audited) -> None:
    page = html.render(*audited("naker"), "id", 'lap "x" 1.anotasi.pdf')
    assert 'href="lap%20%22x%22%201.anotasi.pdf#page=3"' in page


def test_text_without_end_is_cut(audit_example: Audit, samples: Path) -> None:
    info = audit_example.report.model_copy(update={"agency": "x" * 5000})
    page = html.render(audit_example.model_copy(update={"report": info}), samples / "naker.pdf")
    assert "x" * 2000 + "…" in page and "x" * 2001 not in page
