"""The first Ctrl-C or SIGTERM ends a build, wherever it is, and the old index answers."""

import fcntl
import gzip
import os
import subprocess
import threading
import time
import unittest

from support import COMMAND, CORPUS, PATIENCE_SECONDS, SIGINT, SIGTERM, Case, Terminal, article, \
    environment

# A small file that never ends gives nothing to index, and no end: what yields no article must be
# stopped as well. Each is a start, and what follows for ever.
ENDLESS = {
    "blank lines": (b"{}\n", b"\n" * 4096),
    "broken records": (b"{}\n", b"{\n" * 2048),
    "one long record": (b'{"body": "', b"word " * 1000),
    "one long page": (b"A page\n\n", b"---\n" * 1024),
    "empty gzip members": (gzip.compress(b"{}\n"), gzip.compress(b"") * 200),
    "a bomb": (gzip.compress(b"{}\n"), gzip.compress(b"\n" * 10_000_000)),
}


class Stopped(Case):
    def setUp(self):
        super().setUp()
        self.build(CORPUS)

    def assert_stopped(self, process, signal_number=SIGINT):
        """Sends the signal once the build holds it, and again to nobody."""
        self.wait_until_it_holds_signals(process.pid)
        time.sleep(0.1)  # until it reads
        process.send_signal(signal_number)
        self.assertEqual(process.wait(PATIENCE_SECONDS), 130)
        self.assertIn(b"the index .newsidx is as it was before", process.stderr.read())
        (stats,) = self.json_lines(self.run_newsidx("stats", "--json").stdout)
        self.assertEqual((stats["articles"], stats["generation"]), (14, 1))

    @staticmethod
    def wait_until_it_holds_signals(process_id):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with open(f"/proc/{process_id}/status", encoding="ascii") as status:
                blocked = next(line for line in status if line.startswith("SigBlk:"))
            if int(blocked.split()[1], 16) & (1 << (SIGINT - 1)):
                return
            time.sleep(0.01)
        raise TimeoutError("the build never came to work")

    def idle_pipe(self, content=b""):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        self.addCleanup(os.close, writer)
        os.write(writer, content)
        return reader


class FirstBuild(Case):
    def test_a_stop_says_that_no_index_was_made(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        self.addCleanup(os.close, writer)
        process = self.start("build", "-", stdin=reader)
        Stopped.wait_until_it_holds_signals(process.pid)
        process.send_signal(SIGINT)
        self.assertEqual(process.wait(PATIENCE_SECONDS), 130)
        self.assertIn(b"newsidx: stopped; no index was made", process.stderr.read())


class WhileARead(Stopped):
    """Blocks: nobody writes, and nobody will."""

    def test_of_standard_input(self):
        for content in (b"", b"{", gzip.compress(b"{}\n")[:15], article(1).encode()):
            for signal_number in (SIGINT, SIGTERM):
                with self.subTest((content, signal_number)):
                    process = self.start("build", "-", stdin=self.idle_pipe(content))
                    self.assert_stopped(process, signal_number)

    def test_of_a_fifo_without_a_writer(self):
        os.mkfifo(self.path("news.jsonl"))
        for signal_number in (SIGINT, SIGTERM):
            with self.subTest(signal_number):
                process = self.start("build", "news.jsonl", stdin=subprocess.DEVNULL)
                self.assert_stopped(process, signal_number)

    def test_of_a_pipe_by_name(self):
        pipe = self.idle_pipe(article(1).encode())
        process = self.start("build", f"/dev/fd/{pipe}", stdin=subprocess.DEVNULL, pass_fds=(pipe,))
        self.assert_stopped(process)

    def test_of_a_terminal(self):
        terminal = Terminal(["build", "-"], self.folder, environment())
        self.wait_until_it_holds_signals(terminal.process_id)
        time.sleep(0.1)
        terminal.press_control_c()
        self.assertEqual(terminal.finish(), 130, terminal.shown)
        self.assertIn("as it was before", terminal.shown)


class WhileItReads(Stopped):
    def test_what_never_ends(self):
        for name, (start, rest) in ENDLESS.items():
            with self.subTest(name):
                process = self.start("build", "-", "--max-record", "1G", stdin=subprocess.PIPE)
                writer = threading.Thread(target=self.write_for_ever,
                                          args=(process.stdin.fileno(), start, rest))
                writer.start()
                try:
                    self.assert_stopped(process)
                finally:
                    process.kill()
                    writer.join()

    @staticmethod
    def write_for_ever(descriptor, start, rest):
        try:
            os.write(descriptor, start)
            while True:
                os.write(descriptor, rest)
        except BrokenPipeError:
            pass  # it was stopped

    def test_a_page_of_64_megabytes(self):
        self.write("page.txt", "-\n" * 200_000 + "Truce holds. " * 5_000_000)
        process = self.start("build", "page.txt", stdin=subprocess.DEVNULL)
        self.wait_until_it_holds_signals(process.pid)
        process.send_signal(SIGINT)
        self.assertEqual(process.wait(PATIENCE_SECONDS), 130)


class Twice(Stopped):
    def test_the_second_ends_it_though_nobody_reads_its_messages(self):
        reader, writer = os.pipe()
        self.addCleanup(os.close, reader)
        fcntl.fcntl(writer, fcntl.F_SETFL, os.O_NONBLOCK)
        try:
            while True:
                os.write(writer, b"x" * 4096)
        except BlockingIOError:
            pass  # full
        fcntl.fcntl(writer, fcntl.F_SETFL, 0)
        process = subprocess.Popen([COMMAND, "build", "-"], cwd=self.folder, env=environment(),
                                   stdin=self.idle_pipe(), stderr=writer)
        self.addCleanup(process.kill)
        os.close(writer)
        self.wait_until_it_holds_signals(process.pid)
        process.send_signal(SIGINT)
        with self.assertRaises(subprocess.TimeoutExpired):
            process.wait(0.5)  # it wants to say that it stops
        process.send_signal(SIGINT)
        self.assertEqual(process.wait(PATIENCE_SECONDS), -SIGINT)


if __name__ == "__main__":
    unittest.main()
