"""Figures and rows of the report, and what bench/compare says about two reports."""

import copy
import json
import subprocess
import sys
import unittest

from support import REPOSITORY, Case

from drivers import ENGINES, Driver, Timing, Warming
from queries import Query
from summary import compare_times, geometric_mean, percentile, summarise
from report_times import sections_of_times, warming
from rows import BEST_RIVAL, REPORT_FORMAT, tables
from timing import over_rounds, warming_table


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
    QUERIES = [Query("phrase", "any", text) for text in ('"a b"', '"b c"')]

    def row(self, wrong=None, **times):
        drivers = [Driver(ENGINES[name], self.folder, self.folder) for name in times]
        timings = {name: [value and Timing(value, value) for value in values]
                   for name, values in times.items()}
        return tables({"COUNT": timings}, drivers, self.QUERIES, wrong or {})["COUNT"]["phrase"]

    def test_the_best_rival_is_another_one_at_each_query(self):
        row = self.row(newsidx=[4, 4], lucene=[4, 16], tantivy=[16, 4])
        self.assertEqual(row["ratios"]["lucene"]["geomean"], 0.5)
        self.assertEqual(row["ratios"][BEST_RIVAL]["geomean"], 1.0)

    def test_an_engine_is_compared_wherever_its_counts_are_right(self):
        row = self.row(newsidx=[4, 4], seekstorm=[2, 2])
        self.assertEqual(row["ratios"]["seekstorm"]["geomean"], 2.0)
        self.assertEqual(row["ratios"]["seekstorm"]["queries"], 2)

    def test_a_query_that_was_counted_wrongly_is_left_out(self):
        row = self.row({"seekstorm": ['"a b"']}, newsidx=[4, 4], seekstorm=[1, 2], lucene=[2, 8])
        cell, ratios = row["engines"]["seekstorm"], row["ratios"]
        self.assertEqual((cell["wrong_counts"], cell["minimum_us"]["mean"]), (1, 2))
        self.assertEqual((ratios["seekstorm"]["queries"], ratios["seekstorm"]["geomean"]), (1, 2))
        # the best rival of the first query is Lucene: 4 / 2, of the second SeekStorm: 4 / 2
        self.assertEqual(ratios[BEST_RIVAL]["geomean"], 2)

    def test_a_query_without_an_answer_is_left_out(self):
        row = self.row(newsidx=[4, 4], lucene=[4, None], xapian=[None, None])
        self.assertEqual(row["engines"]["lucene"]["unsupported"], 1)
        self.assertEqual(row["ratios"]["lucene"]["queries"], 1)
        self.assertEqual(row["engines"]["xapian"], {"unsupported": 2, "wrong_counts": 0})
        self.assertNotIn("xapian", row["ratios"])

    def test_an_engine_that_failed_has_no_cell(self):
        drivers = [Driver(ENGINES[name], self.folder, self.folder)
                   for name in ("newsidx", "lucene")]
        row = tables({"COUNT": {"newsidx": [Timing(4, 4)] * 2}}, drivers, self.QUERIES, {})
        self.assertEqual(list(row["COUNT"]["phrase"]["engines"]), ["newsidx"])

    def test_the_report_says_over_how_many_queries_a_figure_is(self):
        row = self.row({"seekstorm": ['"a b"']}, newsidx=[4, 4], seekstorm=[1, 2],
                       xapian=[None, None])
        tables_of_manner = {"COUNT": {"phrase": row}}
        report = {"engines": dict.fromkeys(row["engines"], {}), "times": tables_of_manner,
                  "first_ask": tables_of_manner, "memory_off": tables_of_manner,
                  "other_words": 1}
        text = "\n".join(sections_of_times(report))
        self.assertIn("| seekstorm | 2.00 · 2.00 · 2.00 · 2.00 [1] |", text)
        self.assertIn("| seekstorm | 2.00 (0%) [1] |", text)
        self.assertIn("| xapian | unsupported |", text)


class WarmingTable(unittest.TestCase):
    def test_the_least_of_all_rounds_and_whether_it_was_enough(self):
        warm = warming_table({"COUNT": {"lucene": [Warming(12.5, 70_000, True),
                                                   Warming(11, 90_000, True)],
                                        "tantivy": [Warming(60, 400, False)]}})
        floor = {"seconds": 1, "executions": 2000}
        text = warming({"engines": {"lucene": {}, "tantivy": {}}, "warming": warm,
                        "plan": {"floors": {"compiled": floor, "jit": floor}, "max_seconds": 60}})
        self.assertIn("| lucene | 11.0 s, 70,000, steady |", text)
        self.assertIn("| tantivy | 60.0 s, 400, **rising** in 1 of 1 |", text)


class Compare(Case):
    REPORT = {
        "format": REPORT_FORMAT,
        "engines": {"newsidx": {}, "lucene": {}, "tantivy": {}},
        "corpus": {"sha256": "1"}, "queries": {"sha256": "2"}, "machine": {"cpu": "3"},
        "builds": [{"engine": engine, "threads": 1, "wall_s": 2.0, "cpu_s": 2.0,
                    "peak_rss_bytes": 100, "index_bytes": 50} for engine in ("newsidx", "lucene")],
        "times": {"COUNT": {"or": {"engines": {
            engine: {"minimum_us": {"geomean": time}, "unsupported": 0, "wrong_counts": 0}
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
            engines["newsidx"] = {"unsupported": 3, "wrong_counts": 0}
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
        done = self.compare(lambda new, _: new.update(format=1))
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, "another version of the suite: .*new.json")

    def test_figures_over_a_part_of_the_queries_are_not_compared(self):
        def left_out(_, engines):
            engines["tantivy"].update(wrong_counts=1, minimum_us={"geomean": 90.0})
        self.assertNotIn("tantivy", self.compare(left_out).stdout)

    def test_builds_of_several_runs_are_not_compared(self):
        def without(new, _):
            for build in new["builds"]:
                del build["wall_s"]
            new["builds"][1].update(earlier_run="2026-01-02T03:04:05+00:00")
        done = self.compare(without)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("note: the new report has indexes of earlier runs", done.stdout)
        self.assertNotIn("no figure any more", done.stdout)


if __name__ == "__main__":
    unittest.main()
