"""newsidx snapshot and newsidx restore, as a user calls them."""

import os
import resource
import shutil
import unittest

from support import CORPUS, Case, article

NEWS = "".join(article(number) for number in range(2000))  # enough for tables


class SnapshotCase(Case):
    def setUp(self):
        super().setUp()
        self.write("news.jsonl", NEWS)
        self.build("--quiet", "news.jsonl")

    def count(self, index, query="ceasefire"):
        done = self.run_newsidx("query", "--count", "--index", index, query)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return int(done.stdout.replace(",", ""))

    def ok(self, *arguments):
        done = self.run_newsidx(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout


class Snapshot(SnapshotCase):
    def test_says_what_it_made_in_one_line(self):
        self.assertRegex(
            self.ok("snapshot", "monday"),
            r"^snapshot of generation 1 \(2,000 articles, [\d.]+ [KM]iB, \d+ files linked, \d copied\)"
            r" in monday\n$")
        self.assertEqual(self.ok("snapshot", "--quiet", "tuesday"), "")
        line, = self.json_lines(self.ok("snapshot", "--json", "wednesday"))
        self.assertEqual(list(line), ["type", "path", "generation", "articles", "bytes",
                                      "files_linked", "files_copied"])
        self.assertEqual((line["type"], line["path"], line["articles"]),
                         ("snapshot", "wednesday", 2000))
        self.assertGreater(line["files_linked"], 0)

    def test_is_an_index_by_itself(self):
        self.ok("snapshot", "monday")
        self.assertIn("ok: 1 segment, 2,000 articles", self.ok("check", "--index", "monday"))
        self.write("more.jsonl", article(5000) + article(5001))
        self.ok("add", "--quiet", "--index", "monday", "more.jsonl")
        self.ok("delete", "--quiet", "--index", "monday", "a7")
        self.assertEqual((self.count("monday"), self.count(".newsidx")), (2001, 2000))
        self.build("--quiet", "--replace", "--index", "monday", CORPUS)
        self.assertEqual(self.count(".newsidx"), 2000)
        shutil.rmtree(self.path(".newsidx"))
        for index in ("monday",):
            self.assertIn("ok: ", self.ok("check", "--index", index))

    def test_of_a_snapshot_and_after_changes(self):
        self.ok("delete", "--quiet", "a1", "a2")
        self.ok("snapshot", "monday")
        self.ok("snapshot", "--index", "monday", "copy/of/it")
        self.assertEqual(self.count("copy/of/it"), 1998)
        self.assertIn("ok: ", self.ok("check", "--index", "copy/of/it"))

    def test_the_folder_must_be_new(self):
        os.mkdir(self.path("empty"))
        self.ok("snapshot", "empty")
        self.write("full/page.txt", "hello")
        for folder in ("empty", "full", ".newsidx", "news.jsonl"):
            with self.subTest(folder):
                self.assert_error(self.run_newsidx("snapshot", folder), folder)
        self.assertEqual(os.listdir(self.path("full")), ["page.txt"])
        self.assert_error(self.run_newsidx("snapshot", "new", "--index", "none"), "no index at 'none'")
        self.assertFalse(os.path.exists(self.path("new")))

    def test_of_an_index_that_nobody_may_write_to(self):
        os.chmod(self.path(".newsidx"), 0o555)
        self.addCleanup(os.chmod, self.path(".newsidx"), 0o755)
        self.ok("snapshot", "monday")
        self.assertEqual(self.count("monday"), 2000)


    # The sanitizer for undefined behaviour opens a pipe to look at an object's type.
    @unittest.skipIf(os.environ.get("NEWSIDX_SANITIZE"), "a sanitizer needs files of its own")
    def test_of_an_index_with_more_files_than_may_be_open(self):
        refused = 0
        for most in (9, 10, 11, 12, 14, 16, 18, 20, 30):
            done = self.run_newsidx("snapshot", "monday", preexec_fn=lambda: resource.setrlimit(
                resource.RLIMIT_NOFILE, (most, most)))
            if done.returncode == 0:
                break
            refused += 1
            self.assert_error(done, "ulimit -n")
            self.assertFalse(os.path.exists(self.path("monday")))
        self.assertGreater(refused, 1)
        self.assertEqual(self.count("monday"), 2000)


class Restore(SnapshotCase):
    def setUp(self):
        super().setUp()
        self.ok("snapshot", "--quiet", "monday")
        self.build("--quiet", "--replace", CORPUS)

    def test_to_a_new_place(self):
        self.assertRegex(
            self.ok("restore", "monday", "--index", "there/it/is"),
            r"^restored generation 1 \(2,000 articles, [\d.]+ [KM]iB, .*\) to there/it/is\n$")
        self.assertEqual((self.count("there/it/is"), self.count("monday")), (2000, 2000))

    def test_in_place_of_an_index(self):
        before = sorted(os.listdir(self.folder))
        self.assert_error(self.run_newsidx("restore", "monday"),
                          "there is an index at '.newsidx' (try: --replace, which gives it up")
        self.assertLess(self.count(".newsidx"), 2000)
        line, = self.json_lines(self.ok("restore", "monday", "--replace", "--json"))
        self.assertEqual((line["type"], line["path"], line["articles"]), ("restore", ".newsidx", 2000))
        self.assertEqual(self.count(".newsidx"), 2000)
        self.assertEqual(sorted(os.listdir(self.folder)), before)
        self.ok("delete", "--quiet", "a1")
        self.assertEqual((self.count(".newsidx"), self.count("monday")), (1999, 2000))
        self.assertIn("ok: ", self.ok("check", "--index", "monday"))

    def test_in_place_of_a_damaged_index(self):
        os.remove(self.path(".newsidx/CURRENT"))
        self.ok("restore", "monday", "--replace")
        self.assertEqual(self.count(".newsidx"), 2000)

    def test_refusals(self):
        damaged = os.path.join("monday", next(
            name for name in sorted(os.listdir(self.path("monday"))) if name.endswith(".sst")))
        self.write("pages/page.txt", "hello")
        for arguments, part in ((("pages", "--replace"), "'pages' is not an index"),
                                (("none", "--replace"), "no index at 'none'"),
                                ((".newsidx", "--replace"), "is the index itself"),
                                (("monday", "--replace", "--index", "pages"), "is not an index"),
                                (("monday", "--index", "news.jsonl"), "is a file, not an index")):
            with self.subTest(arguments):
                self.assert_error(self.run_newsidx("restore", *arguments), part)
        with open(self.path(damaged), "r+b") as file:
            file.seek(50)
            file.write(b"damage")
        self.assert_error(self.run_newsidx("restore", "monday", "--replace"))
        self.assertLess(self.count(".newsidx"), 2000)
        self.assertEqual(os.listdir(self.path("pages")), ["page.txt"])
        self.assertEqual([name for name in os.listdir(self.folder) if "restoring" in name], [])


if __name__ == "__main__":
    unittest.main()
