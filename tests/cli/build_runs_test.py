"""Builds that are interrupted, repeated, or meet another one."""

import os
import subprocess
import time
import unittest

from support import CORPUS, PATIENCE_SECONDS, SIGINT, SIGTERM, Case, SlowBuild, \
    article, stopped_by


class Interrupted(Case):
    """The build waits for standard input, so that the signal comes when it is at work."""

    def start_build(self):
        process = self.start("build", "-", stdin=subprocess.PIPE)
        process.stdin.write("".join(article(number) for number in range(1000)).encode())
        process.stdin.flush()
        self.wait_until_it_holds_signals(process.pid)
        return process

    @staticmethod
    def wait_until_it_holds_signals(process_id):
        """Until SIGINT is blocked, a signal would find no one who stops in good order."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with open(f"/proc/{process_id}/status", encoding="ascii") as status:
                blocked = next(line for line in status if line.startswith("SigBlk:"))
            if int(blocked.split()[1], 16) & (1 << (SIGINT - 1)):
                return
            time.sleep(0.01)
        raise TimeoutError("the build never came to work")

    def test_leaves_the_old_index(self):
        self.build(CORPUS)
        before = self.run_newsidx("query", "--json", "--no-snippets", "syria").stdout
        for signal_number in (SIGINT, SIGTERM):
            with self.subTest(signal_number):
                status, errors = stopped_by(self.start_build(), signal_number)
                self.assertEqual(status, 130, errors)
                self.assertIn("the index .newsidx is as it was before", errors)
        hits = lambda text: [line for line in self.json_lines(text) if line["type"] == "hit"]
        after = self.run_newsidx("query", "--json", "--no-snippets", "syria").stdout
        self.assertEqual(hits(before), hits(after))
        self.assertEqual(self.run_newsidx("check").returncode, 0)

    def test_leaves_no_index_where_none_was(self):
        status, errors = stopped_by(self.start_build(), SIGINT)
        self.assertEqual(status, 130, errors)
        self.assert_error(self.run_newsidx("stats"))
        self.build(CORPUS)  # nor anything that is in the way of the next

    def test_control_c_on_a_terminal(self):
        build = SlowBuild(self.folder, TERM="xterm")
        self.addCleanup(build.end_input)
        build.read_until("reading")  # the bar: it is at work
        build.press_control_c()
        self.assertEqual(build.finish(), 130, build.shown)
        self.assertIn("newsidx: stopping", build.shown)


class TwoWriters(Case):
    def test_the_second_is_refused(self):
        first = self.start("build", "-", stdin=subprocess.PIPE)
        first.stdin.write(article(1).encode())
        first.stdin.flush()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not os.path.exists(self.path(".newsidx")) and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.2)  # from the folder to the lock in it
        self.assert_error(self.run_newsidx("build", CORPUS), ".newsidx")
        _, errors = first.communicate(timeout=PATIENCE_SECONDS)
        self.assertEqual(first.returncode, 0, errors)
        self.assertEqual(self.run_newsidx("query", "--count", "ceasefire").stdout, "1\n")


class Repeated(Case):
    def test_replaces_what_was_there(self):
        self.build(CORPUS)
        self.write("news.jsonl", article(1))
        self.assert_error(self.run_newsidx("build", "news.jsonl"),
                          "the index has 14 articles that the input does not have "
                          "(try: newsidx add to keep them, or --replace)")
        said = self.build("--replace", "news.jsonl").stderr
        self.assertIn("generation 2", said)
        self.assertIn("of the index before: 0 articles replaced, 14 deleted", said)
        (stats,) = self.json_lines(self.run_newsidx("stats", "--json").stdout)
        self.assertEqual((stats["articles"], stats["generation"]), (1, 2))

    def test_a_failed_build_leaves_the_old_index(self):
        self.build(CORPUS)
        self.assert_error(self.run_newsidx("build", "missing"))
        (stats,) = self.json_lines(self.run_newsidx("stats", "--json").stdout)
        self.assertEqual(stats["articles"], 14)

    def test_threads_make_no_difference(self):
        answers = []
        for threads in ("1", "4"):
            self.build("--threads", threads, "--index", threads, CORPUS)
            lines = self.json_lines(self.run_newsidx(
                "query", "--json", "-n", "100", "--index", threads, "syria ceasefire").stdout)
            answers.append([line for line in lines if line["type"] == "hit"])
        self.assertEqual(answers[0], answers[1])


class Report(Case):
    def test_summary_line(self):
        lines = self.build(CORPUS).stderr.splitlines()
        self.assertRegex(lines[0], r"^indexed 14 articles from 5 files in \d+\.\d\d s "
                                   r"\(\d+\.\d MB/s\); index \.newsidx, generation 1$")

    def test_json(self):
        done = self.build("--json", "--quiet", CORPUS)
        (report,) = self.json_lines(done.stdout)
        self.assertEqual((report["articles"], report["files"]), (14, 5))
        self.assertEqual(done.stderr, "")

    def test_standard_input(self):
        records = "".join(article(number) for number in range(3))
        self.assertIn("indexed 3 articles", self.build("-", stdin=records).stderr)
        page = "A headline\n\nThe rebels left the town of Daraya on Friday after a long siege.\n"
        self.assertIn("indexed 1 article ", self.build("--replace", "-", stdin=page).stderr)

    def test_folders_and_files_together(self):
        self.write("more/news.jsonl", article(1) + article(2))
        one_page = os.path.join(CORPUS, "001_a246f93a30b869c3.txt")
        self.assertIn("indexed 3 articles from 2 files", self.build("more", one_page).stderr)


if __name__ == "__main__":
    unittest.main()
