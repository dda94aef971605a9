"""bench/run from outside, with drivers that are fakes: the whole way, and engines that lie."""

import json
import re
import shutil
import unittest
from unittest import mock

from support import WORDS, BenchRun, Case

import cold_start
import options
from drivers import ENGINES, Driver
from problems import UsageError
from queries import KINDS, Query


class Run(BenchRun):
    def test_engines_that_agree_are_timed(self):
        self.engines(newsidx="none", lucene="none", tantivy="factor", xapian="refuse")
        done = self.run_bench("--commands", "COUNT,TOP_10", "--rounds", "2")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = self.report()
        self.assertEqual(list(report["times"]), ["COUNT", "TOP_10"])
        self.assertEqual(report["agreement"]["score_factor"],
                         {"newsidx": 1.0, "lucene": 1.0, "lucene_reordered": 1.0, "tantivy": 2.2})
        self.assertEqual(report["queries"]["by_kind"],
                         {"term": 1, "and": 2, "or": 2, "phrase": 2, "mixed": 2, "negated": 2})
        unions = report["times"]["TOP_10"]["or"]
        self.assertEqual(unions["engines"]["lucene"]["minimum_us"]["mean"], 11.0)
        self.assertEqual(unions["ratios"]["best rival"]["geomean"], 1.0)
        phrases = report["times"]["TOP_10"]["phrase"]
        self.assertEqual(phrases["engines"]["xapian"], {"unsupported": 2, "wrong_counts": 0})
        self.assertNotIn("xapian", phrases["ratios"])
        self.assertIn("seekstorm", report["left_out"])
        self.assertEqual({build["engine"]: build["index_bytes"] for build in report["builds"]},
                         dict.fromkeys(report["engines"], report["corpus"]["bytes"]))
        self.assertIn("## Building", done.stdout)
        self.assertNotIn(str(self.folder), json.dumps(report))

    def test_a_wrong_count_of_newsidx_stops_the_run(self):
        self.engines(newsidx="count", xapian="none")
        done = self.run_bench("--commands", "TOP_10")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"newsidx COUNT \+oil \+price: \d+, not \d+")
        self.assertFalse((self.folder / "report" / "report.json").exists())

    def test_a_strict_run_stops_at_a_wrong_count(self):
        self.engines(newsidx="none", xapian="count")
        done = self.run_bench("--commands", "TOP_10", "--strict")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"xapian COUNT \+oil \+price: \d+, not \d+")

    def test_a_wrong_count_of_this_run_leaves_out_a_query(self):
        self.engines(newsidx="none", seekstorm="count")
        done = self.run_bench("--commands", "COUNT", "--kinds", "and,phrase")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = self.report()
        self.assertEqual(report["wrong_by_kind"], {"seekstorm": {"and": 1}})
        self.assertIn("SeekStorm counted wrongly in this run; left out of all its figures below:"
                      " and 1 of 2.", done.stdout)
        for manner in ("times", "first_ask", "memory_off"):
            rows = report[manner]["COUNT"]
            self.assertEqual(rows["and"]["ratios"]["seekstorm"]["queries"], 1)
            self.assertEqual(rows["phrase"]["ratios"]["seekstorm"]["queries"], 2)

    def test_each_engine_and_command_is_warmed_by_seconds_and_executions(self):
        self.engines(newsidx="none", lucene="rising")
        done = self.run_bench("--commands", "COUNT,TOP_10", "--engines", "newsidx,lucene",
                              "--kinds", "term,or")
        self.assertEqual(done.returncode, 0, done.stderr)
        for engine, floor in (("newsidx", ("1", "1000")), ("lucene", ("10", "50000"))):
            calls = self.calls(engine, once=False, forget=False)
            self.assertEqual([call["command"] for call in calls], ["COUNT", "TOP_10"])
            for call in calls:
                options = call["options"]
                self.assertEqual((options[options.index("--warm-seconds") + 1],
                                  options[options.index("--warm-executions") + 1]), floor)
        self.assertEqual(self.report()["warming"]["COUNT"]["lucene"],
                         {"seconds": 1.5, "executions": 3_000, "steady_rounds": 0, "rounds": 1})
        self.assertIn("| Lucene | 1.5 s, 3,000, **rising** in 1 of 1 |", done.stdout)
        self.assertIn("| newsidx | 1.5 s, 3,000, steady |", done.stdout)

    def test_a_driver_of_before_is_not_believed(self):
        self.engines(newsidx="old")
        done = self.run_bench("--commands", "COUNT")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, "does not say how it was warmed: .*try: bench/setup")

    def test_first_asks_are_of_fresh_processes(self):
        self.engines(newsidx="none", xapian="none")
        done = self.run_bench("--commands", "TOP_10", "--rounds", "2")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = (self.folder / "report" / "queries.tsv").read_text(encoding="utf-8").splitlines()
        queries = [line.split("\t") for line in lines]
        for engine in ("newsidx", "xapian"):
            calls = self.calls(engine, once=True)
            asked = [call["queries"] for call in calls]
            # a process for each kind: the word sets are the same in all of them
            self.assertEqual(asked, 2 * [[text for kind, _, text in queries if kind == wanted]
                                         for wanted in KINDS])
            self.assertEqual({call["others"] for call in calls}, {None})
        row = self.report()["first_ask"]["TOP_10"]["or"]
        self.assertEqual(row["engines"]["newsidx"]["minimum_us"]["mean"], 32)
        self.assertIn("### First ask", done.stdout)

    def test_a_compiler_is_warmed_with_other_words_before_first_asks(self):
        self.engines(newsidx="none", lucene="none")
        done = self.run_bench("--commands", "COUNT", "--engines", "newsidx,lucene")
        self.assertEqual(done.returncode, 0, done.stderr)
        (call,) = self.calls("lucene", once=True)
        self.assertEqual(len(call["queries"]), self.report()["queries"]["count"])
        words = [set(re.findall(r"\w+", " ".join(queries)))
                 for queries in (call["queries"], call["others"])]
        self.assertGreater(len(words[1]), 0)
        self.assertEqual(words[0] & words[1], set())

    def test_where_there_are_no_other_words_a_compiler_has_no_first_asks(self):
        self.engines(newsidx="none", lucene="none")
        queries = self.write("all.tsv", "".join(f"term\tany\t{word}\n" for word in WORDS))
        done = self.run_bench("--commands", "COUNT", "--engines", "newsidx,lucene",
                              "--queries", str(queries))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.calls("lucene", once=True), [])
        self.assertEqual(list(self.report()["first_ask"]["COUNT"]["term"]["engines"]), ["newsidx"])
        self.assertIn("Lucene has no first asks: no words are left to warm it with", done.stdout)

    def test_the_memory_of_opened_words_is_off(self):
        self.engines(newsidx="none", xapian="none")
        done = self.run_bench("--commands", "COUNT")
        self.assertEqual(done.returncode, 0, done.stderr)
        (call,) = self.calls("newsidx", forget=True)
        self.assertNotIn("--once", call["options"])
        self.assertTrue(call["others"])
        self.assertFalse(set(re.findall(r"\w+", " ".join(call["queries"])))
                         & set(re.findall(r"\w+", " ".join(call["others"]))))
        self.assertEqual(self.calls("xapian", forget=True), [])
        warm, off = (self.report()[manner]["COUNT"]["term"]["engines"]
                     for manner in ("times", "memory_off"))
        self.assertEqual(off["newsidx"]["minimum_us"]["mean"], 6.5)
        self.assertEqual(warm["newsidx"]["minimum_us"]["mean"], 3.5)
        self.assertEqual(off["xapian"], warm["xapian"])
        self.assertIn("earlier ones (newsidx)", done.stdout)

    def test_growth_asks_the_same_queries_of_more_articles(self):
        self.engines(newsidx="none", xapian="none")
        done = self.run_bench("--commands", "TOP_10", "--growth", "20,40", "--threads", "1,2",
                              "--kinds", "term,or")
        self.assertEqual(done.returncode, 0, done.stderr)
        report = self.report()
        self.assertEqual([step["articles"] for step in report["growth"]], [20, 40])
        self.assertEqual([build["threads"] for build in report["builds"]], [2, 2, 1, 1])
        self.assertIn("## Growth", done.stdout)

    def test_indexes_are_used_again_where_that_is_asked_for(self):
        self.engines(newsidx="none", xapian="none")
        arguments = ("--commands", "COUNT", "--threads", "1,2", "--growth", "20", "--kinds", "or",
                     "--reuse-indexes")
        first = self.run_bench(*arguments)
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertNotIn("earlier run", first.stdout)
        self.assertIn("wall_s", self.report()["builds"][0])
        self.fake("xapian", "refuse")
        done = self.run_bench(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        report = self.report()
        builds = [*report["builds"], *report["growth"][0]["builds"]]
        self.assertEqual([build["engine"] for build in builds if build["earlier_run"]],
                         ["newsidx"] * 3)
        self.assertEqual(len(builds), 6)
        self.assertEqual(done.stdout.count("earlier runs (UTC)"), 2)
        for build in builds:  # those of this run, too: one table has figures of one run
            self.assertNotIn("wall_s", build)
            self.assertIn("index_bytes", build)

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
                          ["--threads", "0"], ["--no-cold-start", "--drop-caches"]):
            with self.subTest(arguments=arguments), self.assertRaisesRegex(UsageError, "try: "):
                options.parse("", self.folder, self.folder, arguments)


