"""Agreement first: no answer is timed before it is known to be right.

Counts are compared with those of the brute-force oracle for every query. A wrong count of newsidx
ends the run; a rival's is reported, and that query of it is left out of the comparison, unless the
run is strict. Hits of an engine that scores as Lucene does must be the oracle's up to ties: the
scores rank by rank, and each hit's score against the oracle's score of the same article, up to one
constant factor an engine (such as k1 + 1). For other rankings only the overlap of the hits is
reported. Without an oracle (a corpus too large for it) the right count is what most programs say.
"""

import json
import math
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drivers import (
    ORACLE,
    SUBJECT,
    Answer,
    Driver,
    DriverError,
    Engine,
    counts,
    limit_of,
    parse_answer,
)
from queries import KINDS, Query
from summary import median

RELATIVE_TOLERANCE = 1e-4
# The idf of a word that is in almost all articles is ln(1 + x) of a tiny x. An engine that takes it
# in 32 bits knows 1 + x to 6e-8 only; a query has up to five words.
ABSOLUTE_TOLERANCE = 3e-7


@dataclass
class Agreement:
    """What the check found; `differences`, which end the run, is empty when all is well."""

    reference: str
    queries: int
    differences: list[str] = field(default_factory=list)
    wrong_counts: dict[str, list[str]] = field(default_factory=dict)
    """engine -> its queries that are left out, for a count that was wrong in this run"""
    unsupported: dict[str, dict[str, int]] = field(default_factory=dict)
    score_factor: dict[str, float] = field(default_factory=dict)
    overlap: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return not self.differences


@dataclass
class Reference:
    """The right answers, by query: all counts, and hits when there is an oracle."""

    counts: dict[str, int]
    hits: dict[str, dict[str, float]]  # query -> article -> score, best first


Answers = dict[str, dict[str, Answer]]  # command -> query -> answer


def ask(driver: Driver, queries: Sequence[Query], commands: Sequence[str]) -> Answers:
    """All answers of an engine that are asked for; an error of the driver ends the run."""
    texts = [query.text for query in queries]
    with driver.serve() as server:
        return {command: dict(zip(texts, server.ask_all(command, texts), strict=True))
                for command in commands}


