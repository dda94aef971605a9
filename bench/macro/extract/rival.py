"""One rival over a folder of pages, in one thread: rival.py NAME FOLDER PREDICTIONS.jsonl

Runs in the environment of requirements.txt. All pages are read before the clock starts; times are
of the processor. Prints {"pages", "bytes", "seconds", "parse_seconds", "version"}: parsing alone is
that of lxml, which all rivals use.
"""

import importlib.metadata
import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path


def trafilatura_of() -> Callable[[bytes], dict]:
    import trafilatura

    def extract(page: bytes) -> dict:
        found = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
        if found is None:
            return {}
        fields = found.as_dict()
        return {"title": fields.get("title"), "published": fields.get("date"),
                "body": fields.get("text")}
    return extract


def readability_of() -> Callable[[bytes], dict]:
    import lxml.html
    from readability import Document

    def extract(page: bytes) -> dict:
        document = Document(page)
        summary = lxml.html.fromstring(document.summary())
        lines = (" ".join(text.split()) for text in summary.itertext())
        return {"title": document.short_title(), "body": "\n".join(line for line in lines if line)}
    return extract


def newspaper_of() -> Callable[[bytes], dict]:
    import newspaper

    def extract(page: bytes) -> dict:
        # Nothing is fetched: the page is all there is.
        article = newspaper.Article("https://example.org/", fetch_images=False)
        article.download(input_html=page)
        article.parse()
        date = article.publish_date
        return {"title": article.title, "published": date.isoformat() if date else "",
                "body": article.text}
    return extract


RIVALS = {"trafilatura": trafilatura_of, "readability-lxml": readability_of,
          "newspaper4k": newspaper_of}


def parse_seconds(pages: list[bytes]) -> float:
    import lxml.html
    begin = time.process_time()
    for page in pages:
        try:
            lxml.html.fromstring(page)
        except Exception:  # an empty page is one to them
            pass
    return time.process_time() - begin


def main() -> None:
    name, folder, predictions = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    logging.disable(logging.CRITICAL)
    extract = RIVALS[name]()
    files = sorted(folder.iterdir())
    pages = [file.read_bytes() for file in files]
    extract(pages[0])  # loads what is loaded once
    seconds = 0.0
    with predictions.open("w", encoding="utf-8") as out:
        for file, page in zip(files, pages, strict=True):
            begin = time.process_time()
            try:
                found = extract(page)
            except Exception:  # a rival that cannot read a page has no text of it
                found = {}
            seconds += time.process_time() - begin
            out.write(json.dumps({"page": file.name} | found) + "\n")
    print(json.dumps({"pages": len(pages), "bytes": sum(map(len, pages)), "seconds": seconds,
                      "parse_seconds": parse_seconds(pages),
                      "version": importlib.metadata.version(name)}))


if __name__ == "__main__":
    main()
