"""Bytes on disk that are not what was written: reported by check, or of no effect on any answer.

Whatever is damaged, nothing crashes or hangs, and no answer is wrong without saying so.
"""

import os
import random
import shutil
import unittest

from faults import FaultCase, IS_SANITIZED, articles, seed
from support import CORPUS, article

FLIPS = 100 if IS_SANITIZED else 600
FLIPS_A_FILE = 4 if IS_SANITIZED else 12  # at least: small files are what everything hangs on
CUTS = 0 if IS_SANITIZED else 4  # beside those at the ends and in the middle


class Damage(FaultCase):
    """Three indexes: of a first build, of several builds one after the other, and one with lists that
    are too long for the dictionary and lie in files of their own."""

    def setUp(self):
        super().setUp()
        self.build("--replace", "--index", "once", CORPUS)
        self.write("other.jsonl", article(1))
        for source in (CORPUS, "other.jsonl", CORPUS):
            self.build("--replace", "--index", "thrice", source)
        self.write("many.jsonl", articles(1500, "many"))
        self.build("--replace", "--index", "long", "many.jsonl")
        self.indexes = ("once", "thrice", "long")
        self.whole = {index: self.ask_whole(index) for index in self.indexes}
        self.reported = 0
        self.tried = 0
        self.seed = "no seed"

    def numbers(self, name):
        """Random numbers; messages say how to have them again."""
        value = seed(name)
        self.seed = f"NEWSIDX_SEED={value}"
        return random.Random(value)

    def assert_told_or_unchanged(self, index, what):
        whole = self.whole[index]
        _, answers = self.ask(index, f"{what}; {self.seed}")
        self.tried += 1
        lines = answers.splitlines()
        if not any(line.startswith(("problem: ", "error: ")) for line in lines):
            self.assertEqual(answers, whole, f"{index}: {what}: wrong, and check is content")
            return
        self.reported += 1
        known = set(whole.splitlines())
        for line in lines:
            is_told = line.startswith(("problem: ", "error: ")) or ": error: " in line
            self.assertTrue(is_told or line in known, f"{index}: {what}: silently wrong: {line}")

    def tables(self, index):
        """Names of the index's tables, in the order in which they were made."""
        names = [name for name in self.files(index) if name.endswith(".sst")]
        self.assertGreater(len(names), 3)  # it is not in the log alone
        return names

    def test_the_advice_for_a_broken_table_leads_out(self):
        """All commands say the same, and to do it helps; somebody's files are never to be removed.

        One table alone has nothing but what is found again when it is asked for, the copies in a
        segment: answers do without, and check tells."""
        for change in ("cut", "gone"):
            harmless = []
            for name in self.tables("long"):
                with self.subTest((change, name)):
                    self.addCleanup(shutil.rmtree, self.path("broken"), ignore_errors=True)
                    shutil.copytree(self.path("long"), self.path("broken"))
                    if change == "cut":
                        os.truncate(self.path(f"broken/{name}"), os.path.getsize(self.path(f"broken/{name}")) // 2)
                    else:
                        os.remove(self.path(f"broken/{name}"))
                    asked = self.run_newsidx("query", "syria", "--json", "--index", "broken")
                    if asked.returncode == 0 and not harmless:
                        harmless.append(name)
                        self.assert_copies_are_found_again()
                    else:
                        self.assert_advice_leads_out()
                    shutil.rmtree(self.path("broken"))

    def test_the_advice_for_a_broken_log_leads_out(self):
        shutil.copytree(self.path("once"), self.path("broken"))
        log = [name for name in self.files("broken") if name.endswith(".log")][-1]
        with open(self.path(f"broken/{log}"), "r+b") as file:
            file.seek(1000)
            file.write(b"damage")
        self.assert_advice_leads_out()

    def assert_copies_are_found_again(self):
        for query in (("query", "syria"), ("query", "syria", "--collapse")):
            hits = []
            for index in ("long", "broken"):
                done = self.run_newsidx(*query, "--json", "--index", index)
                self.assertEqual(done.returncode, 0, done)
                hits.append([line for line in done.stdout.splitlines() if '"type":"hit"' in line])
            self.assertEqual(*hits)
        checked = self.run_newsidx("check", "--index", "broken")
        self.assertEqual(checked.returncode, 2, checked)
        self.assertIn("family columns", checked.stdout)

    def assert_advice_leads_out(self):
        for stranger in (False, True):
            if stranger:
                self.write("broken/page.txt", "somebody's\n")
            said = [self.run_newsidx(*command, "--index", "broken") for command in
                    (("query", "syria"), ("stats",), ("check",), ("build", "--replace", "other.jsonl"))]
            for done in said:
                self.assert_error(done)
            advice = {done.stderr.strip().rpartition(" (try: ")[2] for done in said}
            self.assertEqual(len(advice), 1, said)
            wanted = ("move 'page.txt' away, which is not newsidx's, and newsidx repair" if stranger
                      else "newsidx repair")
            self.assertIn(wanted, advice.pop())

    def test_a_table_of_manifests_with_another_end(self):
        """RocksDB would take the whole family for empty; the next build must not commit into that."""
        for change in (1, 40_000, -1):
            self.build("--replace", "--index", "long", "many.jsonl")  # drops files: so the manifest is in a table
            path = os.path.join(self.path("long"), self.tables("long")[-1])
            os.truncate(path, os.path.getsize(path) + change)
            self.assertEqual(self.run_newsidx("query", "syria", "--index", "long").returncode, 2)
            done = self.run_newsidx("build", "--replace", "many.jsonl", "--index", "long")
            asked = self.run_newsidx("query", "syria", "--index", "long")
            self.assertEqual((done.returncode, asked.returncode) in ((0, 0), (2, 2)), True, done.stderr)
            if done.returncode == 2:
                shutil.rmtree(self.path("long"))
                self.build("--replace", "--index", "long", "many.jsonl")

    def test_the_log_record_by_record(self):
        """Cut behind each record, as if no more had been written; what was committed is missed."""
        for index, name, path, content in self.for_each_file():
            if not name.endswith(".log"):
                continue
            for start in self.record_starts(content):
                with open(path, "wb") as file:
                    file.write(content[:start])
                before = self.reported
                self.assert_told_or_unchanged(index, f"{name} cut at {start} of {len(content)}")
                if index == "once":
                    self.assertEqual(self.reported, before + 1, f"{name} cut at {start}")
        print(f"cuts of logs: {self.tried}, of which reported: {self.reported}")
        self.assertGreater(self.tried, 10)

    def record_starts(self, log):
        starts, at = [], 0
        while at < len(log):
            left = (1 << 15) - at % (1 << 15)
            if left < 7:
                at += left
                continue
            starts.append(at)
            at += 7 + int.from_bytes(log[at + 4:at + 6], "little")
        return starts

    def for_each_file(self):
        """Gives index, name and bytes of every file, and puts the file back afterwards."""
        for index in self.indexes:
            for name in self.files(index):
                path = os.path.join(self.path(index), name)
                with open(path, "rb") as file:
                    content = file.read()
                try:
                    yield index, name, path, content
                finally:
                    with open(path, "wb") as file:
                        file.write(content)

    def flips(self, numbers):
        """(offset, mask) for every file: every k-th byte of all, with a random start and bit."""
        total = sum(self.size(index) for index in self.indexes)
        for index, name, path, content in self.for_each_file():
            wanted = max(FLIPS_A_FILE, FLIPS * len(content) // total)
            step = max(1, len(content) // wanted)
            for offset in range(numbers.randrange(step), len(content), step):
                yield index, name, path, content, offset, 1 << numbers.randrange(8)

    def test_a_flipped_bit_anywhere(self):
        numbers = self.numbers("flips")
        for index, name, path, content, offset, mask in self.flips(numbers):
            damaged = bytearray(content)
            damaged[offset] ^= mask
            with open(path, "wb") as file:
                file.write(damaged)
            self.assert_told_or_unchanged(index, f"{name} at {offset} ^ {mask:#04x}")
        print(f"flips: {self.tried}, of which reported: {self.reported}")
        self.assertGreater(self.reported, self.tried // 2)

    def test_a_file_cut_short(self):
        numbers = self.numbers("truncations")
        for index, name, path, content in self.for_each_file():
            cuts = {0, 1, len(content) // 2, len(content) - 1}
            cuts.update(numbers.randrange(len(content) + 1) for _ in range(CUTS))
            for size in sorted(size for size in cuts if 0 <= size < len(content)):
                with open(path, "wb") as file:
                    file.write(content[:size])
                self.assert_told_or_unchanged(index, f"{name} cut to {size} bytes")

    def test_the_list_of_files_record_by_record(self):
        """Cut behind each record, as if there were no later ones; and types that we never write."""
        for index, name, path, content in self.for_each_file():
            if not name.startswith("MANIFEST-"):
                continue
            self.assertLess(len(content), 1 << 15)  # of one block: records stand in a row
            start = 0
            while start < len(content):
                cases = [(f"{name} cut at {start}", content[:start])]
                for kind in (0, 5, 6, 7, 8, 9):
                    of_kind = content[:start + 6] + bytes([kind]) + content[start + 7:]
                    cases.append((f"{name} at {start + 6} = {kind}", of_kind))
                for what, damaged in cases[:2] if IS_SANITIZED else cases:
                    with open(path, "wb") as file:
                        file.write(damaged)
                    self.assert_told_or_unchanged(index, what)
                start += 7 + int.from_bytes(content[start + 4:start + 6], "little")
        self.assertGreater(self.reported, self.tried // 2)

    def test_a_file_missing(self):
        for index, name, path, _ in self.for_each_file():
            os.remove(path)
            self.assert_told_or_unchanged(index, f"{name} removed")

    def test_the_command_line_ends_in_order(self):
        """One damage a file, through the program: exit status 0, 1 or 2, errors in one line."""
        commands = (("check",), ("query", "syria"), ("query", "--count", "\"syria many\""),
                    ("show", "004_f3e49aef8655e5aa.txt"), ("stats",), ("terms", "s"))
        for index, name, path, content in self.for_each_file():
            if not content or name.startswith(("OPTIONS", "IDENTITY")):
                continue
            damaged = bytearray(content)
            damaged[len(content) // 2] ^= 0xff
            with open(path, "wb") as file:
                file.write(damaged)
            for command in commands:
                with self.subTest((index, name, command)):
                    done = self.run_newsidx(*command, "--index", index)
                    self.assertIn(done.returncode, (0, 1, 2), done)
                    if done.returncode == 2 and command != ("check",):
                        self.assert_error(done)

    def test_a_build_over_a_damaged_index(self):
        """All answers are right again, or one line says how to get there."""
        numbers = self.numbers("rebuilds")
        for index in self.indexes:
            for name in self.files(index):
                self.rebuild_over(index, name, numbers)

    def rebuild_over(self, index, name, numbers):
        copy = f"copy-of-{index}-{name.replace('/', '-')}"
        for other in self.files(index):
            with open(os.path.join(self.path(index), other), "rb") as file:
                content = bytearray(file.read())
            if other == name and content:
                content[numbers.randrange(len(content))] ^= 1 << numbers.randrange(8)
            self.write(os.path.join(copy, other), bytes(content))
        with self.subTest((index, name)):
            source = "many.jsonl" if index == "long" else CORPUS
            done = self.run_newsidx("build", "--replace", "--index", copy, source)
            if done.returncode != 0:
                return self.assert_error(done, copy, "(try: ")
            # An old file that the damage is in may outlive the build; then check tells what to do.
            _, answers = self.ask(copy)
            for line in answers.splitlines():
                if not line.startswith("stats: "):  # another path and generation
                    self.assertTrue(line in self.whole[index] or
                                    line.startswith("problem: ") and "repair" in line, line)


if __name__ == "__main__":
    unittest.main()
