"""A driver of the protocol in bench/peers/README.md for the tests: exact, small, and able to lie.

    fake_driver.py LIE version|build|serve|time ...     as a driver
    fake_driver.py LIE CORPUS QUERIES --top K           as bench_brute_force

LIE is `none`, `count`, `hit`, `twice`, `score`, `factor` (scores times 2.2), `refuse` (phrases),
`babble`, `die`, `die_timing`, `rising` (is never warm), `old` (does not say how it was warmed).

A query takes as many microseconds as it has characters, twice that when the index has forgotten it,
and three times that when it is asked once. Each `time` is told in the file $FAKE_DRIVER_LOG, a JSON
object a line.
"""

import json
import math
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

K1, B = 1.2, 0.75
SUBJECT_OF_LIES = "+oil +price"  # the query that is answered wrongly


class Index:
    def __init__(self, corpus: Path) -> None:
        lines = corpus.read_text(encoding="utf-8").splitlines()
        self.articles = [json.loads(line)["text"].split() for line in lines]
        self._average = sum(map(len, self.articles)) / len(self.articles)
        self._frequencies = Counter(word for article in self.articles for word in set(article))

    def answer(self, query: str) -> list[tuple[int, float]]:
        """All matching articles with their scores, best first."""
        if query.startswith('"'):
            clauses = [query.strip('"').split()]
            required, forbidden = clauses, []
        else:
            words = query.split()
            clauses = [[word.lstrip("+")] for word in words if not word.startswith("-")]
            required = [[word[1:]] for word in words if word.startswith("+")]
            forbidden = [[word[1:]] for word in words if word.startswith("-")]
        hits = []
        for number, article in enumerate(self.articles):
            has = [_occurrences(article, clause) > 0 for clause in clauses]
            if (any(has) and all(_occurrences(article, clause) for clause in required)
                    and not any(_occurrences(article, clause) for clause in forbidden)):
                hits.append((number, sum(self._score(article, clause) for clause in clauses)))
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def _score(self, article: list[str], clause: list[str]) -> float:
        frequency = _occurrences(article, clause)
        norm = K1 * (1 - B + B * len(article) / self._average)
        return sum(map(self._idf, clause)) * frequency / (frequency + norm)

    def _idf(self, word: str) -> float:
        number = self._frequencies[word]
        return math.log(1 + (len(self.articles) - number + 0.5) / (number + 0.5))


def _occurrences(article: list[str], clause: list[str]) -> int:
    return sum(article[start:start + len(clause)] == clause for start in range(len(article)))


def _format(hits: Iterable[tuple[int, float]]) -> str:
    return " ".join(f"{number}:{score:.7g}" for number, score in hits)


def reply(index: Index, lie: str, line: str) -> str:
    command, query = line.split("\t")
    if lie == "die":
        sys.exit(3)
    if lie == "babble":
        return "what?"
    if lie == "refuse" and query.startswith('"'):
        return "UNSUPPORTED"
    hits = index.answer(query)
    count = len(hits)
    if query == SUBJECT_OF_LIES:
        count += lie == "count"
        if lie == "hit":
            others = set(range(len(index.articles))) - {number for number, _ in hits}
            hits[0] = (min(others), hits[0][1])
        if lie == "twice":
            hits[1] = hits[0]
        if lie == "score":
            hits[0] = (hits[0][0], hits[0][1] * 1.001)
    if lie == "factor":
        hits = [(number, score * (K1 + 1)) for number, score in hits]
    if command == "COUNT":
        return str(count)
    top = _format(hits[:int(command.split("_")[1])])
    return f"{count}\t{top}" if command.endswith("COUNT") else top


def oracle(corpus: Path, queries: Path, top: int) -> None:
    index = Index(corpus)
    for query in queries.read_text(encoding="utf-8").splitlines():
        hits = index.answer(query)
        least = hits[:top][-1][1] if hits else 0.0
        print(f"{len(hits)}\t{_format(hit for hit in hits if hit[1] >= least * (1 - 1e-5))}")


def time(lie: str, index: str, queries: str, command: str, *options: str) -> None:
    texts = Path(queries).read_text(encoding="utf-8").splitlines()
    if os.environ.get("FAKE_DRIVER_LOG"):
        others = (Path(options[options.index("--warm-queries") + 1]).read_text().splitlines()
                  if "--warm-queries" in options else None)
        with open(os.environ["FAKE_DRIVER_LOG"], "a", encoding="utf-8") as log:
            print(json.dumps({"engine": Path(index).name, "command": command, "queries": texts,
                              "options": options, "others": others}), file=log)
    factor = 2 if "--forget" in options else 3 if "--once" in options else 1
    if lie != "old":
        print(f"warmed\t1.50\t{1000 * len(texts)}\t{'rising' if lie == 'rising' else 'steady'}")
    for query in texts:
        refused = lie == "refuse" and query.startswith('"')
        print("UNSUPPORTED" if refused
              else f"{len(query) * factor}.50\t{len(query) * factor}.75\t1")


def main() -> int:
    lie, command, *rest = sys.argv[1:]
    match command:
        case "version":
            print("fake 1.0")
        case "build" if lie == "die_building":
            print("no space", file=sys.stderr)
            return 3
        case "build":
            Path(rest[1]).mkdir()
            shutil.copy(rest[0], Path(rest[1]) / "articles.jsonl")
        case "serve":
            index = Index(Path(rest[0]) / "articles.jsonl")
            for line in sys.stdin:
                print(reply(index, lie, line.rstrip("\n")), flush=True)
        case "time" if lie == "die_timing":
            print("broken\n  at fake_driver", file=sys.stderr)
            return 3
        case "time":
            time(lie, *rest)
        case _:
            oracle(Path(command), Path(rest[0]), int(rest[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
