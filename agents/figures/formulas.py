"""Figures that follow from other Figures by a formula anyone can recompute."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Sequence

from ...tools.errors import InvalidInput
from ...tools.evidence import Figure, Period

GROWTH = "100 * (a / b - 1)"
SHARE = "100 * a / b"
DIFFERENCE = "100 * (a / b - c / d)"

_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip


def compute(formula: str, values: Sequence[float]) -> float:
    """Return what a formula gives, `a` being the first value; raise InvalidInput where it gives nothing."""
    names = {chr(ord("a") + place): value for place, value in enumerate(values)}
    try:
        return _value(ast.parse(formula, mode="eval").body, names)
    except (SyntaxError, KeyError, ZeroDivisionError) as error:
        raise InvalidInput(
            f"Formula {formula!r} over {len(values)} values gives nothing: {error}."
        ) from error


def _value(node: ast.expr, names: dict[str, float]) -> float:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left, names), _value(node.right, names))
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    raise InvalidInput("A formula holds numbers, the letters of its inputs, + - * / and brackets only.")


def computed(name: str, formula: str, inputs: Sequence[Figure], *, unit: str = "percent") -> Figure:
    """Return the Figure that `formula` gives over `inputs`, for the period of the first."""
    first = inputs[0]
    value = compute(formula, [figure.value for figure in inputs])
    return Figure(
        name=name, value=round(value, 6), unit=unit, period=first.period, dimensions=first.dimensions,
        accession=first.accession, form=first.form, filed=first.filed, formula=formula, inputs=tuple(inputs),
    )  # fmt: skip


def growth(now: Figure, before: Figure | None) -> Figure | None:
    """Return the growth from `before` to `now` in percent; None where the base is missing, zero or a loss."""
    if before is None or before.value <= 0:
        return None
    return computed(f"growth of {now.name}", GROWTH, [now, before])


def share(part: Figure, whole: Figure | None) -> Figure | None:
    """Return `part` in percent of `whole`; None where they do not cover the same period and currency."""
    if whole is None or whole.value <= 0 or not same_span(part, whole):
        return None
    return computed(f"{part.name} as a share of {whole.name}", SHARE, [part, whole])


def share_change(part: Figure, whole: Figure, part_before: Figure, whole_before: Figure) -> Figure:
    """Return by how many points a share changed."""
    inputs = [part, whole, part_before, whole_before]
    return computed(f"change of {part.name} as a share of {whole.name}", DIFFERENCE, inputs, unit="points")


def same_span(one: Figure, other: Figure) -> bool:
    """Say whether two Figures cover the same days in the same currency."""
    return _span(one.period) == _span(other.period) and one.currency == other.currency


def _span(period: Period) -> tuple[str | None, str | None]:
    return period.start, period.end
