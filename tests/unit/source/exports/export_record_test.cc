#include "source/exports/export_record.h"

#include <doctest/doctest.h>

#include "../record_fixture.h"
#include "source/exports/export_date.h"
#include "source/exports/export_splitter.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

Records read(std::string_view text, std::size_t step_bytes = 1 << 20,
             std::uint64_t max_record_bytes = 1 << 20) {
  return read_records<ExportSplitter>(text, parse_export_record, step_bytes, max_record_bytes);
}

struct Row {
  const char* name;
  ExportKind kind;
  const char* text;
  const char* id;
  const char* title;
  const char* body;
  const char* date;
  const char* url;
  const char* source;
  const char* lang;
  const char* keywords;
};

const Row kRows[] = {
    {"Nexis", ExportKind::nexis, R"(

                               1 of 100 DOCUMENTS


                             The Harbour (London)

                     August 27, 2016 Saturday 10:15 PM GMT

Ferry held by fog for
nine hours

BYLINE: Ann Berg in Hull

SECTION: NEWS; Pg. 3

LENGTH: 512 words

DATELINE: HULL

The ferry was held by fog
for nine hours.

Note: nobody was hurt.

It came at ten.

LOAD-DATE: August 28, 2016

LANGUAGE: ENGLISH

SUBJECT: FERRIES (91%); FOG (80%)

GRAPHIC: A ferry

PUBLICATION-TYPE: Newspaper


                 Copyright 2016 Harbour Newspapers Limited
                              All Rights Reserved
)",
     "", "Ferry held by fog for nine hours",
     "The ferry was held by fog for nine hours.\n\nNote: nobody was hurt.\n\nIt came at ten.",
     "2016-08-27T22:15Z", "", "The Harbour (London)", "en",
     "author=Ann Berg in Hull|section=NEWS; Pg. 3|dateline=HULL|tags=FERRIES|tags=FOG"},
    {"Nexis, German", ExportKind::nexis, R"(
                              Dokument 2 von 3

                              Hafenblatt

                        Samstag 27. August 2016

Kran wieder blau

AUTOR: Von Bo Lind

RUBRIK: Lokales; S. 4

LÄNGE: 120 Wörter

Der Kran ist blau.

UPDATE: 29. August 2016

SPRACHE: GERMAN; DEUTSCH

PUBLICATION-TYPE: Zeitung

              Copyright 2016 Hafen GmbH
                 Alle Rechte vorbehalten
)",
     "", "Kran wieder blau", "Der Kran ist blau.", "2016-08-27", "", "Hafenblatt", "de",
     "author=Bo Lind|section=Lokales; S. 4"},
    {"Nexis, with names of headline and body", ExportKind::nexis, R"(
  FOCUS - 1 of 2 DOCUMENTS

  Copyright 1999 River Wire
  River Wire

  March 3, 1999

  LENGTH: 20 words

  HEADLINE: Bridge opens

  BODY:
  Cars crossed.

  LOAD-DATE: March 4, 1999
)",
     "", "Bridge opens", "Cars crossed.", "1999-03-03", "", "River Wire", "", ""},
    {"Nexis Uni with a front page", ExportKind::nexis_uni,
     R"(Date and Time: Monday, 2 March 2020 10:11:00 GMT
Job Number: 1

Documents (1)

1. Ferry late
Client/Matter: -None-
Search Terms: ferry

Page 1 of 2
Ferry late: nobody
hurt

The Harbour (London)

August 27, 2016 Saturday

Copyright 2016 Harbour Newspapers Limited All Rights Reserved

Section: NEWS; Pg. 3
Length: 12 words
Byline: By Ann Berg
Highlight: A lead of its own.
Body

The ferry came.

Subject: said in the text.

Then it left, and this line is so long that nobody has wrapped it, since exports of this kind never do that.

Graphic

A ferry

Classification

Language: ENGLISH

Publication-Type: Newspaper

Subject: FERRIES (91%)

Load-Date: August 28, 2016

End of Document
)",
     "", "Ferry late: nobody hurt",
     "A lead of its own.\n\nThe ferry came.\n\nSubject: said in the text.\n\nThen it left, and "
     "this "
     "line is so long that nobody has wrapped it, since exports of this kind never do that.",
     "2016-08-27", "", "The Harbour (London)", "en",
     "section=NEWS; Pg. 3|author=Ann Berg|tags=FERRIES"},
    {"Nexis Uni, French", ExportKind::nexis_uni, R"(Le bac est en retard

Le Quai

27 août 2016 samedi

Copyright 2016 Le Quai Tous droits réservés

Rubrique: Ville; p. 2

Longueur: 12 mots

Auteur: Luc Pré

Corps

Le bac est venu.

Classification

Langue: FRENCH; FRANÇAIS

Date de chargement: 28 août 2016

Fin du document)",
     "", "Le bac est en retard", "Le bac est venu.", "2016-08-27", "", "Le Quai", "fr",
     "section=Ville; p. 2|author=Luc Pré"},
    {"Factiva with codes", ExportKind::factiva, R"(SE  News
HD
Ferry late,
nobody hurt
BY  By Ann Berg
WC  12 words
PD  27 August 2016
ET  22:15
SN  The Harbour
SC  HARB
LA  English
CY  © Copyright 2016 Harbour.
LP
The ferry came.

It left.
TD
A third paragraph.

IN THE PORT
CO  frrylt : Ferry Ltd
NS  gtrans : Transport | gwat : Water
RE  uk : United Kingdom
PUB Harbour Ltd
AN
Document HARB000020160827ec8r0001u
)",
     "HARB000020160827ec8r0001u", "Ferry late, nobody hurt",
     "The ferry came.\n\nIt left.\n\nA third paragraph.\n\nIN THE PORT", "2016-08-27T22:15", "",
     "The Harbour", "en",
     "section=News|author=Ann Berg|tags=Ferry Ltd|tags=Transport|tags=Water|"
     "tags=United Kingdom"},
    {"Factiva as shown", ExportKind::factiva, R"(Ferry late, nobody hurt
By Ann Berg
12 words
27 August 2016
10:15
The Harbour
HARB
English
© Copyright 2016 Harbour. All rights reserved.

The ferry came.

It left.

Document HARB000020160827ec8r0001u
)",
     "HARB000020160827ec8r0001u", "Ferry late, nobody hurt", "The ferry came.\n\nIt left.",
     "2016-08-27T10:15", "", "The Harbour", "en", "author=Ann Berg"},
    {"Factiva as shown, German, the headline apart", ExportKind::factiva, R"(Kran wieder blau

Von Bo Lind
1.120 Wörter
27. August 2016
Hafenblatt
HAFB
Deutsch
Copyright 2016 Hafen GmbH

Der Kran ist blau.

Dokument HAFB000020160827ec8r0000x
)",
     "HAFB000020160827ec8r0000x", "Kran wieder blau", "Der Kran ist blau.", "2016-08-27", "",
     "Hafenblatt", "de", "author=Bo Lind"},
    {"ProQuest", ExportKind::proquest,
     R"(____________________________________________________________

Report Information from ProQuest
02 March 2020 10:11
____________________________________________________________

Table of contents

1. Ferry late

____________________________________________________________

Document 1 of 1

Ferry late: nobody hurt

Author: Berg, Ann

Publication info: The Harbour ; London [London]27 Aug 2016: 3.

ProQuest document link

Abstract: It came.

Full text: The ferry came.

Location: Hull, it said.

It left.

Subject: Ferries; Fog

Location: Hull

Title: Ferry late: nobody hurt

Publication title: The Harbour; London

Pages: 3

Publication year: 2016

Publication date: Aug 27, 2016

Section: News

Language of publication: English

Document type: News

ProQuest document ID: 1800

Document URL: http://p.example/docview/1800

Copyright: (Copyright Harbour 2016)

Last updated: 2016-08-28

Database: Any

____________________________________________________________

Contact us at: http://p.example
)",
     "1800", "Ferry late: nobody hurt", "The ferry came.\n\nLocation: Hull, it said.\n\nIt left.",
     "2016-08-27", "http://p.example/docview/1800", "The Harbour; London", "en",
     "author=Berg, Ann|tags=Ferries|tags=Fog|tags=Hull|section=News"},
    {"ProQuest, German", ExportKind::proquest,
     R"(____________________________________________________________

Kran wieder blau

Autor: Lind, Bo

Volltext: Der Kran ist blau.

Titel der Publikation: Hafenblatt

Erscheinungsdatum: 27. August 2016

Publikationssprache: German

ProQuest-Dokument-ID: 77

____________________________________________________________
)",
     "77", "Kran wieder blau", "Der Kran ist blau.", "2016-08-27", "", "Hafenblatt", "de",
     "author=Lind, Bo"},
};

}  // namespace

