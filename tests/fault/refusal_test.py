"""What a build or a query refuses: one clear line, exit status 2, memory within bounds.

More of the kind, without other users and huge files, is in tests/cli/bad_input_test.py.
"""

import os
import shutil
import subprocess
import unittest

from faults import PROBE, FaultCase, INDEX, IS_SANITIZED, articles
from support import COMMAND, CORPUS, article, environment

MIB = 1 << 20
# Beside --memory: the program itself. The sanitizer keeps freed memory for a while, and its shadow.
MARGIN = (250 if IS_SANITIZED else 150) * MIB
NOBODY = 65534


class AnotherFormatVersion(FaultCase):
    def test_every_command_says_so(self):
        for version in (0, 1, 1_000, 4_000_000_000):
            index = f"version-{version}"
            self.build("--replace", "--index", index, CORPUS)
            subprocess.run([PROBE, "manifest", index, str(version)], cwd=self.folder, check=True)
            for command in (("query", "syria"), ("stats",), ("check",), ("terms", "s"),
                            ("show", "x"), ("explain", "syria", "x"), ("build", "--replace", CORPUS),
                            ("snapshot", "copy")):
                with self.subTest((version, command)):
                    done = self.run_newsidx(*command, "--index", index)
                    self.assert_error(done, f"format version {version}", "(try: ")
            done = self.run_newsidx("restore", index, "--index", "copy")
            self.assert_error(done, f"format version {version}", "(try: ")
            self.assertFalse(os.path.exists(self.path("copy")))


class WhichIndex(FaultCase):
    def test_the_environment_names_it(self):
        env = environment(NEWSIDX_INDEX="named")
        self.build("--replace", CORPUS, env=env)
        self.assertEqual(os.listdir(self.folder), ["named"])
        self.assertEqual(self.run_newsidx("query", "--count", "syria", env=env).stdout, "8\n")
        self.assert_error(self.run_newsidx("stats"), INDEX)

    def test_the_option_comes_before_the_environment(self):
        env = environment(NEWSIDX_INDEX="missing")
        self.build("--replace", "--index", "named", CORPUS, env=env)
        self.assertEqual(self.run_newsidx("stats", "--index", "named", env=env).returncode, 0)
        self.assert_error(self.run_newsidx("stats", env=env), "missing")

    def test_a_missing_one(self):
        env = environment(NEWSIDX_INDEX="/dev/null")
        self.assert_error(self.run_newsidx("stats", env=env), "/dev/null")
        self.assert_error(self.run_newsidx("build", "--replace", CORPUS, env=env), "/dev/null")


class HugeLine(FaultCase):
    def test_memory_stays_bounded(self):
        """A file of one line of 1 GiB (a hole, but for its start) takes no gigabyte to refuse."""
        for name, start in (("line.jsonl", '{"id": "a", "title": "T", "body": "'),
                            ("page.txt", "A headline\n\nThe text of a page ")):
            path = self.write(name, start + "word " * 20_000)
            os.truncate(path, 1 << 30)
            with self.subTest(name):
                process = self.start("build", "--replace", "--memory", "64M", name)
                errors = process.stderr.read().decode()
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                self.assertEqual(process.returncode, 2, errors)
                self.assertEqual(errors.count("newsidx: error: "), 1, errors)
                self.assertLess(usage.ru_maxrss * 1024, 64 * MIB + MARGIN)
            os.remove(path)

    def test_the_rest_is_indexed(self):
        with open(self.path("news.jsonl"), "wb") as file:
            file.write(article(1).encode() + b'{"id":"b","body":"')
            file.truncate(1 << 30)
            file.seek(1 << 30)
            file.write(b'"}\n' + article(3).encode())
        done = self.build("--replace", "--memory", "64M", "news.jsonl", status=2)
        self.assertIn("indexed 2 articles", done.stderr)
        self.assertIn("news.jsonl:2", done.stderr)


class Permissions(FaultCase):
    """As a user who may not: root itself is refused nothing."""

    def setUp(self):
        super().setUp()
        self.as_nobody = []
        if os.geteuid() == 0:
            self.as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
            if shutil.which("setpriv") is None:
                self.skipTest("run by root without setpriv")
        os.chmod(self.folder, 0o755)
        probe = self.run_as_nobody("--version")
        if probe.returncode != 0:
            self.skipTest(f"other users cannot run {COMMAND}")
        # a checkout below /root is closed to other users
        self.corpus = shutil.copytree(CORPUS, self.path("corpus"))

    def run_as_nobody(self, *arguments):
        done = subprocess.run([*self.as_nobody, COMMAND, *arguments], cwd=self.folder,
                              env=environment(), stdin=subprocess.DEVNULL, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        return done

    def forbid_writing(self, index):
        for folder, _, names in os.walk(self.path(index)):
            for name in names:
                os.chmod(os.path.join(folder, name), 0o444)
            os.chmod(folder, 0o555)
        self.addCleanup(self.allow_writing, index)

    def allow_writing(self, index):
        for folder, _, _ in os.walk(self.path(index)):
            os.chmod(folder, 0o755)

    def test_a_read_only_index_is_read(self):
        self.build("--replace", CORPUS)
        whole = self.ask_whole()
        self.forbid_writing(INDEX)
        for command in (("query", "--count", "syria"), ("check",), ("stats",), ("terms", "syr")):
            with self.subTest(command):
                done = self.run_as_nobody(*command)
                self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_error(self.run_as_nobody("build", "--replace", self.corpus), INDEX, "ermission denied")
        self.assertEqual(self.ask_whole(), whole)

    def test_an_index_that_may_not_be_read(self):
        self.build("--replace", CORPUS)
        os.chmod(self.path(INDEX), 0)
        self.addCleanup(os.chmod, self.path(INDEX), 0o755)
        for command in (("query", "syria"), ("check",), ("build", "--replace", self.corpus)):
            with self.subTest(command):
                self.assert_error(self.run_as_nobody(*command), INDEX, "ermission denied")

    def test_files_that_may_not_be_read(self):
        os.mkdir(self.path("out"))
        os.chmod(self.path("out"), 0o777)
        os.chmod(self.write("news/secret.jsonl", articles(3, "secret")), 0)
        self.addCleanup(os.chmod, self.path("news/secret.jsonl"), 0o644)
        refused = self.run_as_nobody("build", "--replace", "--index", "out/a", "news/secret.jsonl")
        self.assert_error(refused, warnings=True)
        self.assertIn("secret.jsonl", refused.stderr)
        self.write("news/open.jsonl", articles(2, "open"))
        done = self.run_as_nobody("build", "--replace", "--index", "out/b", "news")
        self.assertIn("indexed 2 articles", done.stderr)
        self.assertIn("1 unreadable file", done.stderr)


if __name__ == "__main__":
    unittest.main()
