"""A folder with every kind of file that is read: each article comes out once, with title and date,
and the last line says what was left out. Files are made by the standard library where it has a
writer (email, mailbox, zipfile, tarfile, csv, json, gzip), else as their formats are documented."""

import csv
import email.message
import email.utils
import gzip
import io
import json
import mailbox
import os
import tarfile
import unittest
import zipfile

from support import Case

DAY = "2016-08-27"
CLOCK = DAY + "T02:17:00Z"
MAIL_DATE = "Sat, 27 Aug 2016 02:17:00 +0000"


def title(kind):
    return f"Ferry brings {kind} to the harbour"


def text(kind):
    return (f"The morning ferry brought the {kind} to the harbour on Saturday, the captain said. "
            "It had waited two days outside for the storm to pass, and the pilots to come back.")


def page(kind, link=""):
    canonical = f'<link rel="canonical" href="{link}">' if link else ""
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title(kind)} | The Port</title>{canonical}
<meta property="article:published_time" content="{CLOCK}"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>{title(kind)}</h1><p>{text(kind)}</p><p>{text(kind)} Nobody was hurt.</p></article>
<footer>Copyright The Port</footer></body></html>"""


def record(kind):
    return {"title": title(kind), "body": text(kind), "date": CLOCK, "id": kind}


def rss(kind):
    return f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Port</title>
<item><title>{title(kind)}</title><description>{text(kind)}</description>
<pubDate>{MAIL_DATE}</pubDate><guid isPermaLink="false">{kind}</guid></item></channel></rss>"""


def atom(kind):
    return f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Port</title>
<entry><id>{kind}</id><title>{title(kind)}</title><published>{CLOCK}</published>
<content type="html">&lt;p&gt;{text(kind)}&lt;/p&gt;</content></entry></feed>"""


def newsml(kind):
    return f"""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{kind}"
 version="1"><itemMeta><versionCreated>{CLOCK}</versionCreated></itemMeta>
<contentMeta><contentCreated>{CLOCK}</contentCreated><headline>{title(kind)}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{text(kind)}</p></body></html></inlineXML>
</contentSet></newsItem>"""


def nitf(kind):
    return f"""<?xml version="1.0"?><nitf><head><docdata><doc-id id-string="{kind}"/>
<date.issue norm="20160827T021700Z"/></docdata></head><body><body.head><hedline><hl1>{title(kind)}</hl1>
</hedline></body.head><body.content><p>{text(kind)}</p></body.content></body></nitf>"""


def trec(kind):
    return f"""<DOC>
<DOCNO> {kind} </DOCNO>
<DATE> August 27, 2016 </DATE>
<HEADLINE> {title(kind)} </HEADLINE>
<TEXT>
{text(kind)}
</TEXT>
</DOC>
"""


def reuters(kind):
    return f"""<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" NEWID="7001">
<DATE>27-AUG-2016 02:17:00.00</DATE>
<TOPICS><D>ship</D></TOPICS>
<TEXT>&#2;
<TITLE>{title(kind)}</TITLE>
<BODY>{text(kind)} &#3;</BODY></TEXT>
</REUTERS>
"""


def nexis(kind):
    return f"""                               1 of 1 DOCUMENTS


                                  The Port

                           August 27, 2016 Saturday

{title(kind)}

BYLINE: Ann Berg

SECTION: NEWS; Pg. 3

LENGTH: 31 words


{text(kind)}

LOAD-DATE: August 27, 2016

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                       Copyright 2016 The Port Ltd.
                              All Rights Reserved
"""


def factiva(kind):
    return f"""HD {title(kind)}
WC 31 words
PD 27 August 2016
SN The Port
LA English
LP {text(kind)}
TD It left again at noon.
AN Document PORT000020160827ec8r0001u
"""


def message(kind):
    mail = email.message.EmailMessage()
    mail["From"], mail["To"] = "Ann Berg <ann@port.example>", "desk@port.example"
    mail["Subject"], mail["Date"] = title(kind), MAIL_DATE
    mail["Message-ID"] = f"<{kind}@port.example>"
    mail.set_content(text(kind))
    mail.add_alternative(page(kind), subtype="html")
    return mail


def mhtml(kind):
    return (f"From: <Saved by Blink>\r\nSubject: {title(kind)}\r\nDate: {MAIL_DATE}\r\n"
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; "
            "boundary=\"b0\"\r\n\r\n--b0\r\nContent-Type: text/html\r\n"
            f"Content-Location: https://port.example/{kind}\r\n\r\n{page(kind)}\r\n--b0--\r\n")


def warc_record(kind, version="WARC/1.0"):
    body = page(kind).encode()
    block = (b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
             + str(len(body)).encode() + b"\r\n\r\n" + body)
    head = (f"{version}\r\nWARC-Type: response\r\nWARC-Target-URI: https://port.example/{kind}\r\n"
            f"WARC-Date: 2016-08-28T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{kind}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def docx(kind):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types/>')
        archive.writestr("docProps/core.xml", f"""<?xml version="1.0"?><cp:coreProperties
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
<dc:title>{title(kind)}</dc:title><dcterms:created>{CLOCK}</dcterms:created></cp:coreProperties>""")
        archive.writestr("word/document.xml", f"""<?xml version="1.0"?><w:document
xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>{text(kind)}</w:t></w:r></w:p></w:body></w:document>""")
    return packed.getvalue()


def odt(kind):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("meta.xml", f"""<?xml version="1.0"?><office:document-meta
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>{title(kind)}</dc:title>
<meta:creation-date>{DAY}T02:17:00</meta:creation-date></office:meta></office:document-meta>""")
        archive.writestr("content.xml", f"""<?xml version="1.0"?><office:document-content
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:p>{text(kind)}</text:p></office:text></office:body></office:document-content>""")
    return packed.getvalue()


def pdf(kind):
    """One page of Helvetica: what the smallest writers of PDF make."""
    words, lines = text(kind).split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 70:
            lines.append("")
        lines[-1] += word + " "
    shown = "".join(f"({line.strip()}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 11 Tf 60 700 Td {shown}ET"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
               "/Resources<</Font<</F1 5 0 R>>>>>>",
               f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
               f"<</Title({title(kind)})/CreationDate(D:20160827021700Z)>>"]
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (f"{out}xref\n0 7\n0000000000 65535 f \n{table}trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\n"
            f"startxref\n{len(out)}\n%%EOF\n")


def zipped(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(members):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def table(kind, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["id", "headline", "article_text", "publish_date"])
    writer.writerow([kind, title(kind), text(kind), CLOCK])
    return out.getvalue()


class Formats(Case):
    def files(self):
        """Name -> content, and the kinds whose articles are in them."""
        lines = lambda *kinds: "".join(json.dumps(record(kind)) + "\n" for kind in kinds)
        files = {
            "a/page.txt": f"{title('pagetxt')}\n\n{DAY}\n\n{text('pagetxt')}\n",
            "a/lines.jsonl": lines("jsonl"),
            "a/lines.jl.gz": gzip.compress(lines("jl").encode()),
            "a/array.json": json.dumps([record("array")], indent=2),
            "a/inside.json": json.dumps({"status": "ok", "articles": [record("inside")]}, indent=1),
            "b/story.html": page("html"),
            "b/story.html.gz": gzip.compress(page("htmlgz").encode()),
            "b/no-suffix": page("nosuffix"),
            "c/feed.rss": rss("rss"),
            "c/feed.atom": atom("atom"),
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
                 "mboxa mboxb").split()
        return files, kinds

    def make_folder(self):
        files, kinds = self.files()
        for name, content in files.items():
            self.write(os.path.join("in", name), content)
        box = mailbox.mbox(self.path("in/h/box.mbox"))
        for kind in ("mboxa", "mboxb"):
            box.add(message(kind))
        box.close()
        return kinds

    def test_every_kind_is_read_once(self):
        kinds = self.make_folder()
        done = self.build("in")
        self.assertIn(f"indexed {len(kinds)} articles from 29 files", done.stderr)
        self.assertEqual(done.stderr.splitlines()[1],
                         "left out: 2 pictures, 1 program file, 2 readme or licence files, "
                         "1 stop-word list, 1 unselected folder")
        for kind in kinds:
            with self.subTest(kind):
                hits = [hit for hit in self.json_lines(
                    self.run_newsidx("query", "--json", f"title:{kind}").stdout)
                        if hit["type"] == "hit"]
                self.assertEqual([hit["title"] for hit in hits], [title(kind)])
                self.assertEqual(hits[0]["published"][:10], DAY)
                body = self.run_newsidx("query", "--count", f'body:"brought the {kind} to the harbour"')
                self.assertEqual(body.stdout, "1\n")

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
        self.assertRegex(done.stdout, r"(?m)^  3 web pages$")
        self.assertRegex(done.stdout, r"(?m)^  2 web archives$")
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
