"""Which indexes bench/run --reuse-indexes takes again, and which it must build anew."""

import json
import shutil
import unittest
from dataclasses import replace
from pathlib import Path

from support import Case

import index_stamp
from build_measure import Build, BuildPlan, as_json, build_all, bytes_by_ending
from drivers import ENGINES, Driver, DriverError
from report_markdown import _builds


class Stamps(Case):
    def setUp(self) -> None:
        super().setUp()
        self.fake("xapian")
        self.messages: list[str] = []
        self.failures: dict[str, str] = {}
        self.driver = Driver(ENGINES["xapian"], self.folder / "bin", self.folder / "i" / "xapian")
        self.stamp = self.folder / "i" / "xapian.json"

    def build(self, reuse: bool = True, checksum: str = "1", threads: int = 1,
              rounds: int = 1) -> Build | None:
        plan = BuildPlan(self.corpus(), checksum, threads, rounds, reuse)
        builds = build_all([self.driver], plan, lambda driver: bytes_by_ending(driver.index),
                           self.failures, self.messages.append)
        return builds[0] if builds else None

    def assert_built(self, build: Build | None) -> None:
        self.assertIsNotNone(build)
        self.assertIsNone(build.earlier_run)

    def test_the_same_is_not_built_again(self):
        first = self.build(reuse=False)
        self.assert_built(first)
        mark = self.write("i/xapian/mark", "")
        again = self.build()
        self.assertTrue(mark.exists())
        self.assertEqual(again.earlier_run, json.loads(self.stamp.read_text())["date"])
        self.assertEqual((again.wall_s, again.bytes_by_part), (first.wall_s, first.bytes_by_part))
        self.assertIn(f"xapian: the index that was built {again.earlier_run}", self.messages)

    def test_it_is_built_without_the_option_and_in_every_round(self):
        self.build()
        self.assert_built(self.build(reuse=False, rounds=2))
        self.assertEqual(sum(line.startswith("built xapian") for line in self.messages), 3)

    def test_what_differs_is_built_anew(self):
        self.build()
        self.assert_built(self.build(checksum="2"))
        self.assert_built(self.build(checksum="2", threads=2))
        self.fake("xapian", "refuse")
        self.assert_built(self.build(checksum="2", threads=2))
        self.assertIsNotNone(self.build(checksum="2", threads=2).earlier_run)

    def test_without_a_stamp_or_an_index_it_is_built_anew(self):
        for spoil in (lambda: self.stamp.unlink(), lambda: self.stamp.write_text("{"),
                      lambda: self.stamp.write_text("[]"),
                      lambda: shutil.rmtree(self.driver.index)):
            self.build()
            spoil()
            self.assert_built(self.build())

    def test_a_build_that_fails_leaves_no_stamp(self):
        self.build()
        self.fake("xapian", "die_building")
        self.assertIsNone(self.build())
        self.assertFalse(self.stamp.exists())

    def test_a_build_that_is_interrupted_leaves_no_stamp(self):
        self.build()

        def interrupt(_: Driver) -> dict[str, int]:
            raise KeyboardInterrupt
        with self.assertRaises(KeyboardInterrupt):
            build_all([self.driver], BuildPlan(self.corpus(), "1", 1, 1, False), interrupt,
                      self.failures, self.messages.append)
        self.assertTrue(self.driver.index.is_dir())
        self.assert_built(self.build())

    def test_an_engine_whose_figures_were_not_taken_has_no_stamp(self):
        def broken(_: Driver) -> dict[str, int]:
            raise DriverError("no stats")
        build_all([self.driver], BuildPlan(self.corpus(), "1", 1, 1, False), broken,
                  self.failures, self.messages.append)
        self.assertEqual(self.failures, {"xapian": "no stats"})
        self.assertFalse(self.stamp.exists())


class Programs(Case):
    def test_what_a_script_runs_belongs_to_it(self):
        folder = self.folder.resolve()
        script = self.write("bin/lucene", "#!/bin/sh\n# Lucene's.\nexec java \\\n  -cp"
                            f" '{folder}/lucene/classes:{folder}/lucene/lib/*' Main / \"$@\"\n")
        before = {index_stamp.program_sha256(script)}
        for name in ("lucene/classes/a/Main.class", "lucene/lib/core.jar"):
            for text in ("1", "2"):
                self.write(name, text)
                before.add(index_stamp.program_sha256(script))
        self.assertEqual(len(before), 5)
        self.write("lucene/other", "")
        self.assertIn(index_stamp.program_sha256(script), before)

    def test_what_the_loader_adds_belongs_to_a_binary(self):
        shell = Path("/bin/sh").resolve()
        names = [path.name for path in index_stamp._libraries(shell)]
        self.assertTrue(any(name.startswith(("libc.", "libc-")) for name in names), names)


class Report(unittest.TestCase):
    """A table of builds is of one run."""

    NOW = Build("newsidx", 1, wall_s=11.25, cpu_s=12.25, peak_rss_bytes=13 * 10**6,
                text_mb_per_s=14.25, index_bytes=15 * 10**6, bytes_by_part={})
    FIGURES = ("11.25", "12.25", "14.2", "wall_s", "wall s")

    def text(self, *builds: Build) -> str:
        rows = as_json(builds)
        return json.dumps(rows) + _builds(rows, {"engines": {}})

    def test_figures_of_one_run(self):
        text = self.text(self.NOW, replace(self.NOW, engine="xapian"))
        for figure in self.FIGURES:
            self.assertIn(figure, text)

    def test_figures_of_several_runs_are_not_compared(self):
        earlier = replace(self.NOW, engine="xapian", earlier_run="2026-01-02T03:04:05+00:00")
        text = self.text(self.NOW, earlier)
        for figure in self.FIGURES:
            self.assertNotIn(figure, text)
        self.assertIn("| newsidx | 1 | 15.00 |", text)
        self.assertIn("earlier runs (UTC), and only figures of one run can be compared:"
                      " xapian (2026-01-02 03:04).", text)


if __name__ == "__main__":
    unittest.main()
