"""What newsidx did not make: never written over, never removed, whatever its name.

A folder is compared before and after: types, contents, inodes and times of all that is in it.
"""

import os
import re
import shutil
import stat
import subprocess
import time
import unittest

from faults import FaultCase, INDEX, IS_SANITIZED, articles
from support import PATIENCE_SECONDS, SIGINT, article

# Names that RocksDB makes or removes, exactly or nearly; our own; and anybody's.
NAMES = (
    "CURRENT", "LOCK", "IDENTITY", "LOG", "LOG.old.1472299999", "archive", "MANIFEST-3",
    "MANIFEST-000003", "OPTIONS-7", "OPTIONS-000007", "OPTIONS-000007.dbtmp", "5.dbtmp",
    "000005.dbtmp", "12.sst", "000012.sst", "000012.ldb", "000012.blob", "7.log", "000007.log",
    "access.log", "42", "000042", "METADB-000001", "NEWSIDX", "NEWSIDX-7", "staging", "staging-7",
    "secondary", "lost+found", "page.txt", ".bashrc", ".hidden", "two\nlines", "with space", "ärger")
OF_EVERY_INDEX = ("CURRENT", "LOCK", "IDENTITY", "NEWSIDX")
KINDS = ("text", "empty", "folder", "link", "dangling", "pipe")


def make(path, kind, outside):
    if kind in ("text", "empty"):
        with open(path, "w", encoding="utf-8") as file:
            file.write("not newsidx's\n" if kind == "text" else "")
    elif kind == "folder":
        os.mkdir(path)
        make(os.path.join(path, "kept.sst"), "text", outside)
    elif kind == "link":
        os.symlink(outside, path)
    elif kind == "dangling":
        os.symlink("nowhere", path)
    else:
        os.mkfifo(path)


def state_of(path):
    found = os.lstat(path)
    content = b""
    if stat.S_ISREG(found.st_mode):
        with open(path, "rb") as file:
            content = file.read()
    elif stat.S_ISLNK(found.st_mode):
        content = os.readlink(path)
    return found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, content


def snapshot(top, names=None):
    """Everything in a folder, itself too; or of it only `names` and what is in them."""
    paths = [top] if names is None else [os.path.join(top, name) for name in names]
    for start in list(paths):
        for folder, folders, files in os.walk(start):
            paths += [os.path.join(folder, name) for name in folders + files]
    return {path: state_of(path) for path in paths}


class ForeignCase(FaultCase):
    def setUp(self):
        super().setUp()
        self.write("one.jsonl", article(1))
        self.write("two.jsonl", article(1) + article(2))
        self.write("none.jsonl", "")
        self.outside = self.write("outside.txt", "somebody's text\n")

    def count(self, index=INDEX):
        done = self.run_newsidx("query", "--count", "ceasefire", "--index", index)
        self.assertEqual(done.returncode, 0, done.stderr)
        return int(done.stdout)

    def assert_refused_untouched(self, index, *command, part="(try: "):
        before = snapshot(self.path(index)) if os.path.lexists(self.path(index)) else None
        done = self.run_newsidx(*command, "--index", index)
        self.assert_error(done, part)
        self.assertNotIn("try: remove", done.stderr)
        after = snapshot(self.path(index)) if os.path.lexists(self.path(index)) else None
        self.assertEqual(before, after)
        return done.stderr


class AFolderOfSomebodyElse(ForeignCase):
    def test_every_name_alone(self):
        kinds = KINDS[::3] if IS_SANITIZED else KINDS
        for number, (name, kind) in enumerate((name, kind) for name in NAMES for kind in kinds):
            if name == "lost+found":
                continue
            index = f"index-{number}"
            os.mkdir(self.path(index))
            make(os.path.join(self.path(index), name), kind, self.outside)
            for command in (("build", "--replace", "one.jsonl"), ("query", "ceasefire")):
                with self.subTest((name, kind, command)):
                    self.assert_refused_untouched(index, *command)

    def test_all_names_together(self):
        for kind in KINDS:
            os.mkdir(self.path(kind))
            for name in NAMES:
                make(os.path.join(self.path(kind), name), kind, self.outside)
            for command in (("build", "--replace", "one.jsonl"), ("query", "ceasefire"), ("check",), ("stats",)):
                with self.subTest((kind, command)):
                    self.assert_refused_untouched(kind, *command)

    def test_a_database_of_another_make(self):
        """An index that has lost its mark and is none any more: some families are missing."""
        self.build("--replace", "one.jsonl", "--index", "other")
        os.remove(self.path("other/NEWSIDX"))
        for name in self.files("other"):
            if name.endswith((".sst", ".log")):
                os.remove(os.path.join(self.path("other"), name))
        for command in (("build", "--replace", "one.jsonl"), ("query", "ceasefire")):
            self.assert_refused_untouched("other", *command)

    def test_what_is_no_folder(self):
        os.mkfifo(self.path("pipe"))
        os.symlink("nowhere", self.path("dangling"))
        self.write("text", "text")
        for index in ("pipe", "dangling", "text"):
            for command in (("build", "--replace", "one.jsonl"), ("query", "ceasefire")):
                with self.subTest((index, command)):
                    self.assert_refused_untouched(index, *command, part=index)
        self.assertEqual(os.readlink(self.path("dangling")), "nowhere")
        self.assertFalse(os.path.lexists(self.path("nowhere")))

    def test_a_read_only_disk(self):
        disk = self.path("disk")
        os.mkdir(disk)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", disk], stderr=subprocess.PIPE,
                                 check=False)
        if mounted.returncode != 0:
            self.skipTest("no disk can be mounted here")
        self.addCleanup(subprocess.run, ["umount", disk], check=False)
        self.build("--replace", "one.jsonl", "--index", "disk/index")
        os.mkdir(self.path("disk/empty"))
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for index in ("disk/index", "disk/empty", "disk/new/er"):
            self.assert_refused_untouched(index, "build", "--replace", "two.jsonl", part="Read-only file system")
        self.assertEqual(self.count("disk/index"), 1)


