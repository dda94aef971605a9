"""Files of other programs' making, where these programs are there: each article comes out once, with
title and date. A writer that is missing is named and left out (pip install warcio python-docx odfpy
feedgen pandas, apt install pandoc libreoffice-writer)."""

import datetime
import importlib.util
import io
import os
import shutil
import subprocess
import unittest

from news_files import CLOCK, DAY, NewsCase, page, record, text, title


def needs_package(name):
    return unittest.skipUnless(importlib.util.find_spec(name), f"no Python package {name}")


def needs_program(name):
    return unittest.skipUnless(shutil.which(name), f"no program {name}")


class ForeignWriters(NewsCase):
    def check(self, *kinds):
        done = self.build("in")
        self.assertIn(f"indexed {len(kinds)} article", done.stderr)
        for kind in kinds:
            with self.subTest(kind):
                self.assert_one_article(kind)

    def output(self, name):
        path = self.path(os.path.join("in", name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    @needs_package("warcio")
    def test_warcio(self):
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter
        for kind, version, packed in (("warcten", "1.0", True), ("warceleven", "1.1", False)):
            with open(self.output(kind + (".warc.gz" if packed else ".warc")), "wb") as file:
                writer = WARCWriter(file, gzip=packed, warc_version=version)
                writer.write_record(writer.create_warcinfo_record("crawl", {"software": "test"}))
                head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
                writer.write_record(writer.create_warc_record(
                    f"https://port.example/{kind}", "response",
                    payload=io.BytesIO(page(kind).encode()), http_headers=head))
        self.check("warcten", "warceleven")

    @needs_package("docx")
    def test_python_docx(self):
        import docx
        document = docx.Document()
        document.core_properties.title = title("pydocx")
        document.core_properties.created = datetime.datetime.fromisoformat(CLOCK.removesuffix("Z"))
        document.add_paragraph(text("pydocx"))
        document.save(self.output("one.docx"))
        self.check("pydocx")

    @needs_package("odf")
    def test_odfpy(self):
        from odf import dc, meta
        from odf.opendocument import OpenDocumentText
        from odf.text import P
        document = OpenDocumentText()
        document.meta.addElement(dc.Title(text=title("odfpy")))
        document.meta.addElement(meta.CreationDate(text=CLOCK.removesuffix("Z")))
        document.text.addElement(P(text=text("odfpy")))
        document.save(self.output("one.odt"))
        self.check("odfpy")

    @needs_package("feedgen")
    def test_feedgen(self):
        from feedgen.feed import FeedGenerator
        for kind in ("genrss", "genatom"):
            feed = FeedGenerator()
            feed.id("https://port.example")
            feed.title("The Port")
            feed.link(href="https://port.example")
            feed.description("News of the port")
            entry = feed.add_entry()
            entry.id(f"https://port.example/{kind}")
            entry.title(title(kind))
            entry.link(href=f"https://port.example/{kind}")
            entry.content(f"<p>{text(kind)}</p>", type="html")
            entry.published(CLOCK)
            write = feed.rss_file if kind == "genrss" else feed.atom_file
            write(self.output(kind + ".xml"))
        self.check("genrss", "genatom")

    @needs_package("pandas")
    def test_pandas(self):
        import pandas
        frame = lambda kind: pandas.DataFrame([record(kind)])
        frame("pdcsv").to_csv(self.output("a.csv"))
        frame("pdrecords").to_json(self.output("b.json"), orient="records")
        frame("pdcolumns").to_json(self.output("c.json"))
        frame("pdsplit").to_json(self.output("d.json"), orient="split")
        frame("pdlines").to_json(self.output("e.jsonl"), orient="records", lines=True)
        self.check("pdcsv", "pdrecords", "pdcolumns", "pdsplit", "pdlines")

    @needs_program("pandoc")
    def test_pandoc(self):
        kinds = {"pandocx": ("docx", "docx"), "panodt": ("odt", "odt"), "panhtml": ("html5", "html"),
                 "panmd": ("markdown", "md")}
        for kind, (writer, suffix) in kinds.items():
            source = f"---\ntitle: {title(kind)}\ndate: {DAY}\nauthor: Ann Berg\n---\n\n{text(kind)}\n"
            subprocess.run(["pandoc", "-s", "-f", "markdown", "-t", writer, "-o",
                            self.output(f"{kind}.{suffix}")], input=source.encode(), check=True)
        self.check(*kinds)

    @needs_program("soffice")
    def test_libreoffice(self):
        """A page as it stands, opened and saved: what is around the article is in it, too."""
        source = self.write("page.html", page("office"))
        for suffix in ("docx", "odt"):
            subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{self.folder}/office",
                            "--infilter=HTML (StarWriter)", "--convert-to", suffix, "--outdir",
                            self.path("made"), source],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            done = self.build("--index", suffix, self.path(f"made/page.{suffix}"))
            self.assertIn("indexed 1 article from 1 file", done.stderr)
            hits = [hit for hit in self.json_lines(self.run_newsidx(
                "query", "--index", suffix, "--json", 'body:"brought the office to the harbour"').stdout)
                    if hit["type"] == "hit"]
            self.assertEqual([hit["title"] for hit in hits], [title("office") + " | The Port"])


if __name__ == "__main__":
    unittest.main()
