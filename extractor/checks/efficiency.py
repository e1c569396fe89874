"""BUD005: efficiency against capaian and absorption."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from extractor.checks.absorption import meets
from extractor.checks.arithmetic import HUNDRED, printed
from extractor.checks.findings import NO_PHRASE, cite, draft, number, quoted
from extractor.checks.means import any_average, printed_averages
from extractor.checks.prose import figure, sentences
from extractor.checks.registry import rule
from extractor.checks.rupiah import pattern
from extractor.checks.sheet import Figure, Line, Sheet, sheets
from extractor.model import Expected, Finding, Interval, Phrase, Quantity, Reading, Stated
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_FORMULAS: dict[str, Callable[[Interval, Interval], tuple[Decimal, Decimal]]] = {
    "capaian − serapan": lambda c, s: (c.low - s.high, c.high - s.low),
    "100 − serapan": lambda c, s: (HUNDRED - s.high, HUNDRED - s.low),
    "capaian / serapan": lambda c, s: (c.low / s.high, c.high / s.low),
    "capaian / serapan × 100": lambda c, s: (HUNDRED * c.low / s.high, HUNDRED * c.high / s.low),
    "serapan / capaian × 100": lambda c, s: (HUNDRED * s.low / c.high, HUNDRED * s.high / c.low),
    "(capaian − serapan) / capaian × 100": lambda c, s: (
        HUNDRED - HUNDRED * s.high / c.low,
        HUNDRED - HUNDRED * s.low / c.high,
    ),
}
_PLAIN = ("capaian − serapan", "100 − serapan")  # what efficiency means unless the report says otherwise
# In a table of two rows one follows from a formula beyond chance if it is printed so finely, and is no small
# figure of which many formulas give the like.
_FINE = Decimal("0.01")
_FEW = 1
_LABELS = ("capaian", "serapan", "efisiensi")


@rule(
    "BUD005",
    severity="warning",
    title=Phrase("Efisiensi tidak sesuai bagian-bagiannya", "Efficiency does not follow from its parts"),
)
def efficiency(ledger: Ledger) -> Iterator[Finding]:
    """An efficiency does not follow from capaian and absorption, or is claimed against them.

    What: the formula of a table (capaian − serapan, 100 − serapan, a quotient) is the one that most of its
    rows follow; a row that follows none is named. "Efisien" beside a capaian below the absorption is named,
    and an average efficiency claimed in a sentence that no table gives.

    Why: efficiency is one of the analyses that the report must give.

    Example: capaian 92,81 and absorption 95,71 are given as 2,90 Efisien; the difference is −2,90.

    The agency should: correct the figure and what is concluded from it.
    """
    for sheet in sheets(ledger):
        yield from _efficiency_rows(ledger, sheet)
    yield from _efficiency_claims(ledger)
    yield from _drawn(ledger)


def _trio(sheet: Sheet, line: Line) -> tuple[Figure, Figure, Figure | None] | None:
    found: dict[str, list[Figure]] = {"capaian": [], "serapan": [], "efisiensi": []}
    for c, f in line.figures.items():
        if sheet.field(c) in found:
            found[str(sheet.field(c))].append(f)
    if len(found["capaian"]) != 1 or len(found["serapan"]) != 1 or len(found["efisiensi"]) > 1:
        return None
    return found["capaian"][0], found["serapan"][0], found["efisiensi"][0] if found["efisiensi"] else None


def _by_formula(name: str, capaian: Reading, serapan: Reading) -> Interval | None:
    c, s = printed(capaian), printed(serapan)
    if c.low <= 0 or s.low <= 0:
        return None
    return Interval(*_FORMULAS[name](c, s))


def _precise(efficiency: Figure) -> bool:
    """Is a figure printed so finely that it does not follow from a formula by chance?"""
    return efficiency.reading.step <= _FINE and abs(efficiency.value) > _FEW


def follows_any(capaian: Reading, serapan: Reading, efficiency: Quantity) -> bool:
    """Does an efficiency follow from capaian and absorption in any way, also with a capaian cut at 100, or as
    nothing where there was none?"""
    if capaian.value <= serapan.value and efficiency.value == 0:
        return True
    cut = [Reading(value=HUNDRED, step=capaian.step)] if capaian.value > HUNDRED else []
    return any(
        meets(efficiency, span)
        for name in _FORMULAS
        for one in (capaian, *cut)
        if (span := _by_formula(name, one, serapan)) is not None
    )


def _efficiency_rows(ledger: Ledger, sheet: Sheet) -> Iterator[Finding]:
    trios = [(line, trio) for line in sheet.lines if (trio := _trio(sheet, line)) is not None]
    stated = [(line, c, s, e) for line, (c, s, e) in trios if e is not None]
    wrong: set[int] = set()
    for name in _FORMULAS:
        spans = [(line, c, s, e, _by_formula(name, c.reading, s.reading)) for line, c, s, e in stated]
        good = [x for x in spans if x[4] is not None and meets(x[3].quantity, x[4])]
        plainly = len(good) == 1 and len(spans) == 2 and name in _PLAIN and _precise(good[0][3])
        if not plainly and (len(good) < 2 or 2 * len(good) <= len(spans)):
            continue
        for line, c, s, e, _ in spans:
            if line.kind or follows_any(c.reading, s.reading, e.quantity):
                continue
            wrong.add(line.row)
            yield _wrong_efficiency(ledger, sheet, line, c, s, e, name)
        break
    for line, (c, s, _) in trios:
        words = " ".join(
            cell.text.casefold()
            for col, cell in zip(sheet.table.columns, sheet.table.rows[line.row], strict=True)
            if col.field in ("efisiensi", "kategori", "keterangan")
        )
        patterns = load("money")["efficiency"]
        claimed = any(w in words for w in patterns["efficient"]) and not any(
            w in words for w in patterns["not_efficient"]
        )
        if (
            claimed
            and line.row not in wrong
            and printed(c.reading).high < printed(s.reading).low
            and len(words) < 60
        ):
            yield _not_efficient(ledger, sheet, line, c, s)


def _wrong_efficiency(
    ledger: Ledger, sheet: Sheet, line: Line, c: Figure, s: Figure, e: Figure, name: str
) -> Finding:
    span = _by_formula(name, c.reading, s.reading)
    assert span is not None
    value = (span.low + span.high) / 2
    if name == "capaian − serapan":
        value = c.value - s.value
    shown, where = number(value), cite(sheet.stated(e))
    turned = NO_PHRASE
    if abs(value + e.value) <= Decimal("0.02"):
        turned = Phrase(
            "Tandanya terbalik: capaian lebih rendah daripada serapan.",
            "The sign is turned: capaian is below absorption.",
        )
    label = line.sasaran or line.label
    return draft(
        "BUD005",
        "warning",
        indicator=label,
        measure="efisiensi",
        year=ledger.report.year,
        places=[sheet.stated(e), sheet.stated(c), sheet.stated(s)],
        message=Phrase(
            f"Efisiensi {quoted(label)} tertulis {where.id}; dengan cara tabel itu ({name}) dari capaian "
            f"{c.text} dan serapan {s.text} "
            f"hasilnya {shown.id}. Mohon dikonfirmasi.",
            f"The efficiency of {quoted(label)} is given as {where.en}; by the table's own formula "
            f"({name}) capaian {c.text} and absorption "
            f"{s.text} give {shown.en}.",
        ),
        criterion=Phrase(
            f"Cara yang dipakai baris lain pada tabel yang sama: {name}.",
            f"The formula of the other rows of the table: {name}.",
        ),
        recommendation=Phrase(
            f"Perbaiki efisiensi menjadi {shown.id} beserta kesimpulannya.",
            f"Correct the efficiency to {shown.en}, and what follows from it.",
        ),
        diagnosis=turned,
        expect=Expected(value=value.quantize(Decimal("0.01")), text=shown),
        confidence=0.9,
        accused=[x for x in [e.statement] if x is not None],
        rests_on=[x for x in (c.statement, s.statement) if x is not None],
    )


def _not_efficient(ledger: Ledger, sheet: Sheet, line: Line, c: Figure, s: Figure) -> Finding:
    label = line.sasaran or line.label
    one, two = cite(sheet.stated(c)), cite(sheet.stated(s))
    return draft(
        "BUD005",
        "warning",
        indicator=label,
        measure="efisiensi",
        year=ledger.report.year,
        places=[sheet.stated(c), sheet.stated(s)],
        message=Phrase(
            f"{quoted(label)} dinyatakan efisien, padahal capaian {one.id} lebih rendah daripada serapan "
            f"{two.id}. Mohon dikonfirmasi.",
            f"{quoted(label)} is called efficient, but its capaian {one.en} is below its absorption "
            f"{two.en}.",
        ),
        criterion=Phrase(
            "Efisien berarti capaian tidak lebih rendah daripada serapan anggaran.",
            "Efficient means capaian not below absorption.",
        ),
        recommendation=Phrase(
            "Perbaiki kesimpulan atau jelaskan ukurannya.", "Correct the conclusion, or explain its measure."
        ),
        confidence=0.85,
    )


def _efficiency_claims(ledger: Ledger) -> Iterator[Finding]:
    averages = pattern("efficiency", "averages")
    found = [(s, list(averages.finditer(s.text))) for s in sentences(ledger) if averages.may_match(s.text)]
    if not any(matches for _, matches in found):
        return
    every = [m for field, m in any_average(ledger) if field == "efisiensi"]
    shown = [(sheet, f) for field, sheet, f in printed_averages(ledger) if field == "efisiensi"]
    if not every:
        return
    for sentence, matches in found:
        for match in matches:
            quantity = figure(match["value"] + "%")
            if (
                quantity is None
                or any(m.gives(quantity) for m in every)
                or any(f.value == quantity.value for _, f in shown)
            ):
                continue
            place = sentence.stated(match.start("value"), match.end(), value=quantity.value)
            mean = every[0]
            at, where, value = (
                (cite(shown[0][0].stated(shown[0][1])) if shown else NO_PHRASE),
                cite(place),
                number(mean.value),
            )
            told = Phrase(f"; tabel mencantumkan {at.id}", f"; a table has {at.en}") if at else NO_PHRASE
            yield draft(
                "BUD005",
                "error",
                indicator="Rata-rata efisiensi",
                measure="efisiensi",
                year=ledger.report.year,
                places=[place, *(sh.stated(f) for sh, f in shown[:1])],
                message=Phrase(
                    f"Rata-rata efisiensi tertulis {where.id}{told.id}; hasil penghitungan ulang dari "
                    f"tabel {value.id}. Mohon dikonfirmasi.",
                    f"The average efficiency is given as {where.en}{told.en}; recomputed from the table "
                    f"it is {value.en}.",
                ),
                criterion=Phrase(
                    "Rata-rata mengikuti angka-angka pada tabelnya.",
                    "An average follows from the figures of its table.",
                ),
                recommendation=Phrase(
                    "Samakan angka dengan tabel efisiensi.",
                    "Bring the figure in line with the table of efficiency.",
                ),
                expect=Expected(value=mean.value.quantize(Decimal("0.01")), text=value),
                confidence=0.85,
            )


# ------------------------------------------------------------------------------------- drawn in a sentence


def _drawn(ledger: Ledger) -> Iterator[Finding]:
    """'Capaian 98,90% dan serapan 96,17%, maka efisiensi 4,73%': from a sentence's own two percentages."""
    tabled = {f.value for sheet in sheets(ledger) for x in sheet.lines for f in x.figures.values()}
    for sentence in sentences(ledger):
        if not pattern("efficiency", "drawn").search(sentence.text):
            continue
        told: dict[str, tuple[Stated, Quantity]] = {}
        shares = list(pattern("prose", "percent").finditer(sentence.text))
        for before, match in zip([None, *shares], shares, strict=False):
            quantity = figure(match.group())
            label = _label(sentence.text[before.end() if before else 0 : match.start()])
            if quantity is not None and label:
                told[label] = sentence.stated(match.start(), match.end(), value=quantity.value), quantity
        if len(shares) != len(told) or list(told)[-1:] != ["efisiensi"] or len(told) != len(_LABELS):
            continue
        (c_at, c), (s_at, s), (e_at, e) = (told[k] for k in ("capaian", "serapan", "efisiensi"))
        if e.value in tabled or follows_any(c.readings[0], s.readings[0], e):
            continue
        value = number(c.readings[0].value - s.readings[0].value)
        where = cite(e_at)
        yield draft(
            "BUD005",
            "warning",
            indicator="Efisiensi",
            measure="efisiensi",
            year=ledger.report.year,
            places=[e_at, c_at, s_at],
            message=Phrase(
                f"Efisiensi tertulis {where.id}; selisih capaian {c_at.text} dan serapan {s_at.text} adalah "
                f"{value.id}. Mohon dikonfirmasi.",
                f"The efficiency is given as {where.en}; capaian {c_at.text} less absorption {s_at.text} is "
                f"{value.en}.",
            ),
            criterion=Phrase(
                "Efisiensi dihitung dari capaian dan serapan yang disebut bersamanya.",
                "An efficiency follows from the capaian and the absorption told with it.",
            ),
            recommendation=Phrase(
                f"Perbaiki efisiensi menjadi {value.id}, atau jelaskan cara menghitungnya.",
                f"Correct the efficiency to {value.en}, or explain how it was computed.",
            ),
            expect=Expected(value=c.readings[0].value - s.readings[0].value, text=value),
            confidence=0.8,
        )


def _label(words: str) -> str:
    """What the words before a percentage call it last."""
    found = [(m.start(), name) for name in _LABELS for m in pattern("efficiency", name).finditer(words)]
    return max(found)[1] if found else ""