class BesideAnIndex(ForeignCase):
    """What somebody puts into the folder of an index stays as it is."""

    def put_strangers(self, kind, but=()):
        names = [name for name in NAMES if name not in (*OF_EVERY_INDEX, *but)]
        names = [name for name in names if not os.path.lexists(self.path(f"{INDEX}/{name}"))]
        self.assertGreater(len(names), 25)
        for name in names:
            make(self.path(f"{INDEX}/{name}"), kind, self.outside)
        return names

    def assert_lives_on(self, names):
        before = snapshot(self.path(INDEX), names)
        for source, articles_wanted in (("two.jsonl", 2), ("one.jsonl", 1), ("two.jsonl", 2)):
            self.build("--replace", source)
            self.assertEqual(self.count(), articles_wanted)
        self.assert_error(self.run_newsidx("build", "--replace", "none.jsonl"), "nothing to index")
        self.assertEqual(self.count(), 2)
        self.assertEqual(self.run_newsidx("check").returncode, 0)
        self.assertEqual(snapshot(self.path(INDEX), names), before)

    def test_of_every_kind(self):
        for kind in KINDS:
            with self.subTest(kind):
                self.build("--replace", "one.jsonl")
                self.assert_lives_on(self.put_strangers(kind))
                shutil.rmtree(self.path(INDEX))

    def test_of_an_index_without_a_mark(self):
        """As it was made before there were marks."""
        self.build("--replace", "one.jsonl")
        os.remove(self.path(f"{INDEX}/NEWSIDX"))
        self.assertEqual(self.count(), 1)
        self.assert_lives_on(self.put_strangers("text", but=("000007.log",)))
        self.assertIn("NEWSIDX", os.listdir(self.path(INDEX)))

    def test_a_log_that_may_be_a_damaged_one(self):
        """No mark says that it is not ours: to leave it out might be to lose a generation."""
        self.build("--replace", "one.jsonl")
        os.remove(self.path(f"{INDEX}/NEWSIDX"))
        make(self.path(f"{INDEX}/000007.log"), "text", self.outside)
        for command in (("build", "--replace", "two.jsonl"), ("query", "ceasefire")):
            self.assert_refused_untouched(INDEX, *command, part="000007.log")

    def test_of_an_index_whose_mark_is_damaged(self):
        self.build("--replace", "one.jsonl")
        with open(self.path(f"{INDEX}/NEWSIDX"), "r+b") as mark:
            mark.seek(-20, os.SEEK_END)
            mark.write(b"?")
        self.assert_lives_on(self.put_strangers("text", but=("000007.log",)))

    def test_a_name_that_is_needed(self):
        """One line says which; the index answers as before, and is built when the name is free."""
        self.write("long.jsonl", article(1) + articles(400, "long"))  # a small one makes no tables
        self.build("--replace", "long.jsonl")
        refused = set()
        for start, end in (("", ".sst"), ("", ".log"), ("MANIFEST-", "")):
            for step in range(1, 12):
                numbers = [int(digits) for digits in re.findall(r"\d{6}", " ".join(self.files()))]
                refused |= self.build_beside(f"{start}{max(numbers) + step:06}{end}")
        self.assertEqual(len(refused), 3, refused)  # of each kind there was one in the way
        self.build("--replace", "two.jsonl")
        self.assertEqual(self.count(), 2)

    def build_beside(self, name):
        """Gives the kind of the stranger if it was in the way."""
        make(self.path(f"{INDEX}/{name}"), "text", self.outside)
        before = snapshot(self.path(INDEX), [name])
        done = self.run_newsidx("build", "--replace", "long.jsonl")
        if done.returncode != 0:
            self.assert_error(done, name, "newsidx did not make it")
        self.assertEqual(self.count(), 1)
        self.assertEqual(snapshot(self.path(INDEX), [name]), before)
        os.remove(self.path(f"{INDEX}/{name}"))
        return {re.sub(r"\d+", "", name)} if done.returncode != 0 else set()


