"""Which stream gets what, colours, the progress bar, and readers that go away."""

import os
import subprocess
import time
import unittest

from support import COMMAND, CORPUS, Case, SlowBuild, Terminal, article, environment

ESCAPE = "\x1b["


class Streams(Case):
    def test_results_and_messages_are_apart(self):
        built = self.build(CORPUS)
        self.assertEqual(built.stdout, "")
        found = self.run_newsidx("query", "daraya")
        self.assertNotEqual(found.stdout, "")
        self.assertEqual(len(found.stderr.splitlines()), 1)
        self.assertEqual(self.run_newsidx("query", "--quiet", "daraya").stderr, "")
        self.assertEqual(self.run_newsidx("query", "--json", "daraya").stderr, "")

    def test_a_reader_that_has_seen_enough(self):
        self.build(CORPUS)
        many = " OR ".join(["syria", "the", "of", "and"])
        script = f'"$0" query -n 100 "{many}" | head -n 1; echo "${{PIPESTATUS[0]}}" >&2'
        done = subprocess.run(["bash", "-c", script, COMMAND], cwd=self.folder, env=environment(),
                              capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(len(done.stdout.splitlines()), 1)
        self.assertNotIn("newsidx: error", done.stderr)

    def test_a_closed_pipe_is_quiet(self):
        self.build(CORPUS)
        for restored in (True, False):  # False: SIGPIPE is ignored, as under systemd
            with self.subTest(restored):
                reader, writer = os.pipe()
                os.close(reader)
                done = self.run_newsidx("stats", stdout=writer, restore_signals=restored)
                os.close(writer)
                self.assertEqual(done.stderr, "")
                self.assertNotEqual(done.returncode, 2)

    def test_a_full_disk_is_an_error(self):
        self.build(CORPUS)
        for arguments in (("stats",), ("query", "-q", "syria"), ("--help",), ("--version",)):
            with self.subTest(arguments), open("/dev/full", "wb") as full:
                done = self.run_newsidx(*arguments, stdout=full)
                self.assert_error(done, "No space left on device")

    def test_closed_streams_do_not_reach_the_index(self):
        """A closed descriptor must not be handed to a file of the index, or text lands in it."""
        self.build(CORPUS)
        for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
            for command in ("build .", "query syria", "stats"):
                with self.subTest((closed, command)):
                    self.write("news.jsonl", article(1, "syria"))
                    subprocess.run(["sh", "-c", f'"$0" {command} {closed}', COMMAND],
                                   cwd=self.folder, env=environment(), capture_output=True,
                                   timeout=60, check=False)
                    checked = self.run_newsidx("check")
                    self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        done = subprocess.run(["sh", "-c", '"$0" stats >&-', COMMAND], cwd=self.folder,
                              env=environment(), capture_output=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 2)


class Colours(Case):
    def setUp(self):
        super().setUp()
        self.build(CORPUS)

    def shown(self, *arguments, **env):
        terminal = Terminal(["query", "daraya", *arguments], self.folder, environment(**env))
        terminal.finish()
        return terminal.shown

    def test_on_a_terminal(self):
        self.assertIn(ESCAPE, self.shown(TERM="xterm"))
        self.assertNotIn(ESCAPE, self.shown(TERM="dumb"))
        self.assertNotIn(ESCAPE, self.shown(TERM="xterm", NO_COLOR="1"))
        self.assertIn(ESCAPE, self.shown(TERM="dumb", FORCE_COLOR="1"))
        self.assertNotIn(ESCAPE, self.shown("--color=never", TERM="xterm"))
        self.assertIn(ESCAPE, self.shown("--color", "always", TERM="xterm", NO_COLOR="1"))

    def test_without_a_terminal(self):
        plain = self.run_newsidx("query", "daraya", env=environment(TERM="xterm"))
        self.assertNotIn(ESCAPE, plain.stdout + plain.stderr)
        colored = self.run_newsidx("query", "daraya", "--color=always")
        self.assertIn(ESCAPE, colored.stdout)
        forced = self.run_newsidx("query", "daraya", env=environment(FORCE_COLOR="1"))
        self.assertIn(ESCAPE, forced.stdout)

    def test_each_stream_on_its_own(self):
        path = self.path("results")
        with open(path, "wb") as results:
            terminal = Terminal(["query", "daraya"], self.folder, environment(TERM="xterm"),
                                stdout=results.fileno())
            terminal.finish()
        with open(path, encoding="utf-8") as results:
            self.assertNotIn(ESCAPE, results.read())
        with open(path, "wb") as results:
            terminal = Terminal(["qurey"], self.folder, environment(TERM="xterm"),
                                stdout=results.fileno())
            self.assertEqual(terminal.finish(), 2)
        self.assertIn(f"newsidx: {ESCAPE}1;31merror", terminal.shown)

    def test_json_has_no_colour(self):
        done = self.run_newsidx("query", "--json", "--color=always", "daraya")
        self.assertNotIn("\x1b", done.stdout)


class Progress(Case):
    """Drawn on a terminal only, and nothing of it stays."""

    def test_bar_is_drawn_and_removed(self):
        build = SlowBuild(self.folder, TERM="xterm")
        try:
            build.read_until("reading")
        finally:
            build.end_input()
        self.assertEqual(build.finish(), 0, build.shown)
        self.assertRegex(build.shown, r"articles?  \d+\.\d MB/s")
        self.assertIn("\r\x1b[Kindexed ", build.shown)

    def test_no_bar_where_it_is_not_wanted(self):
        for arguments, env in ((["--no-progress"], {"TERM": "xterm"}), ([], {"TERM": "dumb"}),
                               (["--quiet"], {"TERM": "xterm"})):
            with self.subTest((arguments, env)):
                build = SlowBuild(self.folder, "--replace", *arguments, **env)
                time.sleep(0.5)  # five times as long as the bar would wait
                build.end_input()
                self.assertEqual(build.finish(), 0, build.shown)
                self.assertNotIn("reading", build.shown)


if __name__ == "__main__":
    unittest.main()
