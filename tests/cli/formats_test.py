"""A folder with every kind of file that is read (news_files.py): each article comes out once, with
title and date, and the last line says what was left out."""

import gzip
import json
import mailbox
import os
import subprocess
import unittest

from news_files import (CLOCK, DAY, NewsCase, arc, atom, docx, factiva, json_feed, message, mhtml,
                        news_sitemap, newsml, nexis, nitf, odt, page, pdf, record, reuters, rss, table,
                        tarred, text, title, trec, warc_record, wet, xhtml, zipped)


class Formats(NewsCase):
    def files(self):
        """Name -> content, and the kinds whose articles are in them."""
        lines = lambda *kinds: "".join(json.dumps(record(kind)) + "\n" for kind in kinds)
        files = {
            "a/page.txt": f"{title('pagetxt')}\n\n{DAY}\n\n{text('pagetxt')}\n",
            "a/lines.jsonl": lines("jsonl"),
            "a/lines.jl.gz": gzip.compress(lines("jl").encode()),
            "a/lines.ldjson": lines("ldjson"),
            "a/array.json": json.dumps([record("array")], indent=2),
            "a/inside.json": json.dumps({"status": "ok", "articles": [record("inside")]}, indent=1),
            "b/story.html": page("html"),
            "b/story.html.gz": gzip.compress(page("htmlgz").encode()),
            "b/no-suffix": page("nosuffix"),
            "b/story.xhtml": xhtml("xhtml"),
            "c/feed.rss": rss("rss"),
            "c/feed.atom": atom("atom"),
            "c/feed.json": json_feed("jsonfeed"),
            "c/sitemap.xml": news_sitemap("sitemap"),
            "c/item.xml": newsml("newsml"),
            "c/nitf.xml": nitf("nitf"),
            "d/trec.sgml": trec("trec"),
            "d/reut2-000.sgm": reuters("reuters"),
            "e/nexis.txt": nexis("nexis"),
            "e/factiva.txt": factiva("factiva"),
            "f/news.csv": table("csv", ","),
            "f/news.tsv": table("tsv", "\t"),
            "g/2016-08-27-md.md": f"---\ntitle: {title('markdown')}\ndate: {DAY}\n---\n\n"
                                  f"{text('markdown')}\n",
            "h/one.eml": message("eml").as_bytes(),
            "h/page.mhtml": mhtml("mhtml"),
            "i/crawl.warc": warc_record("warc"),
            "i/crawl.warc.gz": gzip.compress(warc_record("warcgz", "WARC/1.1")),
            "i/crawl.arc": arc("arc"),
            "i/crawl.warc.wet.gz": gzip.compress(wet("wet")),
            "j/one.docx": docx("docx"),
            "j/one.odt": odt("odt"),
            "j/one.pdf": pdf("pdf"),
            "k/two.zip": zipped({"x/in.html": page("zip"), "in.zip": zipped({"in.jsonl": lines("zipzip")}),
                                 "logo.png": b"\x89PNG"}),
            "k/one.tar.gz": tarred({"in.jsonl": lines("targz").encode()}),
            "README.md": "# What this is\n", "LICENSE": "Free.\n", "photo.jpg": b"\xff\xd8\xff",
            "stopwords.txt": "the\nof\n", "main.py": "print(1)\n", "drafts/x.txt": "A draft\n\nText.\n",
            ".newsidxignore": "drafts/\n",
        }
        kinds = ("pagetxt jsonl jl array inside html htmlgz nosuffix rss atom newsml nitf trec reuters "
                 "nexis factiva csv tsv markdown eml mhtml warc warcgz docx odt pdf zip zipzip targz "
                 "mboxa mboxb xhtml ldjson jsonfeed sitemap arc wet sevenzip").split()
        return files, kinds

    def make_folder(self):
        files, kinds = self.files()
        for name, content in files.items():
            self.write(os.path.join("in", name), content)
        box = mailbox.mbox(self.path("in/h/box.mbox"))
        for kind in ("mboxa", "mboxb"):
            box.add(message(kind))
        box.close()
        member = self.write("7z/in.jsonl", json.dumps(record("sevenzip")) + "\n")
        subprocess.run(["bsdtar", "-cf", self.path("in/k/one.7z"), "--format", "7zip",
                        "-C", os.path.dirname(member), "in.jsonl"], check=True)
        return kinds

    def test_every_kind_is_read_once(self):
        kinds = self.make_folder()
        done = self.build("in")
        self.assertIn(f"indexed {len(kinds)} articles from 36 files", done.stderr)
        self.assertEqual(done.stderr.splitlines()[1],
                         "left out: 2 pictures, 1 program file, 2 readme or licence files, "
                         "1 stop-word list, 1 unselected folder")
        for kind in kinds:
            with self.subTest(kind):
                # Text of a web archive says when it was fetched alone; a sitemap has no text.
                self.assert_one_article(kind, has_date=kind != "wet", has_text=kind != "sitemap")

    def test_tables_in_json_are_rows(self):
        """As pandas writes a frame of two articles."""
        rows = [record("first"), record("second")]
        names = list(rows[0])
        layouts = {
            "columns": {name: {str(i): row[name] for i, row in enumerate(rows)} for name in names},
            "split": {"columns": names, "index": [0, 1], "data": [list(row.values()) for row in rows]},
            "table": {"schema": {"fields": [{"name": name, "type": "string"} for name in names]},
                      "data": rows},
            "rows": [names] + [list(row.values()) for row in rows],
            "list": {name: [row[name] for row in rows] for name in names},
        }
        for name, layout in layouts.items():
            with self.subTest(name):
                done = self.build("--index", name, self.write(f"{name}.json", json.dumps(layout)))
                self.assertIn("indexed 2 articles from 1 file", done.stderr)

    def test_names_of_the_map_that_nothing_has_are_said(self):
        path = self.write("a.jsonl", json.dumps(record("one")) + "\n")
        warning = "newsidx: warning: --map names fields that the input does not have: nosuch|none\n"
        done = self.build("--map", "title=nosuch|none,body=body", path)
        self.assertIn(warning, done.stderr)
        self.assertEqual(done.stderr.count("--map"), 1)
        self.assertNotIn("--map", self.build("--map", "title=nosuch|title,body=body", path).stderr)

    def test_what_is_cut_off_is_read_and_said(self):
        html, saved, mail = page("html"), mhtml("mhtml"), message("eml").as_string()
        feed = rss("rss")
        cut = {
            "page.html": html[:html.index("</article>") + 5],
            "page.mhtml": saved[:saved.index("--b0--")],
            "one.eml": mail[:mail.index("</article>") + 10],
            "trec.sgml": trec("trec").replace("</DOC>", ""),
            "feed.xml": feed[:feed.index("</item>")],
        }
        for name, content in cut.items():
            with self.subTest(name):
                done = self.run_newsidx("build", "--index", name + ".i", self.write(name, content))
                self.assertIn("indexed 1 article from 1 file", done.stderr)
                self.assertIn("is cut off", done.stderr)
                self.assertIn("cut off: 1 record (what is there is indexed)", done.stderr)
                self.assertNotIn("repaired", done.stderr)
                self.assertEqual(done.returncode, 2)

    def test_markdown_on_standard_input(self):
        text_in = f"---\ntitle: {title('markdown')}\ndate: {DAY}\n---\n\n{text('markdown')}\n"
        self.build("-", stdin=text_in)
        hits = [hit for hit in self.json_lines(self.run_newsidx("query", "--json", "ferry").stdout)
                if hit["type"] == "hit"]
        self.assertEqual([hit["title"] for hit in hits], [title("markdown")])

    def test_dry_run_tells_the_kinds_and_makes_no_index(self):
        self.make_folder()
        done = self.build("--dry-run", "in")
        self.assertRegex(done.stdout, r"(?m)^  4 web pages$")
        self.assertRegex(done.stdout, r"(?m)^  4 web archives$")
        self.assertRegex(done.stdout, r"(?m)^  2 readme or licence files$")
        self.assertFalse(os.path.exists(self.path(".newsidx")))
        verbose = self.build("--dry-run", "-v", "in")
        self.assertIn("in/b/no-suffix: web page\n", verbose.stdout)
        self.assertIn("in/photo.jpg: picture, left out\n", verbose.stdout)

    def test_a_named_file_that_is_no_news_is_an_error(self):
        for name, content in (("main.py", "print(1)\n"), ("LICENSE", "Free.\n"), ("a.png", b"\x89PNG\0")):
            with self.subTest(name):
                self.assert_error(self.run_newsidx("build", self.write(name, content)),
                                  "nothing to index", warnings=True)


if __name__ == "__main__":
    unittest.main()
