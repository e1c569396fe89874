"""Recomputes what the samples print, so that only the errors that are meant stand in them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal

from builder.markup import Source, TableBlock

NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def value(text: str) -> tuple[Decimal, Decimal] | None:
    """The first number of an Indonesian text and the unit of its last digit, or None."""
    found = NUMBER.search(re.sub(r"¦|\s(?=\d{3}\b)|(?<=\.)\s(?=\d)", "", text))
    if not found:
        return None
    digits = found.group()
    if "," in digits and digits.rfind(",") > digits.rfind("."):
        digits = digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+", digits):
        digits = digits.replace(".", "")
    else:
        digits = digits.replace(",", "")
    number = Decimal(digits)
    if re.fullmatch(r"\([\d.,]+\)|-[\d.,]+%?", text.strip()):
        number = -number
    return number, Decimal(1).scaleb(int(number.as_tuple().exponent))


def compute(expression: str) -> Decimal:
    """A sum of printed numbers: + - * /, min(), mean(), parentheses."""

    def literal(found: re.Match[str]) -> str:
        parsed = value(found.group())
        return f"'{parsed[0]}'" if parsed else found.group()

    def walk(node: ast.expr) -> Decimal:
        if isinstance(node, ast.Constant):
            return Decimal(str(node.value))
        if isinstance(node, ast.UnaryOp):
            return -walk(node.operand)
        if isinstance(node, ast.BinOp):
            left, right = walk(node.left), walk(node.right)
            return {
                ast.Add: lambda: left + right,
                ast.Sub: lambda: left - right,
                ast.Mult: lambda: left * right,
                ast.Div: lambda: left / right,
            }[type(node.op)]()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            values = [walk(a) for a in node.args]
            return min(values) if node.func.id == "min" else sum(values, Decimal(0)) / len(values)
        raise ValueError(f"cannot compute {expression}")

    return walk(ast.parse(NUMBER.sub(literal, expression), mode="eval").body)


def agrees(printed: str, result: Decimal) -> bool:
    """Whether ``printed`` is ``result`` rounded or cut off to its digits."""
    parsed = value(printed)
    if parsed is None:
        return False
    number, unit = parsed
    return abs(number - result) <= unit / 2 or 0 <= result - number < unit


def faults(source: Source) -> Iterator[str]:
    """What does not hold in a description: its '?' equations and its tables' '=' relations."""
    for line, equation in source.checks:
        wrong = " != " in equation
        printed, expression = equation.split(" != " if wrong else " = ", 1)
        if agrees(printed, compute(expression)) == wrong:
            yield f"line {line}: {equation} (is {compute(expression):.4f})"
    for block in source.blocks:
        if isinstance(block, TableBlock):
            for relation in block.relations:
                check = _code_sums if relation.startswith("kode ") else _columns
                yield from (f"table at line {block.line}: {f}" for f in check(block, relation))


def _columns(table: TableBlock, relation: str) -> Iterator[str]:
    """A relation like 'f = e/d*100 or min(100, e/d*100)' between lettered columns, in every row."""
    target, _, formulas = relation.partition(" = ")
    for row in table.rows[int(table.options.get("head", "1")) :]:
        cells = {chr(97 + i): cell for i, cell in enumerate(row)}
        stated = cells[target]
        if stated.wrong or stated.covered or value(stated.text) is None:
            continue
        results = []
        for formula in formulas.split(" or "):
            names = set(re.findall(r"\b[a-z]\b", formula))
            parts = {n: value(cells[n].text) for n in names if not cells[n].covered}
            if len(parts) == len(names) and all(parts.values()):
                known = {n: format(p[0], "f").replace(".", ",") for n, p in parts.items() if p}
                results.append(compute(re.sub(r"\b[a-z]\b", lambda m, k=known: k[m.group()], formula)))
        if results and not any(agrees(stated.text, r) for r in results):
            yield f"{relation}: {stated.text} in {[c.text for c in row]}, is {[f'{r:.4f}' for r in results]}"


def _code_sums(table: TableBlock, relation: str) -> Iterator[str]:
    """'kode a d e': d and e add up over the codes of column a; the row without code is the total."""
    _, code_column, *money_columns = relation.split()
    code_at = ord(code_column) - 97
    rows = table.rows[int(table.options.get("head", "1")) :]
    coded = [(r[code_at].text.replace("¦", ""), r) for r in rows]
    codes = [c for c, _ in coded if re.fullmatch(r"[\d.]+", c)]
    for letter in money_columns:
        at = ord(letter) - 97
        amounts = {c: value(r[at].text) for c, r in coded}
        for code, row in coded:
            below = [c for c in codes if _parent(c, codes) == (code if code in codes else None)]
            if not below or row[at].wrong:
                continue
            total = sum((a[0] for c in below if (a := amounts[c])), Decimal(0))
            stated = value(row[at].text)
            if stated is None or stated[0] != total:
                yield f"{code or 'total'}, column {letter}: {row[at].text}, is {total:,}"


def _parent(code: str, codes: list[str]) -> str | None:
    above = [c for c in codes if code.startswith(c + ".")]
    return max(above, key=len) if above else None