class FirstBuilds(ForeignCase):
    def test_one_that_fails_leaves_nothing(self):
        os.mkdir(self.path("empty"))
        os.makedirs(self.path("disk/lost+found"))
        os.mkdir(self.path("there"))
        for index in ("new", "new/deep/er", "there/new/er", "empty", "disk"):
            before = set(snapshot(self.folder))
            self.assert_error(self.run_newsidx("build", "--replace", "none.jsonl", "--index", index), "nothing")
            self.assertEqual(set(snapshot(self.folder)), before, index)

    def test_one_on_a_new_disk(self):
        os.makedirs(self.path("disk/lost+found"))
        before = snapshot(self.path("disk"), ["lost+found"])
        self.build("--replace", "one.jsonl", "--index", "disk")
        self.assertEqual(snapshot(self.path("disk"), ["lost+found"]), before)
        self.assertEqual(self.count("disk"), 1)

    def test_one_through_a_link(self):
        os.mkdir(self.path("real"))
        os.symlink("real", self.path("link"))
        self.build("--replace", "one.jsonl", "--index", "link")
        self.assertEqual(self.count("real"), 1)
        make(self.path("real/000005.sst"), "text", self.outside)
        self.build("--replace", "two.jsonl", "--index", "link//")
        self.assertEqual(self.count("real/"), 2)
        self.assertIn("000005.sst", os.listdir(self.path("real")))
        self.assertEqual(os.readlink(self.path("link")), "real")

    def test_of_a_copy_by_hard_links(self):
        """cp -l, rsnapshot: what is written in one folder must not stand in the other."""
        self.build("--replace", article_file := self.write("a.jsonl", article(1)))
        shutil.copytree(self.path(INDEX), self.path("copy"), copy_function=os.link)
        before = self.ask_whole("copy")
        for index in (INDEX, "copy", INDEX, "copy"):
            self.build("--replace", article_file, "--index", index)
            self.ask_whole(index)
        self.assertEqual(self.timeless(self.ask_whole("copy")), self.timeless(before))

    def test_two_at_once(self):
        self.write("many.jsonl", articles(1500, "many"))
        for number in range(3 if IS_SANITIZED else 10):
            index = f"deep/index-{number}"
            both = [self.start("build", "--replace", "--quiet", "many.jsonl", "--index", index,
                               stdin=subprocess.DEVNULL) for _ in range(2)]
            errors = [process.communicate(timeout=PATIENCE_SECONDS)[1] for process in both]
            statuses = sorted(process.returncode for process in both)
            self.assertIn(statuses, ([0, 0], [0, 2]), errors)  # they may have missed one another
            if statuses == [0, 2]:
                self.assertIn(b"in use by another writer", b"".join(errors))
            self.ask_whole(index)


class AFolderThatIsReplaced(ForeignCase):
    """A build waits for articles; its folder is moved away, and another index is built there."""

    def start_waiting_build(self, index):
        reader, writer = os.pipe()
        process = self.start("build", "--replace", "-", "--index", index, stdin=reader)
        os.close(reader)
        os.write(writer, article(7).encode())
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not any("staging" in name for name in self.names(index)):
            self.assertLess(time.monotonic(), deadline)
            self.assertIsNone(process.poll())
            time.sleep(0.01)
        return process, writer

    def names(self, index):
        return os.listdir(self.path(index)) if os.path.isdir(self.path(index)) else []

    def test_and_it_is_stopped_or_ends(self):
        for end in ("stopped", "ends"):
            with self.subTest(end):
                index = f"{end}/index"
                process, writer = self.start_waiting_build(index)
                os.rename(self.path(index), self.path(f"{end}/moved"))
                self.build("--replace", "two.jsonl", "--index", index)
                before = snapshot(self.path(index))
                if end == "stopped":
                    process.send_signal(SIGINT)
                    self.assertIn(b"stopping", process.stderr.readline())
                    os.write(writer, article(8).encode())
                os.close(writer)
                _, errors = process.communicate(timeout=PATIENCE_SECONDS)
                self.assertNotIn(b"try: remove", errors)
                self.assertEqual(process.returncode, 130 if end == "stopped" else 2, errors)
                self.assertEqual(snapshot(self.path(index)), before)
                self.assertEqual(self.count(index), 2)
                self.assertEqual(self.names(f"{end}/moved"), [])

    def test_by_a_file_or_by_nothing(self):
        for by in ("nothing", "file"):
            with self.subTest(by):
                process, writer = self.start_waiting_build("index")
                os.rename(self.path("index"), self.path(by))
                if by == "file":
                    self.write("index", "text")
                os.close(writer)
                _, errors = process.communicate(timeout=PATIENCE_SECONDS)
                self.assertEqual(process.returncode, 2, errors)
                self.assertEqual(errors.count(b"newsidx: error: "), 1, errors)
                self.assertEqual(self.names(by), [])
        self.assertEqual(state_of(self.path("index"))[4], b"text")


if __name__ == "__main__":
    unittest.main()
