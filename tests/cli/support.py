"""Runs the newsidx command from outside, as a shell would: for the tests of this folder."""

import codecs
import json
import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

import watchdog  # noqa: E402, F401  (tests/support/watchdog.py)

COMMAND = os.environ["NEWSIDX_COMMAND"]
CORPUS = os.environ["NEWSIDX_CORPUS"]
PATIENCE_SECONDS = 120  # only a hanging program is stopped; nothing is measured


def environment(**changes):
    """The caller's environment without what changes answers or colours; None removes a name."""
    names = ("NEWSIDX_INDEX", "NO_COLOR", "FORCE_COLOR", "TERM", "LANG", "LC_ALL", "LC_TIME",
             "NEWSIDX_PAGER", "PAGER", "LESS", "FORCE_HYPERLINK")
    result = {name: value for name, value in os.environ.items() if name not in names}
    result["PAGER"] = "cat"
    result.update(changes)
    return {name: value for name, value in result.items() if value is not None}


class Case(unittest.TestCase):
    """A test with a folder of its own to work in, removed afterwards."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="newsidx-cli-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        """Writes text or bytes into the test's folder, and gives the path."""
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def run_newsidx(self, *arguments, stdin=None, env=None, **options):
        """Runs in the test's folder; gives the CompletedProcess with text in stdout and stderr."""
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        if stdin is None:
            options.setdefault("stdin", subprocess.DEVNULL)
        else:
            options["input"] = stdin if isinstance(stdin, bytes) else stdin.encode()
        options.setdefault("cwd", self.folder)
        done = subprocess.run([COMMAND, *arguments], env=env or environment(), timeout=PATIENCE_SECONDS,
                              check=False, **options)
        for stream in ("stdout", "stderr"):
            text = getattr(done, stream)
            setattr(done, stream, "" if text is None else text.decode())
        return done

    def build(self, *arguments, status=0, **options):
        """Builds an index that must succeed: status 2 where some of the input is left out."""
        done = self.run_newsidx("build", *arguments, **options)
        self.assertEqual(done.returncode, status, done.stderr)
        return done

    def start(self, *arguments, **options):
        """Starts a process that is killed at the end of the test if it still runs."""
        process = subprocess.Popen([COMMAND, *arguments], cwd=self.folder, env=environment(),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
        self.addCleanup(self._end, process)
        return process

    @staticmethod
    def _end(process):
        if process.poll() is None:
            process.kill()
        process.communicate()

    def assert_error(self, done, *parts, warnings=False):
        """Exit status 2, nothing on standard output, one clear line on standard error."""
        self.assertEqual(done.returncode, 2, done)
        self.assertEqual(done.stdout, "")
        lines = done.stderr.splitlines()
        if warnings:
            lines = [line for line in lines if not line.startswith("newsidx: warning: ")]
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertTrue(lines[0].startswith("newsidx: error: "), lines[0])
        for part in parts:
            self.assertIn(part, lines[0])

    def json_lines(self, text):
        return [json.loads(line) for line in text.splitlines()]


class Terminal:
    """A process on a pseudo-terminal, which shows all that a person would see."""

    def __init__(self, arguments, folder, env, stdin=None, stdout=None, stderr=None):
        # stdin, stdout, stderr: file descriptors that stand for these streams instead of the terminal
        self.process_id, self.descriptor = pty.fork()
        if self.process_id == 0:
            try:
                os.chdir(folder)
                for stream, descriptor in ((0, stdin), (1, stdout), (2, stderr)):
                    if descriptor is not None:
                        os.dup2(descriptor, stream)
                os.execve(COMMAND, [COMMAND, *arguments], env)
            finally:
                os._exit(127)
        self.shown = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")()  # a read may end within a character

    def read_until(self, wanted=None):
        """Reads until `wanted` has been shown, or to the end; gives all that was shown."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while wanted is None or wanted not in self.shown:
            ready, _, _ = select.select([self.descriptor], [], [], deadline - time.monotonic())
            if not ready:
                raise TimeoutError(f"never shown: {wanted!r}; shown: {self.shown!r}")
            try:
                data = os.read(self.descriptor, 65536)
            except OSError:  # Linux says EIO when the other side is closed
                data = b""
            if not data:
                break
            self.shown += self.decoder.decode(data)
        return self.shown

    def finish(self):
        """The exit status, or minus the signal."""
        self.read_until()
        os.close(self.descriptor)
        return os.waitstatus_to_exitcode(os.waitpid(self.process_id, 0)[1])

    def press_control_c(self):
        os.write(self.descriptor, b"\x03")


class SlowBuild(Terminal):
    """A build on a terminal that reads a never-ending pipe, until it is told to end."""

    def __init__(self, folder, *arguments, **env):
        reader, self._writer = os.pipe()
        super().__init__(["build", *arguments, "-"], folder, environment(**env), stdin=reader)
        os.close(reader)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._write)
        self._thread.start()

    def _write(self):
        number = 0
        try:
            while not self._ended.wait(0.005):
                os.write(self._writer, article(number).encode())
                number += 1
        except BrokenPipeError:
            pass  # the build was stopped

    def end_input(self):
        self._ended.set()
        self._thread.join()
        os.close(self._writer)


def article(number, body="The ceasefire held in Aleppo."):
    return json.dumps({"id": f"a{number}", "title": f"Article {number}", "body": body}) + "\n"


def stopped_by(process, signal_number):
    """Sends the signal and gives the exit status and the standard error."""
    process.send_signal(signal_number)
    _, errors = process.communicate(timeout=PATIENCE_SECONDS)
    return process.returncode, errors.decode()


SIGINT, SIGTERM = signal.SIGINT, signal.SIGTERM
