"""Help, wrong use, and what each command takes."""

import json
import os
import re
import unittest

from support import CORPUS, Case, environment

COMMANDS = ("build", "rebuild", "query", "show", "stats", "terms", "suggest", "explain", "check",
            "repair", "snapshot", "restore")


class Help(Case):
    def test_every_command_has_help_with_examples(self):
        for command in COMMANDS:
            with self.subTest(command):
                done = self.run_newsidx(command, "--help")
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertIn(f"Usage: newsidx {command} ", done.stdout)
                self.assertIn("Examples:", done.stdout)
                self.assertIn(f"newsidx {command}", done.stdout.split("Examples:")[1])
                for option in ("--index", "--color", "--quiet", "--json"):
                    self.assertIn(option, done.stdout)
                self.assertEqual(self.run_newsidx("help", command).stdout, done.stdout)

    def test_overview_names_every_command(self):
        done = self.run_newsidx("--help")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        for command in COMMANDS:
            self.assertRegex(done.stdout, rf"\n  {command} +\w+")

    def test_no_arguments_shows_help_as_an_error(self):
        done = self.run_newsidx()
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr, self.run_newsidx("--help").stdout)

    def test_version(self):
        done = self.run_newsidx("--version")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"^newsidx \d+\.\d+\.\d+\n$")
        self.assertEqual(self.run_newsidx("-V").stdout, done.stdout)

    def test_help_fits_a_terminal(self):
        for command in ((), *((command,) for command in COMMANDS)):
            for line in self.run_newsidx(*command, "--help").stdout.splitlines():
                self.assertLessEqual(len(line), 80, line)

    def test_no_default_is_told_twice(self):
        for command in COMMANDS:
            text = re.sub(r"\n {30}", " ", self.run_newsidx(command, "--help").stdout)
            for line in text.splitlines():
                self.assertLessEqual(line.count("default"), 1, line)


class WrongUse(Case):
    ROWS = (
        (("qurey", "x"), "unknown command 'qurey' (did you mean 'query'?)"),
        (("frobnicate",), "unknown command 'frobnicate' (try: newsidx --help)"),
        (("query", "--limti", "3", "x"), "unknown option '--limti' (did you mean '--limit'?)"),
        (("build", "--lanugage=german", "x"), "(did you mean '--language'?)"),
        (("stats", "--jsno"), "(did you mean '--json'?)"),
        (("stats", "-x"), "unknown option '-x' (try: newsidx stats --help)"),
        (("--limit", "3", "query", "x"), "(try: newsidx query --limit ...)"),
        (("query", "ceasefire", "-Kerry"), "newsidx query -- -Kerry"),
        (("check", "--index", "a", "--index", "b"), "--index: is given twice: 'a' and 'b'"),
        (("--index", "a", "stats", "--index=b"), "--index: is given twice: 'a' and 'b'"),
        (("build", "--include", "/", "x"), "'/' is no pattern of paths"),
        (("query",), "QUERY is missing (try: newsidx query --help)"),
        (("build",), "INPUT is missing"),
        (("show",), "ID is missing"),
        (("terms",), "PREFIX is missing"),
        (("suggest",), "PREFIX is missing"),
        (("explain", "x"), "ID is missing"),
        (("show", "a", "b"), "one argument too many: 'b'"),
        (("explain", "a", "b", "c"), "one argument too many: 'c'"),
        (("stats", "a"), "one argument too many: 'a'"),
        (("query", "-n", "many", "x"), "--limit: 'many' is not a whole number"),
        (("query", "-n", "-3", "x"), "--limit: '-3' is not a whole number"),
        (("query", "--k1", "high", "x"), "--k1: 'high' is not a number"),
        (("query", "-n"), "option '-n' needs a value"),
        (("query", "x", "-qn"), "option '-qn' needs a value"),
        (("query", "--limit=", "x"), "option '--limit=' needs a value"),
        (("--index",), "option '--index' needs a value"),
        (("--idnex", "5", "query"), "(did you mean '--index'?)"),
        (("query", "--all=5", "x"), "option '--all' takes no value"),
        (("query", "oil", "-naval"), "unknown option '-naval' (try: '--' before a query"),
        (("query", "--limit", "--all", "x"), "--limit: '--all' is not a whole number"),
        (("-q",), "(try: newsidx --help)"),
        (("build", "--memory", "3X", "x"), "--memory: '3X' is not a size"),
        (("build", "--segment-articles", "few", "x"), "--segment-articles: 'few' is not a whole number"),
        (("build", "--bigrams", "many", "x"), "--bigrams: 'many' is not a whole number"),
        (("build", "--bigrams", "-1", "x"), "--bigrams: '-1' is not a whole number"),
        (("build", "--reorder", "yes", "x"), "--reorder: 'yes' is not one of auto, on, off"),
        (("query", "--offsets", "words", "x"), "'words' is not one of bytes, characters"),
        (("query", "--color", "sometimes", "x"), "'sometimes' is not one of auto, always, never"),
    )

    def test_each_is_one_line(self):
        for arguments, message in self.ROWS:
            with self.subTest(arguments):
                self.assert_error(self.run_newsidx(*arguments), message)


