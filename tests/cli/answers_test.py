"""What the commands answer about the seed pages: text, JSON lines and exit status."""

import unittest

from support import CORPUS, Case


class Answers(Case):
    def setUp(self):
        super().setUp()
        self.build(CORPUS)

    def test_stats(self):
        done = self.run_newsidx("stats")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"\b14\b")
        (stats,) = self.json_lines(self.run_newsidx("stats", "--json").stdout)
        self.assertEqual((stats["type"], stats["articles"]), ("stats", 14))

    def test_first_hit_is_about_the_evacuation_of_daraya(self):
        done = self.run_newsidx("query", "Daraya siege")
        self.assertEqual(done.returncode, 0)
        self.assertIn("«", done.stdout)  # matches are marked
        self.assertNotIn("\x1b", done.stdout)  # not in colour: this is no terminal
        self.assertEqual(len(done.stderr.splitlines()), 1)  # the summary
        lines = self.json_lines(self.run_newsidx("query", "--json", "Daraya siege").stdout)
        self.assertEqual([line["type"] for line in lines[:-1]], ["hit"] * (len(lines) - 1))
        self.assertEqual(lines[-1]["type"], "summary")
        first = self.json_lines(self.run_newsidx("show", "--json", lines[0]["id"]).stdout)[0]
        self.assertRegex(first["title"] + first["body"], "Daraya")
        self.assertRegex(first["title"] + first["body"], "(?i)evacuat")

    def test_queries_of_the_issue(self):
        for query in ('"cessation of hostilities"', "title:syria", "Syrias", "ceasefire", "Erdogan",
                      "600000"):
            with self.subTest(query):
                found = self.run_newsidx("query", query)
                self.assertEqual(found.returncode, 0, found.stderr)
                self.assertNotEqual(found.stdout, "")
                counted = self.run_newsidx("query", "--count", query)
                self.assertRegex(counted.stdout, r"^[1-9]\d*\n$")
                self.assertEqual((counted.returncode, counted.stderr), (0, ""))

    def test_exclusion_leaves_out(self):
        count = lambda query: int(self.run_newsidx("query", "--count", query).stdout)
        self.assertEqual(count("aleppo"), count("aleppo -Kerry") + count("+aleppo +Kerry"))
        self.assertGreater(count("aleppo -Kerry"), 0)
        # Each of the four seed articles that have the phrase names Kerry too.
        self.assertEqual(count('"cessation of hostilities"'), 4)
        self.assertEqual(count('"cessation of hostilities" -Kerry'), 0)

    def test_several_words_are_one_query(self):
        joined = self.run_newsidx("query", "--json", "--no-snippets", "Daraya siege")
        split = self.run_newsidx("query", "--json", "--no-snippets", "Daraya", "siege")
        hits = lambda done: [line for line in self.json_lines(done.stdout) if line["type"] == "hit"]
        self.assertEqual(hits(joined), hits(split))

    def test_queries_that_begin_with_a_hyphen(self):
        one = self.run_newsidx("query", "--count", "-Kerry aleppo")
        two = self.run_newsidx("query", "--count", "--", "-Kerry", "aleppo")
        self.assertEqual((one.returncode, one.stdout), (0, "1\n"), one.stderr)
        self.assertEqual(one.stdout, two.stdout)

    def test_nothing_found(self):
        text = self.run_newsidx("query", "xylophonist")
        self.assertEqual(text.returncode, 1)
        count = self.run_newsidx("query", "--count", "xylophonist")
        self.assertEqual((count.returncode, count.stdout), (1, "0\n"))
        terms = self.run_newsidx("terms", "xylophonist")
        self.assertEqual((terms.returncode, terms.stdout), (1, ""))

    def test_limit_and_offset_page_through(self):
        ids = lambda *arguments: [
            line["id"] for line in self.json_lines(
                self.run_newsidx("query", "--json", *arguments, "syria").stdout)
            if line["type"] == "hit"]
        everything = ids("-n", "100")
        self.assertGreater(len(everything), 6)
        self.assertEqual(ids("-n3") + ids("--limit=3", "--offset", "3"), everything[:6])

    def test_all_words(self):
        count = lambda *arguments: int(self.run_newsidx("query", "--count", *arguments).stdout)
        self.assertEqual(count("--all", "daraya russia"), count("+daraya +russia"))
        self.assertLess(count("--all", "daraya russia"), count("daraya russia"))

    def test_exhaustive_gives_the_same(self):
        hits = lambda *arguments: [
            line for line in self.json_lines(self.run_newsidx(
                "query", "--json", *arguments, "ceasefire in syria").stdout)
            if line["type"] == "hit"]
        self.assertEqual(hits(), hits("--exhaustive"))

    def test_threads_give_the_same(self):
        hits = lambda *arguments: [
            line for line in self.json_lines(self.run_newsidx(
                "query", "--json", *arguments, "ceasefire in syria").stdout)
            if line["type"] == "hit"]
        self.assertEqual(hits(), hits("--threads", "2"))
        self.assertEqual(hits(), hits("--threads", "0"))
        refused = self.run_newsidx("query", "--threads", "257", "syria")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("at most 256", refused.stderr)

    def test_a_late_answer_says_so(self):
        late = self.run_newsidx("query", "--timeout", "0ms", "daraya siege")
        self.assertEqual((late.returncode, late.stdout), (2, ""))
        self.assertIn("warning: the time was over", late.stderr)
        late = self.run_newsidx("query", "--json", "--timeout", "0ms", "daraya siege")
        (summary,) = self.json_lines(late.stdout)
        self.assertEqual((summary["partial"], summary["total"]), (True, None))
        count = self.run_newsidx("query", "--count", "--timeout", "0ms", "daraya siege")
        self.assertEqual((count.returncode, count.stdout), (2, ""))
        whole = self.run_newsidx("query", "--json", "--timeout", "500s", "daraya siege")
        self.assertEqual(whole.returncode, 0)
        self.assertIs(self.json_lines(whole.stdout)[-1]["partial"], False)

    def test_ranking_parameters_change_scores(self):
        best = lambda *arguments: self.json_lines(
            self.run_newsidx("query", "--json", *arguments, "syria").stdout)[0]["score"]
        self.assertNotEqual(best(), best("--k1", "0.4"))
        self.assertNotEqual(best(), best("--b", "0"))

    def test_marks_in_characters_are_indices_of_a_string(self):
        def marked(unit, cut):
            hits = self.json_lines(
                self.run_newsidx("query", "--json", "--offsets", unit, "erdogan syria’s").stdout)[:-1]
            return [cut(hit[field], begin, end) for hit in hits for field in ("title", "snippet")
                    for begin, end in hit[f"{field}_marks"]]

        in_characters = marked("characters", lambda text, begin, end: text[begin:end])
        in_bytes = marked("bytes", lambda text, begin, end: text.encode()[begin:end].decode())
        self.assertEqual(in_characters, in_bytes)
        self.assertIn("Syria", "".join(in_characters))
        self.assertTrue(any(not text.isascii() for text in in_characters))

    def test_show(self):
        shown = self.run_newsidx("show", "001_a246f93a30b869c3.txt")
        self.assertEqual((shown.returncode, shown.stderr), (0, ""))
        self.assertIn("2016-08-27", shown.stdout)
        missing = self.run_newsidx("show", "nope")
        self.assert_error(missing, "nope")

    def test_terms(self):
        done = self.run_newsidx("terms", "--json", "-n", "5", "s")
        terms = self.json_lines(done.stdout)
        self.assertEqual(len(terms), 5)
        self.assertEqual([term["word"] for term in terms], sorted(term["word"] for term in terms))
        for term in terms:
            self.assertEqual(term["type"], "term")
            self.assertTrue(term["word"].startswith("s"))
        self.assertIn(terms[0]["word"], self.run_newsidx("terms", "s").stdout)

    def test_suggest(self):
        done = self.run_newsidx("suggest", "--json", "-n", "5", "s")
        words = self.json_lines(done.stdout)
        self.assertEqual(len(words), 5)
        counts = [word["occurrences"] for word in words]
        self.assertEqual(counts, sorted(counts, reverse=True))
        self.assertTrue(all(word["word"].startswith("s") and word["type"] == "suggestion"
                            for word in words))
        self.assertIn(words[0]["word"], self.run_newsidx("suggest", "s").stdout)
        nothing = self.run_newsidx("suggest", "xylophonist")
        self.assertEqual((nothing.returncode, nothing.stdout), (1, ""))

    def test_did_you_mean(self):
        done = self.run_newsidx("query", "--json", "syria dammascus")
        summary = self.json_lines(done.stdout)[-1]
        self.assertEqual(summary["suggestion"], "syria damascus")
        self.assertGreater(summary["total"], 0)
        alone = self.run_newsidx("query", "dammascus")
        self.assertEqual(alone.returncode, 1)
        self.assertIn("did you mean: damascus", alone.stderr)
        for right in ("syria damascus", "syria -dammascus", "source:dammascus", "dammasc2s"):
            query = self.run_newsidx("query", "--json", right)
            self.assertEqual(self.json_lines(query.stdout)[-1]["suggestion"], "")

    def test_expanded(self):
        done = self.run_newsidx("query", "--json", "damas*us OR evacuat*")
        expanded = self.json_lines(done.stdout)[-1]["expanded"]
        self.assertEqual([word["written"] for word in expanded], ["damas*us", "evacuat*"])
        self.assertTrue(all(0 < word["searched"] <= word["words"] for word in expanded))
        self.assertIn("expanded: damascu~1 to ",
                      self.run_newsidx("query", "damascu~1").stderr)
        hit = self.json_lines(done.stdout)[0]
        explained = self.run_newsidx("explain", "damas*us OR evacuat*", hit["id"])
        self.assertIn("expanded: damas*us to 1 word: damascus", explained.stdout)
        broken = self.run_newsidx("query", "syria /evac(/")
        self.assertEqual(broken.returncode, 2)
        self.assertIn("the regular expression is wrong: missing ): evac(", broken.stderr)
        self.assertIn("column 7 of the query", broken.stderr)

    def test_explain(self):
        (hit, *_) = self.json_lines(self.run_newsidx("query", "--json", "Daraya siege").stdout)
        explained = self.run_newsidx("explain", "Daraya siege", hit["id"])
        self.assertEqual((explained.returncode, explained.stderr), (0, ""))
        (tree,) = self.json_lines(
            self.run_newsidx("explain", "--json", "Daraya siege", hit["id"]).stdout)
        self.assertEqual(tree["type"], "explanation")
        self.assertAlmostEqual(tree["value"], hit["score"], places=4)
        self.assert_error(self.run_newsidx("explain", "Daraya", "nope"), "nope")
        self.assertEqual(
            self.run_newsidx("explain", "xylophonist", hit["id"]).returncode, 1)

    def test_check(self):
        done = self.run_newsidx("check")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        lines = self.json_lines(self.run_newsidx("check", "--json").stdout)
        self.assertEqual(lines[-1]["type"], "check")
        self.assertEqual([line for line in lines if line["type"] == "problem"], [])

    def test_results_end_with_a_newline(self):
        for arguments in (("stats",), ("check",), ("terms", "s"), ("query", "syria"),
                          ("show", "001_a246f93a30b869c3.txt"), ("stats", "--json")):
            with self.subTest(arguments):
                text = self.run_newsidx(*arguments).stdout
                self.assertTrue(text.endswith("\n") and not text.endswith("\n\n"), text[-80:])


