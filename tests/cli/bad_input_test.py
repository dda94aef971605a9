"""Input that cannot be used: one clear line each, exit status 2, and no index that half exists."""

import bz2
import gzip
import lzma
import os
import random
import resource
import subprocess
import unittest

from support import CORPUS, PATIENCE_SECONDS, Case, article


class NothingToIndex(Case):
    def assert_refused(self, path):
        """An error at the end; it or the warning before it names the culprit."""
        done = self.run_newsidx("build", path)
        self.assert_error(done, warnings=True)
        self.assertIn(path, done.stderr)
        self.assert_error(self.run_newsidx("stats"))  # no index came about

    def test_empty_folder(self):
        os.mkdir(self.path("empty"))
        self.assert_refused("empty")

    def test_missing_folder(self):
        self.assert_refused("missing/")

    def test_unreadable_file(self):
        # Reading one's own memory at address 0 fails for everybody, root too.
        os.symlink("/proc/self/mem", self.path("page.txt"))
        self.assert_refused("page.txt")

    def test_binary_file_named_txt(self):
        self.write("page.txt", random.Random(1).randbytes(10_000))
        self.assert_refused("page.txt")

    def test_truncated_gz_without_a_whole_record(self):
        self.write("news.jsonl.gz", gzip.compress(article(1).encode())[:30])
        self.assert_refused("news.jsonl.gz")

    def test_only_broken_json(self):
        self.write("news.jsonl", '{"id": "a", "body": \n[1, 2]\n')
        self.assert_refused("news.jsonl")

    def test_empty_standard_input(self):
        self.assert_error(self.run_newsidx("build", "-", stdin=""), warnings=True)

    def test_a_line_of_one_gigabyte(self):
        for start in (b'{"id":"a","body":"', b"A page "):
            with self.subTest(start):
                process = self.start("build", "-", stdin=subprocess.PIPE)
                chunk = b"word " * (1 << 18)
                try:
                    process.stdin.write(start)
                    for _ in range((1 << 30) // len(chunk)):
                        process.stdin.write(chunk)
                except BrokenPipeError:
                    pass  # it had read enough to know
                _, errors = process.communicate(timeout=PATIENCE_SECONDS)
                self.assertEqual(process.returncode, 2, errors)
                self.assertEqual(errors.decode().count("newsidx: error: "), 1)
                self.assertLessEqual(len(errors.splitlines()), 2)
                self.assertLess(len(errors), 1000)


# The sanitizer for undefined behaviour opens a pipe to look at an object's type.
@unittest.skipIf(os.environ.get("NEWSIDX_SANITIZE"), "a sanitizer needs files of its own")
class OpenFiles(Case):
    """An index keeps all its files open: where the process may not, it says how many it needs."""

    SEGMENTS = 30

    def setUp(self):
        super().setUp()
        long_text = " padding" * 40_000  # a small segment would be in the log, and have no files
        self.write("news.jsonl", "".join(article(n, "The ceasefire held." + long_text)
                                         for n in range(self.SEGMENTS)))
        self.build("--segment-articles", "1", "news.jsonl")

    def with_files(self, count, *arguments):
        limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))
        return self.run_newsidx(*arguments, preexec_fn=limit)

    def test_every_limit_opens_or_says_what_is_needed(self):
        files = sum(name.endswith(".sst") for name in os.listdir(self.path(".newsidx")))
        self.assertLessEqual(files, 8 * self.SEGMENTS)
        opened = []
        for count in [*range(16, files, 37), *range(files - 3, files + 64, 4), files + 64]:
            with self.subTest(count):
                done = self.with_files(count, "query", "--count", "ceasefire")
                opened.append(done.returncode == 0)
                if done.returncode == 0:
                    self.assertEqual((done.stdout, done.stderr), (f"{self.SEGMENTS}\n", ""))
                else:
                    self.assert_error(done, f"has {files} files", f"may have {count} files open",
                                      f"ulimit -n {files + 64}", "--segment-articles")
        self.assertEqual(opened, sorted(opened))
        self.assertFalse(opened[0])
        self.assertTrue(opened[-1])  # what it says is enough

    def test_a_build_needs_no_more_than_a_query(self):
        files = sum(name.endswith(".sst") for name in os.listdir(self.path(".newsidx")))
        done = self.with_files(files + 128, "build", "--segment-articles", "1", "news.jsonl", "--index", "new")
        self.assertEqual((done.returncode, "error" in done.stderr), (0, False), done.stderr)

    def test_a_build_says_so_and_leaves_the_index(self):
        done = self.with_files(100, "build", "--segment-articles", "1", "news.jsonl")
        self.assert_error(done, "ulimit -n")
        self.assertEqual(self.run_newsidx("query", "--count", "ceasefire").stdout,
                         f"{self.SEGMENTS}\n")