class Texts(Case):
    """What of the arguments is the query, and what is an option."""

    ROWS = (
        (("a", "b"), "a b"),
        (("a", "-n0", "b"), "a b"),
        (("-n5", "-qn", "0", "--limit=0", "a"), "a"),
        (("-Kerry foo",), "-Kerry foo"),
        (("a", "--all foo", "b"), "a --all foo b"),
        (("--", "-n", "--all"), "-n --all"),
        (("a", "--", "--"), "a --"),
        (("-",), "-"),
        (("query",), "query"),
        (("query", "build", "[a,b]", "[c]"), "query build [a,b] [c]"),
        (("++", "a"), "++ a"),
    )

    def test_each(self):
        self.build(self.write("one.jsonl", '{"id":"one","body":"alpha"}\n'))
        for arguments, query in self.ROWS:
            with self.subTest(arguments):
                done = self.run_newsidx("query", "--json", *arguments)
                self.assertEqual(json.loads(done.stdout.splitlines()[-1])["query"], query, done.stderr)

    def test_values_may_look_like_texts(self):
        self.build("--index", "-my index", self.write("one.jsonl", '{"id":"-a b","body":"alpha"}\n'))
        for option in (("--index", "-my index"), ("--index=-my index",)):
            self.assertEqual(self.run_newsidx("query", *option, "--count", "alpha").stdout, "1\n")
        done = self.run_newsidx("explain", "--index", "-my index", "alpha", "-a b")
        self.assertEqual(done.returncode, 0, done.stderr)


class BadValues(Case):
    """Every option of every command that reads a value, as its help lists them."""

    BAD = {
        "N": ("", "x", "-1", "1.5", "1e3", "0x10", " 1", "1 ", "+1", "1K", "4294967296", "nan", "--"),
        "X": ("", "x", "1,5", "1.5x", "0x1", " 1", "1 ", "+1", "--"),
        "SIZE": ("", "x", "-1", "-1M", "1.5G", "1X", "1Mb/s", "M", " 1M", "1M ", "nan", "16777216T",
                 "99999999999999999999", "--"),
        "TIME": ("", "200", "5x", "abc", "nan", "nans", "inf", "infs", "-1s", "-1", "s", "ms", ".s",
                 "1e3s", "1 s", " 1s", "1s ", "+1s", "1..5s", "1,5s", "0x1s", "25h", "86401s", "--"),
        "WHEN": ("", "yes", "ON", "1", "true", "autos", "nan", "--"),
    }
    OPTION = re.compile(r"^  (?:-\w,)?(--[\w-]+) (N|X|SIZE|TIME|WHEN) ", re.MULTILINE)

    def test_each_is_one_line(self):
        seen = set()
        for command in COMMANDS:
            described = self.run_newsidx(command, "--help").stdout
            for option, kind in self.OPTION.findall(described):
                seen.add((command, option))
                for value in self.BAD[kind]:
                    with self.subTest(command=command, option=option, value=value):
                        done = self.run_newsidx(command, f"{option}={value}", "x")
                        self.assert_error(done, option)
        self.assertIn(("query", "--timeout"), seen)
        self.assertIn(("build", "--memory"), seen)
        self.assertIn(("build", "--reorder"), seen)
        self.assertIn(("explain", "--k1"), seen)
        self.assertGreater(len(seen), 20)

    def test_good_times(self):
        self.build(CORPUS)
        for value in ("1s", "1.5s", "60000ms", "5000000us", ".5s", "86400s"):
            with self.subTest(value):
                done = self.run_newsidx("query", "--count", "--timeout", value, "syria")
                self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assert_error(self.run_newsidx("query", "--count", "--timeout", "0s", "syria aleppo"),
                          "the time was over")


class OutOfRange(Case):
    """Values that can be read but not used: the library's word, the command line's manner."""

    def test_build(self):
        for arguments in (("--memory", "1M"), ("--title-weight", "0"), ("--title-weight", "17"),
                          ("--bigrams", "1025"), ("--analyzer", "nope"), ("--language", "nosuchtongue"),
                          ("--language", "klingon")):
            with self.subTest(arguments):
                self.assert_error(self.run_newsidx("build", *arguments, CORPUS))
        self.assert_error(self.run_newsidx("build", "--language", "japaneese", CORPUS),
                          "unknown language 'japaneese' (try: japanese)")

    def test_query(self):
        self.build(CORPUS)
        for arguments in (("-n", "10001"), ("--offset", "4294967295"), ("--b", "1.5"),
                          ("--k1", "-1"), ("--k1", "nan")):
            with self.subTest(arguments):
                self.assert_error(self.run_newsidx("query", *arguments, "syria"))


class WhereTheIndexIs(Case):
    def test_option_before_environment_before_default(self):
        one = self.write("one.jsonl", '{"id":"one","body":"alpha"}\n')
        two = self.write("two.jsonl", '{"id":"two","body":"beta"}\n')
        self.build("--index", "by-option", one)
        self.build(two, env=environment(NEWSIDX_INDEX="by-environment"))
        self.build(CORPUS)
        both = environment(NEWSIDX_INDEX="by-environment")
        count = lambda *arguments, **options: self.run_newsidx(
            "query", "--count", *arguments, **options).stdout
        self.assertEqual(count("--index", "by-option", "alpha", env=both), "1\n")
        self.assertEqual(count("beta", env=both), "1\n")
        self.assertEqual(count("daraya", env=environment(NEWSIDX_INDEX="")),
                         count("--index", ".newsidx", "daraya"))
        before = self.run_newsidx("--index", "by-option", "query", "--count", "alpha", env=both)
        self.assertEqual(before.stdout, "1\n")

    def test_the_nearest_folder_above_with_an_index(self):
        self.build(self.write("one.jsonl", '{"id":"one","body":"alpha"}\n'))
        inner = self.path("a/b")
        os.makedirs(inner)
        count = lambda: self.run_newsidx("query", "--count", "alpha", cwd=inner).stdout
        self.assertEqual(count(), "1\n")
        # A build never replaces an index of another folder.
        self.build(self.write("two.jsonl", '{"id":"two","body":"beta"}\n'), cwd=inner)
        self.assertEqual(count(), "0\n")
        self.assertEqual(self.run_newsidx("query", "--count", "alpha").stdout, "1\n")


if __name__ == "__main__":
    unittest.main()
