"""Figures and rows of the report, and what bench/compare says about two reports."""

import copy
import json
import subprocess
import sys
import unittest

from support import REPOSITORY, Case

from drivers import ENGINES, Driver, Timing
from queries import Query
from summary import compare_times, geometric_mean, percentile, summarise
from timing import BEST_RIVAL, over_rounds, tables


class Figures(unittest.TestCase):
    def test_percentiles_lie_between_ranks(self):
        self.assertEqual([percentile([10, 20, 30, 40], share) for share in (0, 0.5, 0.9, 1)],
                         [10, 25, 37, 40])
        self.assertEqual(percentile([7], 0.99), 7)

    def test_summary(self):
        figures = summarise([1, 100, 10])
        self.assertEqual(figures["mean"], 37.0)
        self.assertEqual(figures["p50"], 10)
        self.assertEqual(figures["geomean"], 10.0)

    def test_ratios_are_query_by_query(self):
        ratios = compare_times([1, 8], [2, 4])
        self.assertEqual((ratios["geomean"], ratios["wins"]), (1.0, 0.5))
        self.assertAlmostEqual(geometric_mean([2, 8]), 4)

    def test_rounds_give_the_minimum_and_the_median_of_medians(self):
        rounds = [[Timing(3, 5), None], [Timing(2, 9), None], [Timing(4, 6), None]]
        self.assertEqual(over_rounds(rounds), [Timing(2, 6), None])


class Rows(Case):
    def row(self, **times):
        drivers = [Driver(ENGINES[name], self.folder, self.folder) for name in times]
        queries = [Query("phrase", "any", text) for text in ('"a b"', '"b c"')]
        timings = {name: [value and Timing(value, value) for value in values]
                   for name, values in times.items()}
        return tables({"COUNT": timings}, drivers, queries)["COUNT"]["phrase"]

    def test_the_best_rival_is_another_one_at_each_query(self):
        row = self.row(newsidx=[4, 4], lucene=[4, 16], tantivy=[16, 4])
        self.assertEqual(row["ratios"]["lucene"]["geomean"], 0.5)
        self.assertEqual(row["ratios"][BEST_RIVAL]["geomean"], 1.0)

    def test_an_engine_without_all_answers_has_no_figures(self):
        row = self.row(newsidx=[4, 4], lucene=[4, None], seekstorm=[1, 1])
        self.assertEqual(row["engines"]["lucene"], {"unsupported": 1})
        self.assertIn("left_out", row["engines"]["seekstorm"])
        self.assertEqual(row["ratios"], {})


class Compare(Case):
    REPORT = {
        "engines": {"newsidx": {}, "lucene": {}, "tantivy": {}},
        "corpus": {"sha256": "1"}, "queries": {"sha256": "2"}, "machine": {"cpu": "3"},
        "builds": [{"engine": engine, "threads": 1, "wall_s": 2.0, "cpu_s": 2.0,
                    "peak_rss_bytes": 100, "index_bytes": 50} for engine in ("newsidx", "lucene")],
        "times": {"COUNT": {"or": {"engines": {
            engine: {"minimum_us": {"geomean": time}}
            for engine, time in (("newsidx", 10.0), ("lucene", 20.0), ("tantivy", 30.0))}}}},
    }

    def compare(self, change, *arguments):
        new = copy.deepcopy(self.REPORT)
        change(new, new["times"]["COUNT"]["or"]["engines"])
        paths = [self.write("old.json", json.dumps(self.REPORT)),
                 self.write("new.json", json.dumps(new))]
        return subprocess.run([sys.executable, "-B", REPOSITORY / "bench" / "compare", *paths,
                               *arguments], capture_output=True, text=True, check=False)

    def test_a_slower_machine_moves_nothing(self):
        def slower(_, engines):
            for cell in engines.values():
                cell["minimum_us"]["geomean"] *= 3
        done = self.compare(slower)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("0 figures moved", done.stdout)

    def test_newsidx_slower_than_before_is_worse(self):
        def slower(_, engines):
            engines["newsidx"]["minimum_us"]["geomean"] = 12.0
        done = self.compare(slower)
        self.assertEqual(done.returncode, 1)
        self.assertIn("worse  COUNT or: newsidx 0.500 -> 0.600 (+20.0 %)", done.stdout)
        self.assertEqual(self.compare(slower, "--threshold", "25").returncode, 0)

    def test_a_larger_index_is_worse_and_a_slower_rival_is_only_told(self):
        done = self.compare(lambda new, _: new["builds"][0].update(index_bytes=60))
        self.assertEqual(done.returncode, 1)
        self.assertIn("build index_bytes, threads 1: newsidx", done.stdout)

        def slower_rival(_, engines):
            engines["tantivy"]["minimum_us"]["geomean"] = 60.0
        done = self.compare(slower_rival)
        self.assertEqual(done.returncode, 0)
        self.assertIn("worse  COUNT or: tantivy", done.stdout)

    def test_a_figure_that_is_gone_is_worse(self):
        def unsupported(_, engines):
            engines["newsidx"] = {"unsupported": 3}
        done = self.compare(unsupported)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no figure any more", done.stdout)

    def test_another_corpus_is_noted(self):
        done = self.compare(lambda new, _: new["corpus"].update(sha256="9"))
        self.assertIn("note: the new report is of another corpus", done.stdout)

    def test_what_cannot_be_compared(self):
        for arguments in (["--reference", "xapian"],):
            done = self.compare(lambda new, _: None, *arguments)
            self.assertEqual(done.returncode, 2)
            self.assertRegex(done.stderr, "^bench/compare: error: xapian is not in both")
        done = self.compare(lambda new, _: new.pop("times"))
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, "no report: .*new.json")


if __name__ == "__main__":
    unittest.main()
