"""Figures of many times: mean, percentiles, ratios of one engine to another query by query."""

import math
from collections.abc import Sequence


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """Linear between the two nearest ranks, as numpy's default."""
    if not sorted_values:
        raise ValueError("no values")
    position = share * (len(sorted_values) - 1)
    low = math.floor(position)
    high = min(low + 1, len(sorted_values) - 1)
    return sorted_values[low] + (sorted_values[high] - sorted_values[low]) * (position - low)


def median(values: Sequence[float]) -> float:
    return percentile(sorted(values), 0.5)


def geometric_mean(values: Sequence[float]) -> float:
    return math.exp(math.fsum(map(math.log, values)) / len(values))


def summarise(values: Sequence[float]) -> dict[str, float]:
    """The row of a table: mean, p50, p90, p99 and geometric mean, rounded to what a clock tells."""
    ordered = sorted(values)
    figures = {"mean": math.fsum(ordered) / len(ordered), "p50": percentile(ordered, 0.50),
               "p90": percentile(ordered, 0.90), "p99": percentile(ordered, 0.99),
               "geomean": geometric_mean(ordered)}
    return {name: round(value, 3) for name, value in figures.items()}


def compare_times(ours: Sequence[float], theirs: Sequence[float]) -> dict[str, float]:
    """Ours to theirs, query by query: below 1 is faster. `wins`: share of queries where we are;
    `p99`: of our times to theirs."""
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    return {"geomean": round(geometric_mean(ratios), 4), "median": round(median(ratios), 4),
            "p90": round(percentile(sorted(ratios), 0.9), 4),
            "p99": round(percentile(sorted(ours), 0.99) / percentile(sorted(theirs), 0.99), 4),
            "wins": round(sum(ratio < 1 for ratio in ratios) / len(ratios), 4)}
