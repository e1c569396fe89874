"""The words of the annotated PDF in both languages."""

from __future__ import annotations

from extractor.output.text import Label

ANNOTATED: dict[str, Label] = {
    "heading": Label("Temuan audit ({n})", "Audit findings ({n})"),
    "head": Label("Temuan {number} · {severity} · {code}", "Finding {number} · {severity} · {code}"),
    "head_derived": Label(
        "Akibat dari temuan {number} · {severity} · {code}",
        "Follows from finding {number} · {severity} · {code}",
    ),
    "see": Label("Lihat juga: hal. {pages}", "See also: p. {pages}"),
    "outside": Label(
        "Di dokumen lain, tidak ditandai di berkas ini: {places}",
        "In another document, not marked in this file: {places}",
    ),
    "outside_place": Label("“{text}” ({document}, hal. {page})", "“{text}” ({document}, p. {page})"),
    "tag": Label("Temuan {number}", "Finding {number}"),
    "tag_next": Label("Temuan {number}: lanjut ke hal. {page}", "Finding {number}: on to p. {page}"),
    "more": Label("… selengkapnya di daftar temuan", "… more in the list of findings"),
    "failed": Label(
        "{name}: salinan bertanda tidak dapat dibuat dari PDF ini ({why})",
        "{name}: an annotated copy of this PDF cannot be made ({why})",
    ),
}
