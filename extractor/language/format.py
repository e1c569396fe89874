"""Numbers as Indonesians print them: '98,05', '15.308.539.115', 'Rp1.234.000'."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from extractor.model import Interval

_MANY = 6  # decimals beyond which a quotient is cut where no number of decimals is asked for


def number(value: Decimal | int, decimals: int | None = None) -> str:
    """A number with dots between thousands and a decimal comma.

    ``decimals`` rounds half up; None prints the decimals that the value has ('1.50' has two), but no more
    than six of an endless quotient.
    """
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"not a number to print: {exact}")
    if decimals is None:
        exponent = exact.as_tuple().exponent
        decimals = min(_MANY, max(0, -exponent)) if isinstance(exponent, int) else 0
    rounded = round_half_up(exact, decimals)
    grouped = f"{rounded:,.{decimals}f}"
    return grouped.translate(str.maketrans(",.", ".,"))


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """The value rounded as people round, ties away from zero; never '-0'."""
    with localcontext() as context:
        context.prec = max(28, value.adjusted() + decimals + 4)  # quantize raises beyond its precision
        rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def plain(value: Decimal | int, decimals: int = 2) -> str:
    """A number without decimals that say nothing: '80', '80,5', '80,02'."""
    text = number(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def percent(value: Decimal | int, decimals: int = 2) -> str:
    """A percentage: '80,02%'."""
    return number(value, decimals) + "%"


def rupiah(value: Decimal | int) -> str:
    """An amount of money, sen only where there are any: 'Rp15.308.539.115'."""
    exact = Decimal(value)
    text = number(abs(exact), 0 if exact == exact.to_integral_value() else 2)
    return f"-Rp{text}" if exact < 0 else f"Rp{text}"


def span(interval: Interval, decimals: int = 2) -> str:
    """An interval as 'from to': '79,98 sampai 80,05'; a single number where both ends print alike."""
    low, high = number(interval.low, decimals), number(interval.high, decimals)
    return low if low == high else f"{low} sampai {high}"