class SyntaxErrors(Case):
    def test_the_caret_stands_under_the_place(self):
        self.build(CORPUS)
        for query in ("daraya OR NOT aleppo", "title:-daraya", "daraya^9999", "daraya~3"):
            with self.subTest(query):
                done = self.run_newsidx("query", query)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                message, shown, caret = done.stderr.splitlines()
                self.assertTrue(message.startswith("newsidx: error: "), message)
                self.assertIn(query, shown)
                self.assertRegex(caret, r"^ *\^+$")
                self.assertLessEqual(len(caret), len(shown) + 1)


class TypedQueries(Case):
    """What is pasted is searched, and how it was read is said on the error stream and in JSON."""

    def setUp(self):
        super().setUp()
        self.build(CORPUS)

    def test_what_is_read_as_text_is_searched_and_said(self):
        for query in ('"daraya siege', "(daraya", "daraya AND", "daraya ^ siege", "Daraya:siege",
                      "AND daraya", "title: -daraya"):
            with self.subTest(query):
                done = self.run_newsidx("query", query)
                self.assertIn(done.returncode, (0, 1), done.stderr)
                self.assertIn("warning: ", done.stderr)
                self.assertEqual(self.run_newsidx("-q", "query", query).stderr, "")
                summary = self.json_lines(self.run_newsidx("query", "--json", query).stdout)[-1]
                self.assertNotEqual(summary["warnings"], [])

    def test_bytes_that_are_no_text(self):
        done = self.run_newsidx("query", "--json", b"daraya \xff\xfe")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("not UTF-8", self.json_lines(done.stdout)[-1]["warnings"][0])

    def test_notes(self):
        for query in ("aleppo -kerry", "aleppo NOT kerry", "KERRY AND LAVROV",
                      "KERRY SAYS TRUCE NOT POSSIBLE AND TALKS"):
            with self.subTest(query):
                self.assertIn("note: ", self.run_newsidx("query", query).stderr)
                self.assertEqual(self.run_newsidx("-q", "query", query).stderr, "")
                summary = self.json_lines(self.run_newsidx("query", "--json", query).stdout)[-1]
                self.assertNotEqual(summary["notes"], [])

    def test_literal(self):
        count = lambda *arguments: self.run_newsidx("query", "--count", *arguments).stdout
        self.assertEqual(count("--literal", "aleppo -kerry"), count("aleppo kerry"))
        for query in ("daraya~3", "[daraya TO b]", "a NEAR/0 daraya", "title:-daraya", "daraya^0"):
            with self.subTest(query):
                self.assertEqual(self.run_newsidx("query", query).returncode, 2)
                self.assertEqual(self.run_newsidx("query", "--literal", query).returncode, 0)
        hit = self.json_lines(self.run_newsidx("query", "--json", "daraya").stdout)[0]["id"]
        refused = self.run_newsidx("explain", "daraya~3", hit)
        self.assertEqual(refused.returncode, 2)
        self.assertEqual(self.run_newsidx("explain", "--literal", "daraya~3", hit).returncode, 0)


    def test_a_count_says_how_the_query_was_read(self):
        done = self.run_newsidx("query", "--count", "syria -kerry")
        self.assertRegex(done.stdout, r"^[1-9][0-9]*\n$")
        self.assertIn("note: articles with 'kerry' are left out", done.stderr)
        self.assertEqual(self.run_newsidx("query", "--count", "syria").stderr, "")
        late = self.run_newsidx("query", "--count", "--timeout", "1us", "syria aleppo the of and*")
        self.assertEqual((late.returncode, late.stdout), (2, ""))
        self.assertIn("time", late.stderr)

    def test_both_spellings(self):
        count = lambda *arguments: self.run_newsidx("query", "--count", *arguments).stdout
        both = count("--both-spellings", "organisations")
        self.assertEqual(both, count("--both-spellings", "organizations"))
        self.assertEqual(both, count("organisations OR organizations"))
        self.assertNotEqual(both, count("organisations"))


