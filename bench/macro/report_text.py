"""How the report writes tables, names and numbers."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def title(report: dict, engine: str) -> str:
    return report["engines"].get(engine, {}).get("title", engine)


def short(value: float) -> str:
    """Three digits, and never an exponent."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
