"""The agreement check, with engines that lie: it must really fail."""

import shutil
import unittest

from support import Case

import agreement
from drivers import ENGINES, Driver, DriverError
from queries import read_queries


class Agreement(Case):
    def check(self, *, with_oracle=True, commands=("TOP_10",), strict=False, **lies):
        """Asks engines that tell these lies; gives what the check found."""
        corpus = self.corpus()
        self.fake("brute_force")
        drivers = []
        for engine, lie in lies.items():
            self.fake(ENGINES[engine].driver, lie)
            index = self.folder / f"{engine}.index"
            index.mkdir(exist_ok=True)
            shutil.copy(corpus, index / "articles.jsonl")
            drivers.append(Driver(ENGINES[engine], self.folder / "bin", index))
        oracle = self.folder / "bin" / "brute_force" if with_oracle else None
        return agreement.check(drivers, oracle, corpus, read_queries(self.queries()), commands,
                               strict=strict)

    def assert_difference(self, found, pattern):
        self.assertFalse(found.is_good)
        for difference in found.differences:
            self.assertRegex(difference, pattern)

    def test_honest_engines_agree(self):
        found = self.check(newsidx="none", lucene="none", xapian="none",
                           commands=("COUNT", "TOP_10", "TOP_100", "TOP_10_COUNT"))
        self.assertEqual(found.differences, [])
        self.assertEqual(set(found.overlap["xapian"].values()), {1.0})

    def test_a_wrong_count_of_newsidx(self):
        for oracle in (True, False):
            found = self.check(newsidx="count", lucene="none", xapian="none", with_oracle=oracle)
            self.assert_difference(found, r"^newsidx COUNT \+oil \+price: \d+, not \d+$")

    def test_a_wrong_count_beside_hits(self):
        found = self.check(newsidx="count", commands=("TOP_10_COUNT",))
        self.assert_difference(found, r"^newsidx (COUNT|TOP_10_COUNT) \+oil \+price: ")
        self.assertEqual(len(found.differences), 2)

    def test_a_rivals_wrong_count_leaves_out_that_query(self):
        for oracle in (True, False):
            with self.subTest(oracle=oracle):
                found = self.check(newsidx="none", lucene="none", seekstorm="count",
                                   with_oracle=oracle)
                self.assertEqual(found.differences, [])
                self.assertEqual(found.wrong_counts, {"seekstorm": ["+oil +price"]})

    def test_a_rival_that_counts_rightly_is_not_left_out(self):
        self.assertEqual(self.check(newsidx="none", seekstorm="none").wrong_counts, {})

    def test_a_strict_run_takes_no_wrong_count(self):
        self.assert_difference(self.check(newsidx="none", xapian="count", strict=True),
                               r"^xapian COUNT \+oil \+price: \d+, not \d+$")

    def test_without_the_oracle_two_cannot_tell_who_is_right(self):
        self.assert_difference(self.check(newsidx="none", xapian="count", with_oracle=False),
                               r"^newsidx COUNT \+oil \+price: .*disagree")

    def test_a_program_that_serves_twice_has_one_vote(self):
        found = self.check(newsidx="none", lucene="count", lucene_reordered="count", xapian="none",
                           with_oracle=False)
        self.assertEqual(found.differences, [])
        self.assertEqual(list(found.wrong_counts), ["lucene", "lucene_reordered"])

    def test_an_article_that_does_not_match(self):
        self.assert_difference(self.check(newsidx="hit"),
                               r"^newsidx TOP_10 \+oil \+price: article \d+ at rank 1")

    def test_an_article_twice(self):
        self.assert_difference(self.check(tantivy="twice"),
                               r"^tantivy TOP_10 \+oil \+price: an article twice")

    def test_a_score_that_is_off(self):
        self.assert_difference(self.check(newsidx="none", lucene="score"),
                               r"^lucene TOP_10 \+oil \+price: score .* at rank 1, not ")

    def test_a_constant_factor_is_no_difference(self):
        found = self.check(tantivy="factor")
        self.assertEqual((found.differences, found.score_factor), ([], {"tantivy": 2.2}))

    def test_what_is_unsupported_is_reported(self):
        found = self.check(newsidx="refuse")
        self.assertEqual(found.differences, [])
        self.assertEqual(found.unsupported["newsidx"], {"COUNT phrase": 2, "TOP_10 phrase": 2})

    def test_a_driver_that_does_not_keep_the_protocol(self):
        for lie, message in (("die", "ended at: COUNT"), ("babble", "no answer to COUNT: 'what")):
            with self.subTest(lie=lie), self.assertRaisesRegex(DriverError, message):
                self.check(**{"xapian" if lie == "die" else "newsidx": lie})


class Hits(unittest.TestCase):
    """Scores of 3 and 2, and four articles that tie at 1, of which any may be among the first 3."""

    ORACLE = {"a": 3.0, "b": 2.0, "c": 1.0, "d": 1.0, "e": 1.0, "f": 0.99999}

    def wrong(self, *hits, limit=3):
        return agreement.wrong_hits(hits, self.ORACLE, limit, factor=1.0)

    def test_ties_may_fall_either_way(self):
        for last in "cdef":
            self.assertIsNone(self.wrong(("a", 3.0), ("b", 2.0), (last, 1.0)))

    def test_tiny_scores_are_known_to_32_bits_only(self):
        self.assertIsNone(agreement.wrong_hits([("a", 2.36538e-4)], {"a": 2.3649e-4}, 10, 1.0))

    def test_what_is_wrong(self):
        self.assertIn("2 hits, not 3", self.wrong(("a", 3.0), ("b", 2.0)))
        self.assertIn("rank 2", self.wrong(("a", 3.0), ("c", 1.0), ("d", 1.0)))
        self.assertIn("article z at rank 3", self.wrong(("a", 3.0), ("b", 2.0), ("z", 1.0)))
        self.assertIn("article c at rank 2", self.wrong(("a", 3.0), ("c", 2.0), ("d", 1.0)))


if __name__ == "__main__":
    unittest.main()
