"""All rules asked, their answers in a stable order."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractor.checks.arithmetic import tolerance as widened
from extractor.checks.causes import grouped
from extractor.checks.copied import with_origin
from extractor.checks.doubt import beyond_doubt
from extractor.checks.registry import selected
from extractor.model import Finding, Severity
from extractor.statements.ledger import Ledger

_GRAVITY: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


def run(
    ledger: Ledger,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    *,
    tolerance: Decimal = Decimal(0),
) -> tuple[Finding, ...]:
    """Ask the rules and group what they find, the gravest first, then in printed order.

    ``select`` and ``ignore`` hold codes or their beginnings (``CAP``). All rules are asked, so that a
    finding which only follows from another never stands alone because its cause was not selected; what is
    not selected is left out afterwards. ``tolerance`` widens every comparison by so many units of the
    figure compared (percentage points for a capaian).
    """
    chosen = {r.code for r in selected(tuple(select), tuple(ignore))}
    with widened(tolerance):
        found = [f for rule in selected() for f in rule.check(ledger)]
    kept = []
    told = (with_origin(ledger, f) for f in grouped(found))
    for finding in beyond_doubt(told, ledger):
        derived = tuple(d for d in finding.derived if d.code in chosen)
        if finding.code in chosen:
            kept.append(finding.model_copy(update={"derived": derived}))
        else:
            kept.extend(Finding(**{n: getattr(d, n) for n in type(d).model_fields}) for d in derived)
    return tuple(sorted(kept, key=_order))


def _order(finding: Finding) -> tuple[int, int, float, str, str]:
    places = [(s.page, s.bbox.top) for s in finding.stated if not s.document] or [(0, 0.0)]
    page, top = places[0]
    return _GRAVITY[finding.severity], page, top, finding.code, finding.id