TEST_CASE("each export gives its fields, in whatever steps it is read") {
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(export_kind_of(row.text) == row.kind);
    for (const std::size_t step_bytes : {1u << 20, 1u, 7u}) {
      const Records records = read(row.text, step_bytes);
      CHECK(problem_lines(records) == std::vector<std::string>());
      REQUIRE(records.articles.size() == 1);
      const Article& article = records.articles[0];
      CHECK(article.id == row.id);
      CHECK(article.title == row.title);
      CHECK(article.body == row.body);
      CHECK(date_of(article) == row.date);
      CHECK(article.url == row.url);
      CHECK(article.source == row.source);
      CHECK(article.lang == row.lang);
      CHECK(keywords_of(article) == row.keywords);
    }
  }
}

TEST_CASE("several articles have numbers, lines and offsets of their own") {
  for (const Row& row : kRows) {
    if (row.kind == ExportKind::proquest) continue;
    CAPTURE(row.name);
    const std::string one = row.text;
    const std::string all = one + "\n" + one + "\n" + one;
    const Records records = read(all);
    REQUIRE(records.articles.size() == 3);
    CHECK(records.articles[2].title == row.title);
    CHECK(records.articles[1].body == row.body);
    CHECK(records.raw.back().number == records.raw.size());
    CHECK(all.compare(records.raw.back().byte, 20, records.raw.back().bytes, 0, 20) == 0);
    const auto before = all.begin() + static_cast<std::ptrdiff_t>(records.raw.back().byte);
    CHECK(records.raw.back().line ==
          static_cast<std::uint64_t>(std::count(all.begin(), before, '\n') + 1));
  }
}