class ColdStart(Case):
    def start(self, *, drops_caches: bool) -> dict:
        self.fake("xapian")
        index = self.folder / "index"
        index.mkdir(exist_ok=True)
        shutil.copy(self.corpus(), index / "articles.jsonl")
        driver = Driver(ENGINES["xapian"], self.folder / "bin", index)
        with (mock.patch.object(cold_start, "DROP_CACHES", self.folder / "drop_caches"),
              mock.patch.object(cold_start, "RUNS", 1)):
            return cold_start.measure([driver], self.folder / "no cli",
                                      Query("or", "any", "oil gas"), drops_caches=drops_caches)

    def test_caches_of_the_machine_are_dropped_only_where_that_is_asked_for(self):
        found = self.start(drops_caches=False)
        self.assertFalse((self.folder / "drop_caches").exists())
        self.assertIsNone(found["dropped_ms"])
        found = self.start(drops_caches=True)
        self.assertTrue((self.folder / "drop_caches").exists())
        self.assertGreater(found["dropped_ms"]["xapian"], 0)
        self.assertFalse(options.parse("", self.folder, self.folder, []).drop_caches)

    def test_what_cannot_be_dropped_is_told(self):
        (self.folder / "drop_caches").mkdir()
        with self.assertRaisesRegex(UsageError, "drop_caches .try: as root"):
            self.start(drops_caches=True)


if __name__ == "__main__":
    unittest.main()
