#include "source/xml/xml_record.h"

#include <doctest/doctest.h>

#include "../record_fixture.h"
#include "source/xml/xml_splitter.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

Records read(std::string_view xml, std::size_t step_bytes = 1 << 20,
             std::uint64_t max_record_bytes = 1 << 20) {
  return read_records<XmlSplitter>(xml, parse_xml_record, step_bytes, max_record_bytes);
}

struct Row {
  const char* name;
  const char* xml;
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
    {"RSS 2.0 with modules",
     R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour &amp; Hill</title><link>http://h.example/</link><language>en-gb</language>
<image><title>Logo</title><url>http://h.example/l.png</url></image>
<!-- <item><title>none</title></item> -->
<item><title><![CDATA[Ferry <b>late</b>]]></title><link> http://h.example/1 </link>
<guid isPermaLink="false">tag:1</guid><dc:creator>Ann Berg</dc:creator>
<dc:date>2016-08-27T10:00:00+02:00</dc:date><category>Sea</category><category>Sea</category>
<category domain="x">Ports</category><media:keywords>boat, fog</media:keywords>
<description>Fog held the ferry.</description>
<content:encoded><![CDATA[<p>The ferry came at <em>ten</em>.</p><p>Nobody <br/>was hurt.</p>]]></content:encoded>
</item></channel></rss>)",
     "tag:1", "Ferry late", "Fog held the ferry.\n\nThe ferry came at ten.\n\nNobody\nwas hurt.",
     "2016-08-27T08:00:00Z", "http://h.example/1", "Harbour & Hill", "en-gb",
     "author=Ann Berg|tags=Sea|tags=Ports|tags=boat|tags=fog"},
    {"RSS 1.0: items beside the channel, guid in rdf:about is none",
     R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Bergblatt</title>
<dc:language>de</dc:language><items><rdf:Seq><rdf:li rdf:resource="a"/></rdf:Seq></items></channel>
<item rdf:about="http://b.example/a"><title>Schnee im Mai</title><link>http://b.example/a</link>
<description>Es &#x73;chneit &amp;uuml;ber Nacht.</description><dc:subject>Wetter</dc:subject>
<dc:date>2005-05-03</dc:date></item></rdf:RDF>)",
     "", "Schnee im Mai", "Es schneit über Nacht.", "2005-05-03", "http://b.example/a", "Bergblatt",
     "de", "tags=Wetter"},
    {"RSS 0.91 with a document type and entities of HTML",
     R"(<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/x.dtd">
<rss version="0.91"><channel><title>Caf&eacute;</title><item><title>Prix &agrave; la baisse</title>
<link>http://c.example/?a=1&b=2</link><description>Moins de 3&nbsp;&euro; & plus.</description>
</item></channel></rss>)",
     "", "Prix à la baisse", "Moins de 3\u00a0€ & plus.", "", "http://c.example/?a=1&b=2", "Café",
     "", ""},
    {"guid that is a link, author in parentheses, a source of its own",
     R"(<rss><channel><title>All</title><item><title>T</title><guid>http://g.example/9</guid>
<author>ed@g.example (Eve Day)</author><source url="http://g.example/f">Gazette</source>
<pubDate>2016-08-27</pubDate></item></channel></rss>)",
     "http://g.example/9", "T", "", "2016-08-27", "http://g.example/9", "Gazette", "",
     "author=Eve Day"},
    {"a date of RFC 822",
     "<rss><channel><item><title>T</title><pubDate>Sat, 27 Aug 2016 10:00:00 EDT</pubDate></item>"
     "</channel></rss>",
     "", "T", "", "2016-08-27T14:00:00Z", "", "", "", ""},
    {"Atom: XHTML, two links, both dates",
     R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="http://d.example/f/">
<title type="text">Le Canal</title><subtitle>s</subtitle><author><name>No</name></author>
<entry><title type="html">L&amp;#8217;eau &amp;lt; 3</title><id>urn:x:1</id>
<link rel="self" href="/self"/><link rel="alternate" type="text/html" href="/a/1"/>
<published>2020-01-02T03:04:05Z</published><updated>2020-01-03T00:00:00Z</updated>
<author><name>Luc</name><email>l@d.example</email></author><author><name>Zoé</name></author>
<category term="t1" label="Eau"/><category term="t2"/>
<summary>Court</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2>Un</h2><p>Deux <b>trois</b>
 &lt;quatre&gt;.</p><img src="x"/><script>x()</script></div></content></entry></feed>)",
     "urn:x:1", "L’eau < 3", "Court\n\nUn\n\nDeux trois <quatre>.", "2020-01-02T03:04:05Z",
     "http://d.example/a/1", "Le Canal", "fr",
     "author=Luc|author=Zoé|tags=Eau|tags=t2|modified=2020-01-03T00:00:00Z"},
    {"Atom by a prefix, with no date but updated",
     R"(<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry xml:lang="es"><a:title>Uno</a:title>
<a:updated>2020-01-03</a:updated><a:summary>Dos</a:summary><a:source><a:title>Diario</a:title>
<a:id>z</a:id></a:source></a:entry></a:feed>)",
     "", "Uno", "Dos", "2020-01-03", "", "Diario", "es", "published_from=updated"},
    {"a sitemap's news",
     R"(<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://s.example/1</loc>
<lastmod>2021-02-04</lastmod><news:news><news:publication><news:name>The Strait</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2021-02-03T01:02Z</news:publication_date><news:title>Tide &amp; time</news:title>
<news:keywords>sea, moon</news:keywords></news:news></url></urlset>)",
     "", "Tide & time", "", "2021-02-03T01:02Z", "http://s.example/1", "The Strait", "en",
     "tags=sea|tags=moon|modified=2021-02-04"},
    {"NewsML-G2 with NITF in it",
     R"(<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2016-08-27</sent></header>
<itemSet><newsItem guid="urn:n:1" version="2" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/>
<provider qcode="nprov:XYZ"><name>XYZ Wire</name></provider>
<versionCreated>2016-08-27T12:00:00Z</versionCreated></itemMeta><contentMeta>
<contentCreated>2016-08-27T11:00:00Z</contentCreated><creator><name>Jo Lind</name></creator>
<language tag="en-US"/><subject qcode="m:1"><name>grain</name></subject><slugline>GRAIN-EXPORT</slugline>
<headline>Grain moves</headline><by>By Jo Lind</by></contentMeta><contentSet>
<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
<body.head><hedline><hl1>Other</hl1></hedline></body.head><body.content><p>One <org>ship</org>.</p>
<media><media-caption>c</media-caption></media><p>Two.</p></body.content></body></nitf></inlineXML>
</contentSet></newsItem></itemSet></newsMessage>)",
     "urn:n:1", "Grain moves", "One ship.\n\nTwo.", "2016-08-27T11:00:00Z", "", "XYZ Wire", "en-US",
     "author=Jo Lind|tags=grain|slugline=GRAIN-EXPORT|author=By Jo Lind|"
     "modified=2016-08-27T12:00:00Z"},
    {"NewsML-G2 with XHTML, an item as the root",
     R"(<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g"><itemMeta>
<title>Fallback</title><firstCreated>2016-08-26</firstCreated></itemMeta><contentMeta/>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>H</title></head>
<body><p>A</p><ul><li>b</li><li>c</li></ul></body></html></inlineXML></contentSet></newsItem>)",
     "g", "Fallback", "A\n\nb\nc", "2016-08-26", "", "", "", "published_from=firstCreated"},
    {"NewsML 1.2",
     R"(<NewsML><NewsEnvelope><DateAndTime>x</DateAndTime></NewsEnvelope><NewsItem xml:lang="fr">
<Identification><NewsIdentifier><ProviderId>p.example</ProviderId><DateId>2004-03-02</DateId>
<NewsItemId>n7</NewsItemId><PublicIdentifier>urn:p:n7</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>2004-03-02T10:00:00Z</FirstCreated></NewsManagement><NewsComponent>
<NewsLines><HeadLine>Le blé</HeadLine><ByLine>Ida</ByLine><SlugLine>BLE</SlugLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AGX"/></Provider></AdministrativeMetadata>
<ContentItem><DataContent><p>Un.</p><p>Deux.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>)",
     "urn:p:n7", "Le blé", "Un.\n\nDeux.", "2004-03-02T10:00:00Z", "", "AGX", "fr",
     "author=Ida|slugline=BLE"},
    {"NITF",
     R"(<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "http://www.nitf.org/nitf-3-3.dtd">
<nitf><head><title>Head title</title><docdata><doc-id id-string="77"/><date.issue norm="2001-05-06"/>
<key-list><keyword key="rail"/></key-list><identified-content><classifier type="t">Transport</classifier>
<person class="p">Poe, Al</person></identified-content></docdata>
<pubdata name="The Rail" date.publication="2001-05-07" ex-ref="http://r.example/77"/></head><body>
<body.head><hedline><hl1>Trains return</hl1><hl2>After a year</hl2></hedline>
<byline>By <person>Al Poe</person></byline><dateline><location>Ulm</location></dateline></body.head>
<body.content><block class="lead_paragraph"><p>First.</p></block><block class="full_text"><p>First.</p>
<p>Second.</p></block></body.content></body></nitf>)",
     "77", "Trains return", "After a year\n\nFirst.\n\nSecond.", "2001-05-06",
     "http://r.example/77", "The Rail", "",
     "author=Al Poe|dateline=Ulm|tags=rail|tags=Transport|tags=Poe, Al"},
    {"RCV1's layout",
     R"(<?xml version="1.0" encoding="iso-8859-1" ?><newsitem itemid="2330" date="1996-08-20" xml:lang="en">
<title>X: Long title.</title><headline>Short</headline><byline>A. B.</byline><text><p>P1.</p><p>P2.</p></text>
<metadata><codes class="t"><code code="C11"/></codes></metadata></newsitem>)",
     "2330", "Short", "P1.\n\nP2.", "1996-08-20", "", "", "en", "author=A. B."},
    {"Solr",
     R"(<add><doc><field name="id">s1</field><field name="title">T</field><field name="content">Body
text</field><field name="date">2010-01-01</field><field name="tags">a</field><field name="tags">b</field>
</doc></add>)",
     "s1", "T", "Body\ntext", "2010-01-01", "", "", "", "tags=a|tags=b"},
};

}  // namespace

TEST_CASE("each format gives its fields, in whatever steps it is read") {
  for (const Row& row : kRows) {
    for (const std::size_t step_bytes : {1u << 20, 1u, 7u}) {
      CAPTURE(row.name);
      CAPTURE(step_bytes);
      const Records records = read(row.xml, step_bytes);
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
