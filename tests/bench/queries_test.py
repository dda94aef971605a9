"""Query sets: sampled from a corpus, read from files, derived, chosen from."""

import re
import unittest
from collections import Counter

from support import Case

from problems import UsageError
from queries import KINDS, Query, choose, read_queries, save_queries, write_query
from sample_queries import Boundaries, Corpus, sample


class Sampling(Case):
    def test_the_same_seed_gives_the_same_set(self):
        corpus = self.news()
        self.assertEqual(sample(corpus, 9, seed=3), sample(corpus, 9, seed=3))
        self.assertNotEqual(sample(corpus, 9, seed=3), sample(corpus, 9, seed=4))

    def test_every_word_set_is_asked_as_every_kind(self):
        by_kind = Counter(query.kind for query in sample(self.news(), 9, seed=3))
        self.assertEqual([by_kind[kind] for kind in KINDS], [9] * len(KINDS))

    def test_words_stand_side_by_side_or_in_one_article(self):
        path = self.news()
        corpus = Corpus(path)
        self.addCleanup(corpus.close)
        articles = [corpus.words(number) for number in range(len(corpus))]
        for query in sample(path, 12, seed=5):
            words = re.findall(r"\w+", query.text)
            if query.kind == "phrase" and query.stratum.endswith("adj"):
                self.assertTrue(any(query.text.strip('"') in " ".join(article)
                                    for article in articles), query)
            self.assertTrue(any(set(words) <= set(article) for article in articles), query)
            self.assertEqual(len(set(words)), len(words))

    def test_strata_are_by_the_rarest_word(self):
        boundaries = Boundaries.of(100_000)
        self.assertEqual([boundaries.stratum(frequency) for frequency in
                          (2, 3, 50, 51, 1000, 1001, 100_000)],
                         [None, "rare", "rare", "medium", "medium", "frequent", "frequent"])

    def test_no_corpus(self):
        with self.assertRaisesRegex(UsageError, "not a normalised corpus"):
            sample(self.write("news.jsonl", '{"title": "oil"}\n'), 9, seed=3)
        with self.assertRaisesRegex(UsageError, "empty corpus"):
            sample(self.write("empty.jsonl", ""), 9, seed=3)


class Files(Case):
    def test_mixed_and_negated_queries_come_from_unions(self):
        queries = read_queries(self.queries())
        derived = [query.text for query in queries if query.kind in ("mixed", "negated")]
        self.assertEqual(derived, ["+oil price", "+gas bond tax", "+oil -price", "+gas -bond"])

    def test_kinds_that_a_file_has_are_not_derived(self):
        path = self.write("queries.tsv", "or\ta\toil price\nmixed\ta\t+gas oil\n")
        self.assertEqual([query.text for query in read_queries(path) if query.kind == "mixed"],
                         ["+gas oil"])

    def test_a_set_survives_being_written(self):
        queries = [Query(kind, "rare/adj", write_query(kind, ("oil", "price", "falls")))
                   for kind in KINDS]
        path = self.folder / "queries.tsv"
        save_queries(queries, path)
        self.assertEqual(read_queries(path), queries)

    def test_what_is_no_query_is_told_with_its_line(self):
        for text in ("oil\n", "term\ta\toil price\n", "fuzzy\ta\toil~\n", "negated\ta\t+a -b -c\n"):
            with self.subTest(text=text), self.assertRaisesRegex(UsageError, "line 2"):
                read_queries(self.write("queries.tsv", f"term\ta\toil\n{text}"))

    def test_a_choice_takes_an_equal_share_of_each_kind(self):
        queries = [Query(kind, "any", f"{kind}{number}")
                   for kind in ("term", "or") for number in range(20)]
        chosen = choose(queries, KINDS, 10, seed=1)
        self.assertEqual(Counter(query.kind for query in chosen), {"term": 5, "or": 5})
        self.assertEqual(chosen, choose(queries, KINDS, 10, seed=1))
        self.assertEqual(len(choose(queries, ["or"], None, seed=1)), 20)


if __name__ == "__main__":
    unittest.main()
