"""Query sets: a file of `kind TAB stratum TAB query`, as bench/peers/README.md writes queries."""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from problems import UsageError

KINDS = ("term", "and", "or", "phrase", "mixed", "negated")
MULTI_WORD_KINDS = KINDS[1:]

_SHAPES = {
    "term": r"\w+",
    "and": r"\+\w+( \+\w+)+",
    "or": r"\w+( \w+)+",
    "phrase": r'"\w+( \w+)+"',
    "mixed": r"\+\w+( \w+)+",
    "negated": r"\+\w+ -\w+",
}


@dataclass(frozen=True, order=True)
class Query:
    kind: str
    stratum: str  # how frequent its rarest word is, and how its words were found
    text: str


def write_query(kind: str, words: Sequence[str]) -> str:
    """The words as a query of that kind."""
    first, rest = words[0], words[1:]
    match kind:
        case "term":
            return first
        case "and":
            return " ".join(f"+{word}" for word in words)
        case "or":
            return " ".join(words)
        case "phrase":
            return f'"{" ".join(words)}"'
        case "mixed":
            return " ".join([f"+{first}", *rest])
        case "negated":
            return f"+{first} -{rest[0]}"
    raise ValueError(kind)


def read_queries(path: Path) -> list[Query]:
    """Reads a query file; makes mixed and negated queries of its unions if it has none."""
    queries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fields = line.split("\t")
        if len(fields) != 3 or fields[0] not in KINDS:
            raise UsageError(f"not a query: {path}, line {number} "
                             "(try: kind, stratum and query with tabs between)")
        kind, stratum, text = fields
        if not re.fullmatch(_SHAPES[kind], text):
            # Public query sets file a single word under every kind; a term it is.
            if not re.fullmatch(_SHAPES["term"], text.strip('+"')):
                raise UsageError(f"no {kind} query: {path}, line {number}: {text} "
                                 "(see bench/peers/README.md)")
            kind, text = "term", text.strip('+"')
        queries.append(Query(kind, stratum, text))
    if not queries:
        raise UsageError(f"no query in {path}")
    return with_derived_kinds(list(dict.fromkeys(queries)))


def with_derived_kinds(queries: list[Query]) -> list[Query]:
    present = {query.kind for query in queries}
    unions = [query for query in queries if query.kind == "or"]
    derived = [Query(kind, union.stratum, write_query(kind, union.text.split()))
               for kind in ("mixed", "negated") if kind not in present
               for union in unions]
    return queries + list(dict.fromkeys(derived))


def choose(queries: Iterable[Query], kinds: Iterable[str], limit: int | None,
           seed: int) -> list[Query]:
    """The queries of these kinds, at most `limit` in all, an equal share of each kind."""
    wanted = set(kinds)
    queries = [query for query in queries if query.kind in wanted]
    if limit is None or len(queries) <= limit:
        return queries
    share = limit // len({query.kind for query in queries})
    generator = random.Random(seed)
    chosen: list[Query] = []
    for kind in KINDS:
        of_kind = [query for query in queries if query.kind == kind]
        chosen += of_kind if len(of_kind) <= share else generator.sample(of_kind, share)
    generator.shuffle(chosen)
    return chosen


def save_queries(queries: Iterable[Query], path: Path) -> None:
    path.write_text("".join(f"{query.kind}\t{query.stratum}\t{query.text}\n" for query in queries),
                    encoding="utf-8")