def oracle_reference(oracle: Path, corpus: Path, queries: Sequence[Query], limit: int) -> Reference:
    """Exact counts, and the best `limit` hits of each query with all that tie with the last."""
    texts = [query.text for query in queries]
    with tempfile.NamedTemporaryFile("w", prefix="newsidx-bench-", encoding="utf-8") as file:
        file.write("".join(f"{text}\n" for text in texts))
        file.flush()
        done = subprocess.run([oracle, corpus, file.name, "--top", str(limit)],
                              capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    if done.returncode != 0 or len(lines) != len(texts):
        raise DriverError(f"{oracle}: status {done.returncode}, {len(lines)} answers to"
                          f" {len(texts)} queries: {done.stderr.strip()}")
    answers = [parse_answer("TOP_10_COUNT", line) for line in lines]
    return Reference({text: answer.count for text, answer in zip(texts, answers, strict=True)},
                     {text: dict(answer.hits) for text, answer in zip(texts, answers, strict=True)})


Counts = dict[tuple[str, str], int]  # (command, query) -> what an engine counted


def check(drivers: Sequence[Driver], oracle: Path | None, corpus: Path, queries: Sequence[Query],
          commands: Sequence[str], *, strict: bool = False) -> Agreement:
    """Asks every engine COUNT, TOP_10 and the commands that will be timed, and compares.

    `strict`: a rival's wrong count is a difference, too.
    """
    asked = list(dict.fromkeys(["COUNT", "TOP_10", *commands]))
    reference = (oracle_reference(oracle, corpus, queries, max(map(limit_of, asked))) if oracle
                 else None)
    result = Agreement(ORACLE if oracle else "most programs", len(queries))
    counted: dict[str, Counts] = {}
    for driver in drivers:
        answers = ask(driver, queries, asked)
        _note_unsupported(driver.engine, answers, queries, result)
        counted[driver.engine.name] = _counts(answers)
        if reference:
            wrong = {text for _, text in _wrong(counted[driver.engine.name], reference.counts)}
            _check_hits(driver.engine, answers,
                        [query for query in queries if query.text not in wrong], reference, result)
    right_counts = reference.counts if reference else _said_by_most(counted, drivers)
    for driver in drivers:
        _judge_counts(driver.engine, counted[driver.engine.name], right_counts, strict, result)
    return result


def _counts(answers: Answers) -> Counts:
    return {(command, text): answer.count for command, of_query in answers.items()
            if counts(command) for text, answer in of_query.items() if answer.count is not None}


def _said_by_most(counted: dict[str, Counts], drivers: Sequence[Driver]) -> dict[str, int | None]:
    """By query, what most programs counted (one that serves twice has one vote); None for a tie."""
    votes: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    for driver in drivers:
        for (_, text), count in counted[driver.engine.name].items():
            votes[text].add((driver.engine.driver, count))
    right: dict[str, int | None] = {}
    for text, of_query in votes.items():
        (first, most), *others = Counter(count for _, count in of_query).most_common(2)
        right[text] = None if others and others[0][1] == most else first
    return right


def _wrong(counted: Counts, right: Mapping[str, int | None]) -> list[tuple[str, str]]:
    return [(command, text) for (command, text), count in counted.items() if count != right[text]]


def _judge_counts(engine: Engine, counted: Counts, right: Mapping[str, int | None], strict: bool,
                  result: Agreement) -> None:
    wrong = _wrong(counted, right)
    if strict or engine.name == SUBJECT or engine.is_variant:
        for command, text in wrong:
            expected = "what most count: they disagree" if right[text] is None else right[text]
            result.differences.append(
                f"{engine.name} {command} {text}: {counted[command, text]}, not {expected}")
    elif wrong:
        result.wrong_counts[engine.name] = list(dict.fromkeys(text for _, text in wrong))


def _note_unsupported(engine: Engine, answers: Answers, queries: Sequence[Query],
                      result: Agreement) -> None:
    missing = {command: dict(Counter(query.kind for query in queries
                                     if of_query[query.text].is_unsupported))
               for command, of_query in answers.items()}
    result.unsupported[engine.name] = {
        f"{command} {kind}": number for command, kinds in missing.items()
        for kind, number in kinds.items()}


def _check_hits(engine: Engine, answers: Answers, queries: Sequence[Query], reference: Reference,
                result: Agreement) -> None:
    ranked = [(command, query, answers[command][query.text].hits)
              for command in answers if limit_of(command) > 0
              for query in queries if not answers[command][query.text].is_unsupported]
    if not engine.scores_like_lucene:
        result.overlap[engine.name] = _overlap(ranked, reference)
        return
    factor = _score_factor(ranked, reference)
    result.score_factor[engine.name] = round(factor, 6)
    for command, query, hits in ranked:
        problem = wrong_hits(hits, reference.hits[query.text], limit_of(command), factor)
        if problem:
            result.differences.append(f"{engine.name} {command} {query.text}: {problem}")


def _score_factor(ranked: Sequence[tuple[str, Query, tuple]], reference: Reference) -> float:
    """The engine's scores in the unit of the oracle's: the middle one of all hits both have."""
    factors = [score / reference.hits[query.text][document] for _, query, hits in ranked
               for document, score in hits if reference.hits[query.text].get(document, 0) > 0]
    return median(factors) if factors else 1.0


def wrong_hits(hits: Sequence[tuple[str, float]], oracle: dict[str, float], limit: int,
               factor: float) -> str | None:
    """What is wrong with an engine's hits, or None.

    `oracle` holds the scores of all articles that may be among the first `limit`, best first.
    """
    right = list(oracle.values())[:limit]
    if len(hits) != len(right):
        return f"{len(hits)} hits, not {len(right)}"
    if len({document for document, _ in hits}) < len(hits):
        return "an article twice"
    for rank, ((document, score), expected) in enumerate(zip(hits, right, strict=True), 1):
        score /= factor
        if not _same(score, expected):
            return f"score {score:.6g} at rank {rank}, not {expected:.6g}"
        exact = oracle.get(document, 0.0)
        if not _same(exact, expected):
            return (f"article {document} at rank {rank}: its score is {exact:.6g},"
                    f" not {expected:.6g}")
    return None


def _same(left: float, right: float) -> bool:
    return math.isclose(left, right, rel_tol=RELATIVE_TOLERANCE, abs_tol=ABSOLUTE_TOLERANCE)


def _overlap(ranked: Sequence[tuple[str, Query, tuple]],
             reference: Reference) -> dict[str, float]:
    """By kind, the mean share of the oracle's first ten that is among the engine's."""
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for command, query, hits in ranked:
        first = list(reference.hits[query.text])[:10]
        if command == "TOP_10" and first:
            found = {document for document, _ in hits}
            shares[query.kind].append(sum(document in found for document in first) / len(first))
    return {kind: round(sum(shares[kind]) / len(shares[kind]), 3)
            for kind in KINDS if kind in shares}


def save(agreement: Agreement, path: Path) -> None:
    path.write_text(json.dumps(vars(agreement), indent=1) + "\n", encoding="utf-8")
