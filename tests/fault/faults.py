"""What the tests of this folder share: articles to index, and an index asked through fault_probe."""

import json
import os
import random
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

import support  # noqa: E402  (tests/cli/support.py)

PROBE = os.environ["NEWSIDX_PROBE"]
IS_SANITIZED = bool(os.environ.get("NEWSIDX_SANITIZE"))  # ten times slower: fewer rounds
INDEX = ".newsidx"

# A sanitizer's own exit status would be 1, which means "no match".
for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"):
    os.environ[name] = os.environ.get(name, "") + ":exitcode=99"


def seed(name):
    """A new seed for each run, printed so that a failure can be had again with NEWSIDX_SEED."""
    value = int(os.environ.get("NEWSIDX_SEED", random.SystemRandom().randrange(1 << 32)))
    print(f"{name}: NEWSIDX_SEED={value}", flush=True)
    return value


def articles(count, marker, id_bytes=0):
    """JSON lines. Long ids fill a small memory budget soon, so that a build flushes and merges."""
    numbers = random.Random(marker)
    words = ["".join(numbers.choice("bdfglmnprstz") + numbers.choice("aeiou") for _ in range(3))
             for _ in range(3000)]
    return "".join(json.dumps({
        "id": f"{marker}-{number}".ljust(id_bytes, "x"),
        "title": " ".join(numbers.choices(words, k=6)),
        "body": f"syria {marker} " + " ".join(numbers.choices(words, k=40)),
        "date": "2016-08-27"}) + "\n" for number in range(count))


class FaultCase(support.Case):
    def ask(self, index=INDEX, what=""):
        """Runs fault_probe; anything but a clean end (a signal, a hang) is a failure of the test.
        Its message has `what` was done to the index."""
        try:
            done = subprocess.run([PROBE, "ask", index], cwd=self.folder, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  timeout=support.PATIENCE_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            self.fail(f"hangs: {index}: {what}")
        self.assertIn(done.returncode, (0, 1),
                      f"{index}: {what}: " + done.stderr.decode(errors="replace"))
        return done.returncode, done.stdout.decode(errors="replace")

    def ask_whole(self, index=INDEX):
        """The answers of an index in which nothing may be wrong."""
        status, answers = self.ask(index)
        self.assertEqual(status, 0, answers[-2000:])
        return answers

    def files(self, index=INDEX):
        """Names of the files in the index, those in its folders too, without RocksDB's own log."""
        top = self.path(index)
        return sorted(os.path.relpath(os.path.join(folder, name), top)
                      for folder, _, names in os.walk(top) for name in names
                      if name != "LOG" and not name.startswith("LOG.old"))

    def assert_nothing_staged(self, index=INDEX):
        self.assertEqual([name for name in os.listdir(self.path(index)) if "staging" in name], [])

    def small_disk(self, size_kib):
        """A file system of this size, as a folder; where none can be mounted the test is skipped."""
        disk = self.path(f"disk-{size_kib}")
        os.mkdir(disk)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size_kib}k", "tmpfs", disk],
                                 stderr=subprocess.PIPE, check=False)
        if mounted.returncode != 0:
            self.skipTest(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
        self.addCleanup(subprocess.run, ["umount", disk], check=False)
        return disk

    def timeless(self, answers):
        """Answers without the number of the generation, which every build raises."""
        return re.sub(r'"generation":\d+', '"generation":N', answers)

    def size(self, index=INDEX):
        return sum(os.path.getsize(os.path.join(self.path(index), name))
                   for name in self.files(index))
