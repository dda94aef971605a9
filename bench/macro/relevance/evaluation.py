"""Standard measures of a run by ir-measures; every judged query counts, one order of ties."""

import ir_measures
from ir_measures import AP, RR, P, R, nDCG

from .collection import Collection
from .engines import Run

MEASURES = {"MAP": AP, "nDCG@10": nDCG @ 10, "P@10": P @ 10, "R@100": R @ 100, "RR": RR}
Figures = dict[str, float]


def ranked(run: Run, order: dict[str, int]) -> list[ir_measures.ScoredDoc]:
    """Scores replaced by ranks, so that no evaluator breaks ties in its own way: equal scores are
    in the order of the documents' file for every engine."""
    documents: list[ir_measures.ScoredDoc] = []
    for query_id, hits in run.items():
        hits = sorted(hits, key=lambda hit: (-hit[1], order[hit[0]]))
        documents += [ir_measures.ScoredDoc(query_id, document, float(-rank))
                      for rank, (document, _) in enumerate(hits)]
    return documents


def evaluate(collection: Collection, documents: list[ir_measures.ScoredDoc]) -> Figures:
    """A query without an answer counts 0."""
    values = ir_measures.calc_aggregate(MEASURES.values(), collection.judgements, documents)
    return {name: values[measure] for name, measure in MEASURES.items()}


def evaluate_by_query(
    collection: Collection, documents: list[ir_measures.ScoredDoc]
) -> dict[str, Figures]:
    """Query id -> figures."""
    names = {measure: name for name, measure in MEASURES.items()}
    figures: dict[str, Figures] = {query_id: {} for query_id in collection.queries}
    for metric in ir_measures.iter_calc(MEASURES.values(), collection.judgements, documents):
        figures[metric.query_id][names[metric.measure]] = metric.value
    return figures