class PartlyUsable(Case):
    """The rest is indexed; what is left out or repaired is said, counted, and ends in status 2."""

    def build_with_one_warning(self, path, *parts):
        done = self.build(path, status=2)
        warnings = [line for line in done.stderr.splitlines() if "warning: " in line]
        self.assertEqual(len(warnings), 1, done.stderr)
        for part in parts:
            self.assertIn(part, warnings[0])
        return done

    def test_broken_json_line(self):
        self.write("news.jsonl", article(1) + "{broken\n" + article(3))
        done = self.build_with_one_warning("news.jsonl", "news.jsonl:2")
        self.assertIn("indexed 2 articles from 1 file", done.stderr)
        self.assertIn("left out: 1 broken record", done.stderr)

    def test_truncated_gz(self):
        numbers = random.Random(2)
        words = lambda: " ".join(str(numbers.randrange(10**9)) for _ in range(50))
        packed = gzip.compress("".join(article(n, words()) for n in range(1000)).encode())
        self.write("news.jsonl.gz", packed[: len(packed) // 2])
        self.write("whole.jsonl", article("whole"))
        done = self.build_with_one_warning(self.folder, "news.jsonl.gz")
        self.assertRegex(done.stderr, "indexed [0-9]+ articles from 2 files")
        self.assertIn("1 unreadable file", done.stderr)
        self.assertEqual(self.run_newsidx("show", "awhole").returncode, 0)

    def test_damage_behind_the_first_stream(self):
        whole = "".join(article(n) for n in range(1000)).encode()
        for name, compress in (("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)):
            second = bytearray(compress(b"".join(article(n).encode() for n in range(1000, 10000))))
            middle = len(second) // 2
            second[middle:middle + 64] = bytes(64)
            for rest in (second, second[:middle], b"This is no such file."):
                with self.subTest((name, len(rest))):
                    path = f"news.jsonl.{name}"
                    self.write(path, compress(whole) + bytes(rest))
                    done = self.build("--replace", "-v", path, status=2)
                    self.assertRegex(
                        done.stderr,
                        f"newsidx: warning: {path}: at byte [0-9]+ of its text: the ")
                    self.assertIn("1 unreadable file", done.stderr)
                    for number in (0, 999):
                        self.assertEqual(self.run_newsidx("show", f"a{number}").returncode, 0)

    def test_heading_of_links_that_are_not_there(self):
        for page in ("see also", "Most read\n", "Latest news\n\nThe truce held in all of Aleppo.\n"):
            with self.subTest(page):
                self.build("-", stdin=page)

    def test_invalid_utf8(self):
        self.write("news.jsonl", b'{"id":"a","title":"T","body":"Mosul \xff\xfe falls"}\n')
        done = self.build_with_one_warning("news.jsonl", "news.jsonl:1")
        self.assertIn("repaired: 1 record", done.stderr)
        self.assertIn("\ufffd", self.run_newsidx("show", "a").stdout)

    def test_windows_1252_and_broken_strings(self):
        self.write("news.jsonl", b'{"id":"a","title":"Caf\xe9","body":"\x93na\xefve\x94"}\n'
                                 b'{"id":"b","title":"T","body":"first line\nsecond\tline"}\n')
        done = self.build("news.jsonl", status=2)
        self.assertIn("4 bytes that are not UTF-8 were read as Windows-1252", done.stderr)
        self.assertIn("news.jsonl:2: 2 line ends, tabs", done.stderr)
        self.assertIn("“naïve”", self.run_newsidx("show", "a").stdout)
        self.assertEqual(self.run_newsidx("query", "--count", "second").stdout, "1\n")

    def test_row_numbers_of_several_tables(self):
        folder = os.path.dirname(self.write("tables/a.csv", "id,title,body\n1,Apples,They came.\n"))
        self.write("tables/b.csv", "id,title,body\n1,Pears,They came late.\n")
        done = self.run_newsidx("build", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("row number of another article: 1 article ", done.stderr)
        self.assertIn("Pears", self.run_newsidx("show", "b.csv#id=1").stdout)

    def test_language_that_is_none(self):
        self.write("news.jsonl", '{"id":"a","lang":"und","title":"T"}\n{"id":"b","lang":"Deutsch","title":"T"}\n')
        self.assertIn("language not known: 1 article ", self.build("news.jsonl").stderr)

    def test_duplicate_ids(self):
        self.write("news.jsonl", article(1) + article(1))
        self.assertIn("1 article with the id of a later one", self.build("news.jsonl").stderr)

    def test_lenient(self):
        self.write("news.jsonl", article(1) + "{broken\n")
        self.assertIn("1 broken record", self.build("--lenient", "news.jsonl").stderr)

    def test_only_the_first_problems_are_shown(self):
        self.write("news.jsonl", article(1) + "{broken\n" * 25)
        few = self.build("news.jsonl", status=2).stderr
        self.assertEqual(few.count("newsidx: warning: "), 21)
        self.assertIn("… and 5 more (use -v to see all)", few)
        self.assertEqual(self.build("-v", "news.jsonl", status=2).stderr.count("newsidx: warning: "), 25)

    def test_a_quiet_error_is_said(self):
        self.write("news.jsonl", article(1) + "{broken\n" * 25 + article(1) + '{"id":"b","body":"a\\ud800"}\n')
        done = self.build("-q", "news.jsonl", status=2)
        self.assert_error(done, "25 broken records, 1 repaired record (try: ")
        self.assertEqual(self.build("-q", "--lenient", "news.jsonl").stderr, "")
        done = self.run_newsidx("-q", "query", "--timeout", "0ms", "mosul")
        self.assert_error(done, "the time was over")


class NotAnIndex(Case):
    def test_reading(self):
        self.write("file", "hello")
        self.write("folder/letter.txt", "hello")
        for path in ("missing", "file", "folder"):
            for command in (("stats",), ("query", "x"), ("check",), ("terms", "x"), ("show", "x"),
                            ("explain", "x", "y")):
                with self.subTest((path, command)):
                    self.assert_error(self.run_newsidx(*command, "--index", path), path)

    def test_building_spares_what_is_not_ours(self):
        self.write("file", "hello")
        self.write("folder/letter.txt", "hello")
        for path in ("file", "folder"):
            with self.subTest(path):
                self.assert_error(self.run_newsidx("build", "--index", path, CORPUS), path)
        self.assertEqual(os.listdir(self.path("folder")), ["letter.txt"])
        self.assertTrue(os.path.isfile(self.path("file")))

    def test_where_nothing_can_be_written(self):
        self.assert_error(self.run_newsidx("build", "--index", "/proc/newsidx", CORPUS), "/proc")


if __name__ == "__main__":
    unittest.main()
