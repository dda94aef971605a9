"""A file of each kind that is read, with one article: made by the standard library where it has a
writer (email, zipfile, tarfile, csv, json, gzip), else as the formats are documented."""

import csv
import email.message
import io
import json
import tarfile
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


def xhtml(kind):
    head = ('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict'
            '//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n')
    root = '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" '
    return head + page(kind).removeprefix("<!DOCTYPE html>").replace("<html ", root)


def json_feed(kind):
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Port", "items": [
        {"id": kind, "title": title(kind), "content_html": f"<p>{text(kind)}</p>",
         "date_published": CLOCK}]})


def news_sitemap(kind):
    """It has no text: an article is its title."""
    return f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://port.example/{kind}</loc>
<news:news><news:publication><news:name>The Port</news:name><news:language>en</news:language>
</news:publication><news:publication_date>{CLOCK}</news:publication_date>
<news:title>{title(kind)}</news:title></news:news></url></urlset>"""


def arc(kind):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(kind).encode()
    head = "1 0 T\nURL IP-address Archive-date Content-type Archive-length\n"
    return (f"filedesc://c.arc 0.0.0.0 20160828000000 text/plain {len(head)}\n{head}\n"
            f"https://port.example/{kind} 1.2.3.4 20160828000000 text/html {len(block)}\n"
            ).encode() + block + b"\n"


def wet(kind):
    """Text of a web archive; what it was taken from, and its dates, are not in it."""
    content = f"{title(kind)}\n{text(kind)}\n".encode()
    head = (f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://port.example/{kind}\r\n"
            f"WARC-Date: 2016-08-28T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{kind}>\r\n"
            f"Content-Type: text/plain\r\nContent-Length: {len(content)}\r\n\r\n")
    return head.encode() + content + b"\r\n\r\n"


class NewsCase(Case):
    def assert_one_article(self, kind, has_date=True, has_text=True):
        """The index has one article of this kind, with its title, and its date and text."""
        hits = [hit for hit in self.json_lines(
            self.run_newsidx("query", "--json", f"title:{kind}").stdout) if hit["type"] == "hit"]
        self.assertEqual([hit["title"] for hit in hits], [title(kind)])
        if has_date:
            self.assertEqual(hits[0]["published"][:10], DAY)
        if has_text:
            body = self.run_newsidx("query", "--count", f'body:"brought the {kind} to the harbour"')
            self.assertEqual(body.stdout, "1\n")