class WithoutStoredArticles(Case):
    def test_queries_work_and_show_says_why_not(self):
        self.build("--no-store", CORPUS)
        self.assertEqual(self.run_newsidx("query", "daraya").returncode, 0)
        self.assert_error(self.run_newsidx("show", "001_a246f93a30b869c3.txt"))


class ListsOfPairs(Case):
    """An index with bigrams answers as one without."""

    def test_the_same_answers_of_a_larger_index(self):
        self.build("--bigrams", "0", CORPUS)
        self.build("--index", "pairs", CORPUS)

        def both(*arguments):
            return [self.run_newsidx("--index", index, *arguments).stdout
                    for index in (".newsidx", "pairs")]

        for query in ('"of the"', '"in the city"', '"the evacuation of daraya"', '"the the"',
                      '"cease-fire in the" syria', 'body:"of the"', '+"said that" -"of the"', 'title:"of the"'):
            with self.subTest(query):
                plain, pairs = both("query", "--count", "--", query)
                self.assertEqual(plain, pairs)
                plain, pairs = (self.json_lines(text)
                                for text in both("query", "--json", "-n", "20", "--", query))
                self.assertEqual(plain[:-1], pairs[:-1])  # hits; the summary has times
                for hit in pairs[:-1]:
                    plain, pairs = both("explain", query, hit["id"])
                    self.assertEqual(plain, pairs)
        plain, pairs = both("terms", "of")
        self.assertEqual(plain, pairs)
        plain, pairs = (self.json_lines(text)[0] for text in both("stats", "--json"))
        self.assertEqual((plain["bigrams"], pairs["bigrams"]), (0, 128))
        self.assertNotIn("bigram", [field["name"] for field in plain["fields"]])
        lists = {field["name"]: field for field in pairs["fields"]}["bigram"]
        self.assertGreater(lists["terms"], 100)
        self.assertGreater(lists["bytes"], 1_000)
        self.assertRegex(self.run_newsidx("--index", "pairs", "stats").stdout,
                         "bigrams +of the 128 most frequent words")
        self.assertEqual(self.run_newsidx("--index", "pairs", "check").returncode, 0)


if __name__ == "__main__":
    unittest.main()
