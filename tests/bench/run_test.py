"""bench/run from outside, with drivers that are fakes: the whole way, and engines that lie."""

import json
import os
import subprocess
import sys
import unittest

from support import REPOSITORY, Case

import options
from problems import UsageError


class Run(Case):
    def run_bench(self, *arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-B", str(REPOSITORY / "bench" / "run"),
                   "--corpus", str(self.corpus()), "--queries", str(self.queries()),
                   "--rounds", "1", "--no-cold-start", "--output", str(self.folder / "report"),
                   *arguments]
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith("NEWSIDX_")}
        environment["NEWSIDX_BENCH_DIR"] = str(self.folder)
        return subprocess.run(command, capture_output=True, text=True, check=False,
                              env=environment)

    def engines(self, **lies: str) -> None:
        self.fake("brute_force")
        for engine, lie in lies.items():
            self.fake(engine, lie)

    def report(self) -> dict:
        return json.loads((self.folder / "report" / "report.json").read_text(encoding="utf-8"))

    def test_engines_that_agree_are_timed(self):
        self.engines(newsidx="none", lucene="none", tantivy="factor", xapian="refuse")
        done = self.run_bench("--commands", "COUNT,TOP_10,TOP_100_COUNT", "--rounds", "2")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = self.report()
        self.assertEqual(list(report["times"]), ["COUNT", "TOP_10", "TOP_100_COUNT"])
        self.assertEqual(report["agreement"]["score_factor"],
                         {"newsidx": 1.0, "lucene": 1.0, "lucene_reordered": 1.0, "tantivy": 2.2})
        self.assertEqual(report["queries"]["by_kind"],
                         {"term": 1, "and": 2, "or": 2, "phrase": 2, "mixed": 2, "negated": 2})
        unions = report["times"]["TOP_10"]["or"]
        self.assertEqual(unions["engines"]["lucene"]["minimum_us"]["mean"], 11.0)
        self.assertEqual(unions["ratios"]["best rival"]["geomean"], 1.0)
        phrases = report["times"]["TOP_10"]["phrase"]
        self.assertEqual(phrases["engines"]["xapian"], {"unsupported": 2})
        self.assertNotIn("xapian", phrases["ratios"])
        self.assertIn("seekstorm", report["left_out"])
        self.assertEqual({build["engine"]: build["index_bytes"] for build in report["builds"]},
                         dict.fromkeys(report["engines"], report["corpus"]["bytes"]))
        self.assertIn("## Building", done.stdout)
        self.assertNotIn(str(self.folder), json.dumps(report))

    def test_a_wrong_count_stops_the_run(self):
        self.engines(newsidx="none", xapian="count")
        done = self.run_bench("--commands", "TOP_10")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"xapian COUNT \+oil \+price: \d+, not \d+")
        self.assertFalse((self.folder / "report" / "report.json").exists())

    def test_a_known_difference_is_reported_and_left_out(self):
        self.engines(newsidx="none", seekstorm="none")
        done = self.run_bench("--commands", "COUNT")
        self.assertEqual(done.returncode, 0, done.stderr)
        (known,) = (known for known in self.report()["agreement"]["known"]
                    if known["kind"] == "phrase")
        self.assertEqual((known["engine"], known["kind"], known["queries"]),
                         ("seekstorm", "phrase", 2))
        row = self.report()["times"]["COUNT"]["phrase"]["engines"]
        self.assertIn("left_out", row["seekstorm"])

    def test_growth_asks_the_same_queries_of_more_articles(self):
        self.engines(newsidx="none", xapian="none")
        done = self.run_bench("--commands", "TOP_10", "--growth", "20,40", "--threads", "1,2")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = self.report()
        self.assertEqual([step["articles"] for step in report["growth"]], [20, 40])
        self.assertEqual([build["threads"] for build in report["builds"]], [2, 2, 1, 1])
        self.assertIn("## Growth", done.stdout)

    def test_indexes_are_used_again_where_that_is_asked_for(self):
        self.engines(newsidx="none", xapian="none")
        arguments = ("--commands", "COUNT", "--threads", "1,2", "--growth", "20", "--reuse-indexes")
        first = self.run_bench(*arguments)
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertNotIn("earlier run", first.stdout)
        self.fake("xapian", "refuse")
        done = self.run_bench(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        report = self.report()
        builds = [*report["builds"], *report["growth"][0]["builds"]]
        self.assertEqual([build["engine"] for build in builds if build["earlier_run"]],
                         ["newsidx"] * 3)
        self.assertEqual(len(builds), 6)
        self.assertEqual(done.stdout.count("measured in an earlier run"), 2)

    def test_a_driver_that_dies_ends_the_run(self):
        self.engines(newsidx="none", xapian="die")
        done = self.run_bench("--commands", "COUNT")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, "xapian ended at: COUNT")
        self.assertNotIn("Traceback", done.stderr)

    def test_a_rival_that_fails_while_timed_does_not_cost_the_others_their_results(self):
        self.engines(newsidx="none", lucene="none", xapian="die_timing")
        done = self.run_bench("--commands", "COUNT", "--engines", "newsidx,lucene,xapian")
        self.assertEqual(done.returncode, 1)
        report = self.report()
        self.assertEqual(report["failures"], {"xapian": "xapian time COUNT: status 3: broken"})
        self.assertEqual(list(report["times"]["COUNT"]["or"]["ratios"]), ["lucene", "best rival"])
        self.assertIn("Xapian: failed", done.stdout)

    def test_a_rival_that_cannot_build_is_left_out(self):
        self.engines(newsidx="none", lucene="none", xapian="die_building")
        done = self.run_bench("--commands", "COUNT", "--engines", "newsidx,lucene,xapian")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.report()["failures"], {"xapian": "xapian build: status 3: no space"})
        self.assertRegex(done.stdout, r"\| Xapian \| - \|")
        self.assertNotIn("Traceback", done.stderr)

    def test_newsidx_must_not_fail(self):
        self.engines(newsidx="die_timing", xapian="none")
        done = self.run_bench("--commands", "COUNT")
        self.assertEqual(done.returncode, 1)
        self.assertIn("bench/run: error: newsidx time COUNT: status 3: broken", done.stderr)

    def test_wrong_arguments_are_told_in_one_line(self):
        self.engines(newsidx="none")
        for arguments in (["--engines", "lucene"], ["--corpus", "/nowhere.jsonl"]):
            with self.subTest(arguments=arguments):
                done = self.run_bench(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertRegex(done.stderr.splitlines()[-1], r"^bench/run: error: .*try: ")

    def test_wrong_names_and_numbers(self):
        for arguments in (["--commands", "TOP_7"], ["--kinds", "fuzzy"], ["--growth", "many"],
                          ["--threads", "0"]):
            with self.subTest(arguments=arguments), self.assertRaisesRegex(UsageError, "try: "):
                options.parse("", self.folder, self.folder, arguments)


if __name__ == "__main__":
    unittest.main()
