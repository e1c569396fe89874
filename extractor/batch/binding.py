"""The parts of a report bound into one PDF, with bookmarks, and where each part's pages lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf

from extractor.errors import ReportError
from extractor.limits import Limits
from extractor.model import Part, Phrase, Unread


def bind(
    parts: Sequence[tuple[str, str, Path]], target: Path, limits: Limits, password: str | None
) -> tuple[tuple[Part, ...], tuple[Unread, ...]]:
    """Write the parts (name, SHA-256, file) one after the other into ``target``; gives where their pages lie
    and which parts cannot be read. Raises ReportError if none can, or all are over a limit."""
    bound: list[Part] = []
    unread: list[Unread] = []
    with pikepdf.new() as book:
        for name, sha256, path in parts:
            try:
                with pikepdf.open(path, password=password or "") as part:
                    first, pages = len(book.pages) + 1, len(part.pages)
                    if len(book.pages) + pages > limits.pages:
                        raise _over(target.stem, len(book.pages) + pages, limits.pages)
                    book.pages.extend(part.pages)
            except (pikepdf.PdfError, pikepdf.DataDecodingError, OSError, ValueError, RuntimeError) as error:
                unread.append(_left_out(name, error))
                continue
            bound.append(Part(file=name, sha256=sha256, first=first, pages=pages))
        if not bound:
            raise ReportError(_none(target.stem))
        with book.open_outline() as outline:
            outline.root.extend(
                pikepdf.OutlineItem(part.file.rpartition("/")[2], part.first - 1)
                for part in bound
                if part.pages
            )
        book.save(target, deterministic_id=True)  # the same parts give the same bytes
    return tuple(bound), tuple(unread)


def _left_out(name: str, error: Exception) -> Unread:
    why = (
        Phrase("berkas terkunci kata sandi", "the file is encrypted with a password")
        if isinstance(error, pikepdf.PasswordError)
        else Phrase("berkas rusak dan tidak dapat dibuka", "the file is broken and cannot be opened")
    )
    return Unread(page=None, what=Phrase(f"bagian {name}", f"part {name}"), reason=why)


def _over(name: str, pages: int, most: int) -> ReportError:
    return ReportError(
        Phrase(
            f"{name}: {pages} halaman melebihi batas {most}",
            f"{name}: {pages} pages are over the limit of {most}",
        )
    )


def _none(name: str) -> Phrase:
    return Phrase(f"{name}: tidak satu bagian pun dapat dibuka", f"{name}: no part can be opened")
