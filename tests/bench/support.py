"""What the tests of the benchmarks share: a folder, a small corpus, drivers that are fakes."""

import json
import os
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "bench" / "macro"))
sys.path.insert(0, str(REPOSITORY / "tests" / "support"))

import watchdog  # noqa: E402, F401  (tests/support/watchdog.py)

FAKE_DRIVER = Path(__file__).with_name("fake_driver.py")

WORDS = ("oil", "price", "gas", "market", "bank", "rate", "bond", "trade", "tax", "share")
ARTICLES = 40


class Case(unittest.TestCase):
    """A test with a folder of its own, removed afterwards."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="newsidx-bench-test-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def corpus(self) -> Path:
        """Random articles of few words, so that every pair of them occurs somewhere."""
        generator = random.Random(11)
        lines = [json.dumps({"id": str(number), "text": " ".join(
            generator.choices(WORDS, k=generator.randrange(3, 30)))}) for number in range(ARTICLES)]
        return self.write("corpus.jsonl", "".join(f"{line}\n" for line in lines))

    def news(self) -> Path:
        """Articles of many words as unequally frequent as in news."""
        generator = random.Random(12)
        words = [f"w{rank}" for rank in range(1, 1500)]
        weights = [1 / rank for rank in range(1, 1500)]
        return self.write("news.jsonl", "".join(json.dumps({"id": str(number), "text": " ".join(
            generator.choices(words, weights, k=60))}) + "\n" for number in range(500)))

    def fake(self, program: str, lie: str = "none") -> None:
        """Puts a driver into bin/ of the folder."""
        path = self.write(f"bin/{program}",
                          f'#!/bin/sh\nexec "{sys.executable}" -ISB "{FAKE_DRIVER}" {lie} "$@"\n')
        path.chmod(0o755)

    def queries(self) -> Path:
        lines = ["term\toil", "and\t+oil +price", "and\t+gas +bond +tax", "or\toil price",
                 "or\tgas bond tax", 'phrase\t"oil price"', 'phrase\t"bank rate"']
        return self.write("queries.tsv", "".join(
            line.replace("\t", "\tany\t") + "\n" for line in lines))


class BenchRun(Case):
    """bench/run from outside, with drivers that are fakes."""

    def run_bench(self, *arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-B", str(REPOSITORY / "bench" / "run"),
                   "--corpus", str(self.corpus()), "--queries", str(self.queries()),
                   "--rounds", "1", "--no-cold-start", "--output", str(self.folder / "report"),
                   *arguments]
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("NEWSIDX_")}
        environment["NEWSIDX_BENCH_DIR"] = str(self.folder)
        environment["FAKE_DRIVER_LOG"] = str(self.folder / "calls")
        return subprocess.run(command, capture_output=True, text=True, check=False,
                              env=environment)

    def engines(self, **lies: str) -> None:
        self.fake("brute_force")
        for engine, lie in lies.items():
            self.fake(engine, lie)

    def calls(self, engine: str, **options: bool) -> list[dict]:
        """What `time` was called with, of the calls that have these options or not."""
        lines = (self.folder / "calls").read_text(encoding="utf-8").splitlines()
        return [call for call in map(json.loads, lines) if call["engine"] == engine and all(
            (f"--{option}" in call["options"]) == given for option, given in options.items())]

    def report(self) -> dict:
        return json.loads((self.folder / "report" / "report.json").read_text(encoding="utf-8"))
