"""The table of all collections: figures of both engines, differences, means."""

from dataclasses import dataclass, field

from .evaluation import MEASURES, Figures

TOLERANCE = 0.005  # newsidx may be so much below Lucene on a collection


@dataclass(frozen=True)
class Result:
    collection: str
    documents: int
    queries: int
    newsidx: Figures
    lucene: Figures
    analyzer: str = ""
    """Lucene's, the best of those that were run."""
    lucene_by_analyzer: dict[str, Figures] = field(default_factory=dict)

    def difference(self, measure: str) -> float:
        return self.newsidx[measure] - self.lucene[measure]


def means(results: list[Result]) -> Result:
    """Each collection counts the same."""
    def mean(figures: list[Figures]) -> Figures:
        return {name: sum(f[name] for f in figures) / len(figures) for name in MEASURES}

    return Result("mean", sum(r.documents for r in results), sum(r.queries for r in results),
                  mean([r.newsidx for r in results]), mean([r.lucene for r in results]))


def falls_short(results: list[Result]) -> list[str]:
    """Where newsidx is not as good as it must be, a line each."""
    short = [f"{result.collection}: {name} is {-result.difference(name):.4f} below Lucene's"
             for result in results for name in MEASURES if result.difference(name) < -TOLERANCE]
    mean = means(results)
    short += [f"mean {name} does not beat Lucene's ({mean.difference(name):+.4f})"
              for name in MEASURES if mean.difference(name) <= 0]
    return short


def markdown(results: list[Result]) -> str:
    header = "".join(f" {name} | | |" for name in MEASURES)
    engines = " newsidx | Lucene | +/- |" * len(MEASURES)
    lines = [f"| collection | articles | queries | Lucene's analyser |{header}", f"| | | | |{engines}"]
    lines.insert(1, "|---|--:|--:|---|" + "--:|--:|--:|" * len(MEASURES))
    for result in [*results, means(results)]:
        cells = "".join(_cells(result, name) for name in MEASURES)
        lines.append(f"| {result.collection} | {result.documents} | {result.queries} | {result.analyzer} |{cells}")
    return "\n".join(lines) + "\n"


def as_json(results: list[Result]) -> dict[str, object]:
    mean = means(results)
    return {
        "tolerance": TOLERANCE,
        "collections": [_json(result) for result in results],
        "mean": _json(mean),
        "falls_short": falls_short(results),
    }


def _cells(result: Result, name: str) -> str:
    difference = f"{result.difference(name):+.3f}"
    if result.difference(name) < -TOLERANCE:
        difference = f"**{difference}**"
    return f" {result.newsidx[name]:.3f} | {result.lucene[name]:.3f} | {difference} |"


def _json(result: Result) -> dict[str, object]:
    return {
        "name": result.collection,
        "articles": result.documents,
        "queries": result.queries,
        "newsidx": result.newsidx,
        "lucene": result.lucene,
        "lucene_by_analyzer": result.lucene_by_analyzer,
        "difference": {name: result.difference(name) for name in MEASURES},
    }
