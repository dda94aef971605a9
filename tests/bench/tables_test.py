"""bench/tables: what README files say is what reports say."""

import contextlib
import io
import json
import re
import subprocess
import sys
import unittest

from support import REPOSITORY, BenchRun

import readme_tables
from problems import UsageError

PAGE = "# Page\n\n<!-- bench/tables fakes {} -->\nby hand\n<!-- bench/tables end -->\n\nThe end.\n"


class Tables(BenchRun):
    def setUp(self) -> None:
        super().setUp()
        self.engines(newsidx="none", newsidx_bigrams="none", xapian="none", seekstorm="count")

    def engines(self, **lies: str) -> None:
        super().engines(**{name: lie for name, lie in lies.items() if name != "newsidx_bigrams"})

    def run_and_take(self, *arguments: str) -> None:
        done = self.run_bench("--commands", "COUNT", "--kinds", "and,phrase", "--engines",
                              "newsidx,newsidx_bigrams,xapian,seekstorm", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        readme_tables.take(self.folder, "fakes", self.folder / "report")

    def update(self, part: str, *, writes: bool = True) -> int:
        self.write("README.md", PAGE.format(part))
        self.write("bench/README.md", "No table.\n")
        with contextlib.redirect_stdout(io.StringIO()):
            return readme_tables.update(self.folder, writes=writes)

    def page(self) -> str:
        return (self.folder / "README.md").read_text(encoding="utf-8")

    def test_every_part_is_written_from_the_report(self):
        self.run_and_take()
        expected = {
            # newsidx and its rivals are alike, but when it forgot it takes twice the time
            "ratios": r"\| `COUNT` \| \*\*1\.00\*\* \(\*\*1\.00\*\*\) \|",
            "overall": r"\| Xapian \| \*\*1\.00\*\* \(0 of 2\) \| \*\*1\.00\*\* \(0 of 2\) \|"
                       r" \*\*1\.9\d\*\* \(0 of 2\) \|",
            "builds": r"\| Xapian \| 1 \| \d+\.\d \|",
            "cold-start": r"Cold starts were not measured\.",
            "pairs": r"\| newsidx, bigrams \| 0\.0 \| \d+\.\d \| 11\.5 · 11\.5 \|"}
        self.assertEqual(expected.keys(), readme_tables.PARTS.keys())
        for part, pattern in expected.items():
            with self.subTest(part=part):
                self.assertEqual(self.update(part), 0)
                self.assertRegex(self.page(), pattern)
                self.assertNotIn("by hand", self.page())
                self.assertTrue(self.page().endswith("<!-- bench/tables end -->\n\nThe end.\n"))
                self.assertEqual(readme_tables.update(self.folder, writes=False), 0)
        self.update("ratios")
        self.assertIn("SeekStorm counted wrongly, and is left out there: and 1 of 2.", self.page())

    def test_a_check_changes_nothing(self):
        self.run_and_take()
        self.assertEqual(self.update("overall", writes=False), 1)
        self.assertIn("by hand", self.page())

    def test_what_was_not_measured_is_told(self):
        self.assertEqual(self.update("overall"), 0)
        self.assertIn("Not measured", self.page())

    def test_what_is_no_result(self):
        self.run_and_take()
        with self.assertRaisesRegex(UsageError, "no such part of a result: speed .try: ratios"):
            self.update("speed")
        path = self.folder / "report" / "report.json"
        path.write_text(json.dumps({**self.report(), "format": 1}), encoding="utf-8")
        with self.assertRaisesRegex(UsageError, "another version of the suite"):
            readme_tables.take(self.folder, "fakes", self.folder / "report")

    def test_builds_of_several_runs_are_no_result(self):
        self.run_and_take("--reuse-indexes")
        with self.assertRaisesRegex(UsageError, "try: bench/run without --reuse-indexes"):
            self.run_and_take("--reuse-indexes")


class Pages(unittest.TestCase):
    def test_the_tables_of_this_repository_are_as_its_reports_say(self):
        done = subprocess.run([sys.executable, "-B", REPOSITORY / "bench" / "tables", "--check"],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_no_page_compares_engines_that_the_suite_does_not_build(self):
        for name in readme_tables.PAGES:
            text = (REPOSITORY / name).read_text(encoding="utf-8")
            self.assertIsNone(re.search("iresearch|pisa", text, re.IGNORECASE), name)


if __name__ == "__main__":
    unittest.main()