TEST_CASE("text is kept where no field tells where it begins") {
  const std::string paragraph(300, 'x');
  const Records nexis =
      read("1 of 2 DOCUMENTS\n\nPaper\n\nMay 3, 2010\n\nHead\n\n" + paragraph + "\n\nEnd.\n");
  REQUIRE(nexis.articles.size() == 1);
  CHECK(nexis.articles[0].title == "Head");
  CHECK(nexis.articles[0].body == paragraph + "\n\nEnd.");
  const Records factiva = read("Head\n\nText.\n\nMore.\n\nDocument HARB000020160827ec8r0001u\n");
  REQUIRE(factiva.articles.size() == 1);
  CHECK(factiva.articles[0].title == "Head");
  CHECK(factiva.articles[0].body == "Text.\n\nMore.");
  CHECK(factiva.articles[0].id == "HARB000020160827ec8r0001u");
  const Records uni = read(
      "A\n\nP\n\nMay 3, 2010\n\nLength: 2 words\n\nBody\n\nOne.\n\nEnd of Document\n"
      "Head\n\nText alone.\n\nMore.\n\nEnd of Document\n");
  REQUIRE(uni.articles.size() == 2);
  CHECK(uni.articles[0].body == "One.");
  CHECK(uni.articles[1].title == "Head");
  CHECK(uni.articles[1].body == "Text alone.\n\nMore.");
}

TEST_CASE("an article that is too long is said and passed over") {
  const std::string text =
      "1 of 2 DOCUMENTS\n\nS\n\nMay 3, 2010\n\nA\n\nLENGTH: 9 words\n\n" +
      std::string(300'000, 'x') +
      "\n\n2 of 2 DOCUMENTS\n\nS\n\nMay 3, 2010\n\nB\n\nLENGTH: 9 words\n\nb\n";
  const Records records = read(text, 1 << 20, 200'000);
  REQUIRE(records.articles.size() == 1);
  CHECK(records.articles[0].title == "B");
  CHECK(problem_lines(records) ==
        std::vector<std::string>{"1: an article longer than 200000 bytes"});
}

TEST_CASE("Windows-1252 and UTF-16 are read") {
  const std::string text =
      "1 of 1 DOCUMENT\n\nCaf\xe9\n\nMay 3, 2010\n\nA \x96 b\n\nLENGTH: 9 words\n\nb\n";
  const Records records = read(text);
  REQUIRE(records.articles.size() == 1);
  CHECK(records.articles[0].source == "Café");
  CHECK(records.articles[0].title == "A – b");
  std::string wide = "\xff\xfe";
  for (const char c :
       std::string("1 of 1 DOCUMENT\n\nS\n\nMay 3, 2010\n\nT\n\nLENGTH: 9 words\n\nb\n")) {
    wide += c;
    wide += '\0';
  }
  REQUIRE(read(wide).articles.size() == 1);
  CHECK(read(wide).articles[0].title == "T");
}

TEST_CASE("dates in lines") {
  struct DateRow {
    const char* line;
    const char* date;
  };
  const DateRow rows[] = {{"August 27, 2016 Saturday 10:15 AM EST", "2016-08-27T15:15Z"},
                          {"Saturday, 27 August 2016 12:05 AM", "2016-08-27T00:05"},
                          {"The Times, 1. Dezember 2016, S. 3", "2016-12-01"},
                          {"2 févr. 2016", "2016-02-02"},
                          {"Aug 27, 2016", "2016-08-27"},
                          {"2016-08-27 13:14:15", "2016-08-27T13:14"},
                          {"2 of 100 DOCUMENTS", ""},
                          {"August 37, 2016", ""},
                          {"Section 12 August 200", ""},
                          {"May 2016", ""}};
  for (const DateRow& row : rows) {
    CAPTURE(row.line);
    const auto date = date_in_line(row.line);
    CHECK((date ? date->to_string() : "") == row.date);
  }
}

TEST_CASE("other text is no export") {
  for (const char* text :
       {"", "Title\n\nText of an article.\n\nMore of it.", "The list\n____\n",
        "Document the case\n3 of 5 documents were read\n", "SN Curve\nHD video\n",
        "# Body\n\nLength: 3 m\n", "A text\n\nof its own\n\nEnd of Document\n",
        "500 words\n\n\n\n\n\n\n\n\n\n\n\n\n\nCopyright 2016\n"}) {
    CAPTURE(text);
    CHECK(!looks_like_export(text));
  }
}
