// The shapes of public data sets and services, with text of our own.
#include <doctest/doctest.h>

#include <string>

#include "source/json/json_record.h"
#include "source/stream/line_reader.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

struct Shape {
  std::string name;
  std::string json;
  std::string title;
  std::string body;
  std::string date;  // "" where there is none
  std::string source = "";
  std::string id = "";
  std::string url = "";
  std::string lang = "";
};

Result<JsonRecord> parse(const std::string& json, const char* map = nullptr) {
  const std::string padded = json + std::string(LineReader::kPaddingBytes, ' ');
  std::shared_ptr<const FieldMap> fields;
  if (map != nullptr) {
    auto parsed = FieldMap::parse(map);
    REQUIRE(parsed.has_value());
    fields = std::make_shared<const FieldMap>(*std::move(parsed));
  }
  JsonRecordParser parser(fields);
  return parser.parse(std::string_view(padded).substr(0, json.size()));
}

void check(const Shape& shape) {
  CAPTURE(shape.name);
  const auto record = parse(shape.json);
  if (!record) {
    FAIL_CHECK(record.error().to_string());
    return;
  }
  const Article& article = record->article;
  CHECK(article.title == shape.title);
  CHECK(article.body == shape.body);
  CHECK((article.published ? article.published->to_string() : "") == shape.date);
  CHECK(article.source == shape.source);
  CHECK(article.id == shape.id);
  CHECK(article.url == shape.url);
  CHECK(article.lang == shape.lang);
}

std::string keyword(const Article& article, std::string_view name) {
  std::string values;
  for (const auto& [key, value] : article.keywords) {
    if (key == name) values += (values.empty() ? "" : "|") + value;
  }
  return values;
}

}  // namespace

TEST_CASE("articles of services arrive with text, title and date") {
  const Shape kShapes[] = {
      {"Guardian",
       R"({"id":"world/1","type":"article","sectionId":"world","webPublicationDate":"2016-08-27T02:17:00Z",)"
       R"("webTitle":"Storm","webUrl":"https://e.org/1","fields":{"headline":"Storm hits","trailText":"<p>Lead</p>",)"
       R"("bodyText":"It hit.","wordcount":"2","firstPublicationDate":"2016-08-27T02:00:00Z"},"tags":[{"id":"a","webTitle":"Weather"}]})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "", "world/1", "https://e.org/1"},
      {"Guardian, html only",
       R"({"webTitle":"Storm","fields":{"body":"<p>It <b>hit</b>.</p><p>Twice &amp; more.</p>"}})",
       "Storm", "It hit.\n\nTwice & more.", ""},
      {"Washington Post collection",
       R"({"id":"b2e8","article_url":"https://e.org/1","title":"Storm","author":"Jane Roe","published_date":1472264220000,)"
       R"("contents":[{"content":"World","mime":"text/plain","type":"kicker"},{"content":"Storm","mime":"text/plain","type":"title"},)"
       R"({"content":1472264220000,"type":"date"},{"fullcaption":"A pier","imageURL":"x","type":"image"},)"
       R"({"content":"It <i>hit</i>.","mime":"text/html","subtype":"paragraph","type":"sanitized_html"},null,)"
       R"({"content":"It left.","mime":"text/html","subtype":"paragraph","type":"sanitized_html"}],"type":"article","source":"The Paper"})",
       "Storm", "It hit.\nIt left.", "2016-08-27T02:17:00Z", "The Paper", "b2e8",
       "https://e.org/1"},
      {"Arc",
       R"({"_id":"A1","headlines":{"basic":"Storm"},"display_date":"2016-08-27T02:17:00Z","canonical_url":"/a",)"
       R"("content_elements":[{"_id":"1","type":"text","content":"<p>It hit.</p>"},{"_id":"2","type":"image","content":"no"},)"
       R"({"_id":"3","type":"text","content":"It left."}]})",
       "Storm", "It hit.\n\nIt left.", "2016-08-27T02:17:00Z", "", "A1", "/a"},
      {"New York Times search",
       R"({"_id":"nyt://1","web_url":"https://e.org/1","snippet":"S","lead_paragraph":"It hit.","abstract":"A",)"
       R"("headline":{"main":"Storm","kicker":null,"print_headline":"Big storm"},"pub_date":"2016-08-27T02:17:00+0000",)"
       R"("multimedia":[{"url":"x.jpg","caption":"no"}],"byline":{"original":"By Jane Roe"},"source":"The Paper","word_count":2})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "The Paper", "nyt://1", "https://e.org/1"},
      {"NewsAPI",
       R"({"source":{"id":"e","name":"The Paper"},"title":"Storm","description":"Lead","publishedAt":"2016-08-27T02:17:00Z",)"
       R"("content":"It hit the… [+1234 chars]"})",
       "Storm", "It hit the…", "2016-08-27T02:17:00Z", "The Paper"},
      {"Event Registry",
       R"({"uri":"123","lang":"eng","isDuplicate":false,"date":"2016-08-27","time":"02:17:05","dateTime":"2016-08-27T02:17:05Z",)"
       R"("dateTimePub":"2016-08-27T02:10:00Z","url":"http://e.org/1","title":"Storm","body":"It hit.",)"
       R"("source":{"uri":"e.org","dataType":"news","title":"The Paper"},"sim":0.5})",
       "Storm", "It hit.", "2016-08-27T02:17:05Z", "The Paper", "123", "http://e.org/1", "eng"},
      {"Webhose",
       R"({"thread":{"uuid":"t","url":"http://e.org/t","site_full":"www.e.org","site":"e.org","title":"Thread","published":"2015-01-01T00:00:00Z"},)"
       R"("uuid":"p1","url":"http://e.org/1","author":"Jane Roe","published":"2016-08-27T02:17:00.000+03:00","title":"Storm","text":"It hit.",)"
       R"("language":"english","crawled":"2016-08-28T00:00:00.000+03:00","entities":{"persons":[{"name":"x","sentiment":"none"}]}})",
       "Storm", "It hit.", "2016-08-26T23:17:00Z", "www.e.org", "p1", "http://e.org/1", "english"},
      {"WordPress",
       R"({"id":17,"date":"2016-08-27T04:17:00","date_gmt":"2016-08-27T02:17:00","guid":{"rendered":"https://e.org/?p=17"},)"
       R"("modified":"2016-08-28T04:17:00","link":"https://e.org/storm","title":{"rendered":"Storm &#8211; now"},)"
       R"("content":{"rendered":"<p>It hit.</p>","protected":false},"excerpt":{"rendered":"<p>Lead</p>"},"categories":[1,2]})",
       "Storm – now", "It hit.", "2016-08-27T04:17:00", "", "17", "https://e.org/storm"},
      {"Ghost",
       R"({"id":"g1","uuid":"u","title":"Storm","html":"<p>It hit.</p>","plaintext":"It hit.","published_at":"2016-08-27T02:17:00.000+00:00","url":"https://e.org/1","custom_excerpt":"Lead"})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "", "g1", "https://e.org/1"},
      {"Drupal JSON:API",
       R"({"type":"node--article","id":"d1","attributes":{"title":"Storm","created":"2016-08-27T02:17:00+00:00","changed":"2016-08-28T00:00:00+00:00",)"
       R"("body":{"value":"<p>It hit.</p>","format":"full_html","processed":"<p>It hit.</p>","summary":""}}})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "", "d1"},
      {"GDELT article list",
       R"({"url":"https://e.org/1","url_mobile":"","title":"Storm","seendate":"20160827T021700Z","domain":"e.org","language":"English","sourcecountry":"X"})",
       "Storm", "", "2016-08-27T02:17:00Z", "e.org", "", "https://e.org/1", "English"},
      {"Elasticsearch hit",
       R"({"_index":"news","_type":"_doc","_id":"e1","_score":1.0,"_source":{"title":"Storm","text":"It hit.","published":"2016/08/27 02:17","url":"http://e.org/1","lang":"en"}})",
       "Storm", "It hit.", "2016-08-27T02:17", "", "e1", "http://e.org/1", "en"},
      {"feedparser",
       R"({"title":"Storm","title_detail":{"type":"text/plain","value":"Storm"},"links":[{"rel":"alternate","href":"http://e.org/1"}],)"
       R"("link":"http://e.org/1","id":"tag:e.org,1","published":"Sat, 27 Aug 2016 02:17:00 GMT","published_parsed":[2016,8,27,2,17,0,5,240,0],)"
       R"("summary":"Lead","summary_detail":{"value":"Lead"},"content":[{"type":"text/html","language":null,"base":"","value":"<p>It hit.</p>"}]})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "", "tag:e.org,1", "http://e.org/1"},
      {"JSON Feed item, html",
       R"({"id":"http://e.org/1","url":"http://e.org/1","title":"Storm","content_html":"<p>It hit.</p>","date_published":"2016-08-27T02:17:00-07:00","authors":[{"name":"Jane Roe"}],"tags":["w"]})",
       "Storm", "It hit.", "2016-08-27T09:17:00Z", "", "http://e.org/1", "http://e.org/1"},
      {"tweet",
       R"({"created_at":"Sat Aug 27 02:17:00 +0000 2016","id":77,"id_str":"77","full_text":"It hit.","user":{"name":"Jane","description":"no"},"entities":{"urls":[]},"lang":"en"})",
       "", "It hit.", "2016-08-27T02:17:00Z", "", "77", "", "en"},
      {"Reddit",
       R"({"id":"r1","title":"Storm","selftext":"It hit.","created_utc":1472264220.0,"domain":"e.org","url":"http://e.org/1","subreddit":"news","over_18":false})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "e.org", "r1", "http://e.org/1"},
      {"Hacker News",
       R"({"by":"jane","id":8863,"time":1472264220,"title":"Storm","text":"It hit.","type":"story","url":"http://e.org/1"})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "", "8863", "http://e.org/1"},
      {"ninjs",
       R"({"uri":"urn:1","headline":"Storm","body_xhtml":"<p>It hit.</p>","description_text":"Lead","versioncreated":"2016-08-27T02:17:00Z","language":"en","byline":"Jane Roe"})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "", "urn:1", "", "en"},
      {"Dow Jones",
       R"({"an":"DJ001","title":"Storm","snippet":"Lead","body":"It hit.","publication_datetime":1472264220000,"source_name":"The Paper","language_code":"en"})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "The Paper", "DJ001", "", "en"},
      {"Bing",
       R"({"name":"Storm","url":"https://e.org/1","description":"It hit.","provider":[{"_type":"Organization","name":"The Paper"}],"datePublished":"2016-08-27T02:17:00.0000000Z"})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "The Paper", "", "https://e.org/1"},
      {"Finnhub",
       R"({"category":"c","datetime":1472264220,"headline":"Storm","id":5,"image":"","related":"","source":"The Paper","summary":"It hit.","url":"https://e.org/1"})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "The Paper", "5", "https://e.org/1"},
      {"Alpha Vantage",
       R"({"title":"Storm","url":"https://e.org/1","time_published":"20160827T021700","authors":["Jane Roe"],"summary":"It hit.","source":"The Paper","topics":[{"topic":"t","relevance_score":"0.5"}]})",
       "Storm", "It hit.", "2016-08-27T02:17:00", "The Paper", "", "https://e.org/1"},
      {"newsdata",
       R"({"article_id":"n1","title":"Storm","link":"https://e.org/1","keywords":null,"creator":["Jane Roe"],"description":"Lead","content":"It hit.","pubDate":"2016-08-27 02:17:00","source_id":"e"})",
       "Storm", "It hit.", "2016-08-27T02:17:00", "e", "n1", "https://e.org/1"},
      {"YouTube",
       R"({"id":"y1","snippet":{"publishedAt":"2016-08-27T02:17:00Z","channelId":"c","title":"Storm","description":"It hit.","channelTitle":"The Paper"}})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "", "y1"},
  };
  for (const Shape& shape : kShapes) check(shape);
}

TEST_CASE("records of data sets arrive with text, title and date") {
  const Shape kShapes[] = {
      {"NELA-GT",
       R"({"id":"e--1","date":"2016-08-27","source":"e","title":"Storm","content":"It hit.","author":"Jane Roe","url":"http://e.org/1","published":"Sat, 27 Aug 2016 02:17:00 +0000","published_utc":1472264220,"collection_utc":1472265000})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "e", "e--1", "http://e.org/1"},
      {"FakeNewsNet",
       R"({"url":"http://e.org/1","text":"It hit.","images":["x"],"title":"Storm","meta_data":{"description":"no","og":{"site_name":"no"}},"canonical_link":"http://e.org/c","publish_date":1472264220.0,"summary":"","source":"http://e.org"})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "http://e.org", "", "http://e.org/1"},
      {"Newsroom",
       R"({"url":"http://e.org/1","archive":"http://web.archive.org/web/20160827021700id_/http://e.org/1","title":"Storm","date":"20160827021700","text":"It hit.","summary":"Lead","density":1.5})",
       "Storm", "It hit.", "2016-08-27T02:17:00", "", "", "http://e.org/1"},
      {"MIND",
       R"({"News ID":"N1","Category":"news","Title":"Storm","Abstract":"It hit.","URL":"http://e.org/1"})",
       "Storm", "It hit.", "", "", "N1", "http://e.org/1"},
      {"C4", R"({"text":"It hit.","timestamp":"2016-08-27T02:17:00Z","url":"http://e.org/1"})", "",
       "It hit.", "2016-08-27T02:17:00Z", "", "", "http://e.org/1"},
      {"OSCAR",
       R"({"content":"It hit.","warc_headers":{"warc-target-uri":"http://e.org/1","warc-date":"2016-08-27T02:17:00Z","content-type":"text/plain"},"metadata":{"identification":{"label":"en","prob":0.9}}})",
       "", "It hit.", "", "", "", "http://e.org/1"},
      {"Dolma",
       R"({"id":"d1","text":"It hit.","source":"cc","added":"2023-01-01","created":"2016-08-27T02:17:00Z","metadata":{"url":"http://e.org/1","title":"Storm"}})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "cc", "d1", "http://e.org/1"},
      {"CNN/DailyMail", R"({"id":"c1","article":"It hit.","highlights":["Storm"]})", "", "It hit.",
       "", "", "c1"},
      {"XSum", R"({"id":"x1","document":"It hit.","summary":"Storm"})", "", "It hit.", "", "",
       "x1"},
      {"Kaggle, capitals",
       R"({"Title":"Storm","Text":"It hit.","Date":"27-Aug-2016","Publisher":"The Paper"})",
       "Storm", "It hit.", "2016-08-27", "The Paper"},
      {"UCI aggregator",
       R"({"ID":"1","TITLE":"Storm","URL":"http://e.org/1","PUBLISHER":"The Paper","CATEGORY":"b","STORY":"s","HOSTNAME":"e.org","TIMESTAMP":"1472264220000"})",
       "Storm", "s", "2016-08-27T02:17:00Z", "The Paper", "1", "http://e.org/1"},
      {"headlines", R"({"publish_date":20160827,"headline_text":"Storm"})", "Storm", "",
       "2016-08-27"},
      {"lenta",
       R"({"url":"http://e.org/1","title":"Буря","text":"Она пришла.","topic":"Мир","date":"2016/08/27"})",
       "Буря", "Она пришла.", "2016-08-27", "", "", "http://e.org/1"},
      {"names in Spanish",
       R"({"título":"Tormenta","contenido":"Llegó.","fecha":"27 de agosto de 2016","fuente":"El Diario"})",
       "Tormenta", "Llegó.", "2016-08-27", "El Diario"},
      {"names in Chinese",
       R"({"标题":"风暴","正文":"它来了。","时间":"2016年8月27日 02:17","来源":"报"})", "风暴",
       "它来了。", "2016-08-27T02:17", "报"},
      {"year, month and day",
       R"({"title":"Storm","content":"It hit.","year":2016.0,"month":8.0,"day":27})", "Storm",
       "It hit.", "2016-08-27"},
      {"mongoexport, numbers",
       R"({"_id":{"$oid":"57c0"},"title":"Storm","text":"It hit.","created":{"$date":{"$numberLong":"1472264220000"}}})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z", "", "57c0"},
      {"DynamoDB",
       R"({"id":{"S":"1"},"title":{"S":"Storm"},"body":{"S":"It hit."},"date":{"S":"2016-08-27"}})",
       "Storm", "It hit.", "2016-08-27", "", "1"},
      {"xmltodict",
       R"({"title":{"#text":"Storm","@lang":"en"},"body":{"p":["It hit.","It left."]},"pubDate":"Sat, 27 Aug 2016 02:17:00 GMT"})",
       "Storm", "It hit.\nIt left.", "2016-08-27T02:17:00Z"},
      {"PHP date",
       R"({"title":"Storm","body":"It hit.","created":{"date":"2016-08-27 02:17:00.000000","timezone_type":3,"timezone":"UTC"}})",
       "Storm", "It hit.", "2016-08-27T02:17:00"},
      {"wrapped",
       R"({"post":{"heading":"Storm","contents":"It hit.","posted_on":"27 August 2016"},"author":{"title":"Editor"}})",
       "Storm", "It hit.", "2016-08-27"},
      {"CC-News, trafilatura",
       R"({"requested_url":"http://e.org/1","plain_text":"It hit.","published_date":"2016-08-27","title":"Storm","sitename":"The Paper","language":"en","language_score":0.9,"crawl_date":"2024-01-01"})",
       "Storm", "It hit.", "2016-08-27", "The Paper", "", "http://e.org/1", "en"},
      {"CrowdTangle",
       R"({"Page Name":"The Paper","Post Created":"2016-08-27 02:17:00 EDT","Message":"It hit.","URL":"http://e.org/1"})",
       "", "It hit.", "2016-08-27T06:17:00Z", "", "", "http://e.org/1"},
      {"LexisNexis",
       R"({"Title":"Storm","Date":"2016-08-27T00:00:00Z","Source":{"Name":"The Paper"},"Document":{"Content":"<p>It hit.</p>"}})",
       "Storm", "It hit.", "2016-08-27T00:00:00Z", "The Paper"},
      {"Bluesky",
       R"({"uri":"at://1","record":{"text":"It hit.","createdAt":"2016-08-27T02:17:00Z","langs":["en"]}})",
       "", "It hit.", "2016-08-27T02:17:00Z", "", "at://1"},
      {"paragraphs", R"({"headline":"Storm","paragraphs":["It hit.","It left."]})", "Storm",
       "It hit.\nIt left.", ""},
      {"date and time apart",
       R"({"title":"Storm","body":"It hit.","date":"2016-08-27","time":"02:17"})", "Storm",
       "It hit.", "2016-08-27T02:17"},
  };
  for (const Shape& shape : kShapes) check(shape);
}

TEST_CASE("the language of the text tells the day from the month where nothing else does") {
  const std::string french =
      "La tempête a atteint la côte et de nombreuses maisons sont sans courant.";
  const std::string english = "The storm reached the coast and left many houses without power.";
  const auto date_of = [](const std::string& text, const std::string& more) {
    const auto record = parse(R"({"text":")" + text + R"(","date":"04/02/2019")" + more + "}");
    REQUIRE(record.has_value());
    CHECK(record->article.lang == (more.empty() ? "" : "en-US"));
    return record->article.published ? record->article.published->to_string() : "";
  };
  CHECK(date_of(french, "") == "2019-02-04");
  CHECK(date_of(english, "").empty());
  CHECK(date_of(english, R"(,"language":"en-US")") == "2019-04-02");
}

TEST_CASE("articles in blocks, with types behind names, and below an object") {
  const Shape kShapes[] = {
      {"fundus",
       R"({"title":"Storm","body":{"summary":["Lead"],"sections":[{"headline":[],"paragraphs":["It hit.","It left."]}]},)"
       R"("publishing_date":"2016-08-27 02:17:00+00:00"})",
       "Storm", "It hit.\nIt left.", "2016-08-27T02:17:00Z"},
      {"NPR",
       R"({"id":"1","pubDate":{"$text":"Sat, 27 Aug 2016 02:17:00 -0400"},"title":{"$text":"Storm"},)"
       R"("text":{"paragraph":[{"num":"1","$text":"It hit."},{"num":"2","$text":"It left."}]}})",
       "Storm", "It hit.\nIt left.", "2016-08-27T06:17:00Z", "", "1"},
      {"portable text",
       R"({"title":"Storm","body":[{"_type":"block","children":[{"_type":"span","text":"It hit."}]}],"publishedAt":"2016-08-27"})",
       "Storm", "It hit.", "2016-08-27"},
      {"X, version 2",
       R"({"data":{"id":"1","text":"It hit.","created_at":"2016-08-27T02:17:00.000Z","author_id":"3"}})",
       "", "It hit.", "2016-08-27T02:17:00Z", "", "1"},
      {"Telegram, runs of one text",
       R"({"id":1,"date":"2016-08-27T02:17:00","text":["It ",{"type":"bold","text":"hit"}," the ",{"type":"link","text":"coast"},"."]})",
       "", "It hit the coast.", "2016-08-27T02:17:00", "", "1"},
      {"Telegram, a run at the front",
       R"({"id":1,"date":"2016-08-27T02:17:00","text":[{"type":"bold","text":"It hit"}," the coast."]})",
       "", "It hit the coast.", "2016-08-27T02:17:00", "", "1"},
      {"Telegram, runs alone",
       R"({"id":1,"date":"2016-08-27T02:17:00","text":[{"type":"bold","text":"It hit."}]})", "",
       "It hit.", "2016-08-27T02:17:00", "", "1"},
      {"below an object", R"({"article":{"title":"Storm","body":"It hit.","date":"2016-08-27"}})",
       "Storm", "It hit.", "2016-08-27"},
      {"Solr",
       R"({"title_t":"Storm","content_txt":["It hit."],"published_dt":"2016-08-27T02:17:00Z"})",
       "Storm", "It hit.", "2016-08-27T02:17:00Z"},
      {"Reuters financial", R"({"ts":"20160827 02:17 AM EDT","title":"Storm","body":"It hit."})",
       "Storm", "It hit.", "2016-08-27T06:17Z"},
  };
  for (const Shape& shape : kShapes) check(shape);
}

TEST_CASE("what other fields say becomes keywords") {
  const auto record = parse(
      R"({"headline":"Storm","text":"It hit.","authors":[{"name":"Jane Roe"},{"name":"John Doe"}],)"
      R"("dateModified":"Sun, 28 Aug 2016 02:17:00 GMT","date_download":"2016-08-29 10:00:00",)"
      R"("datePublished":"2016-08-27T02:17:00Z","words":2,"premium":false,"geo":{"city":"Rome"}})");
  REQUIRE(record.has_value());
  const Article& article = record->article;
  CHECK(keyword(article, "author") == "Jane Roe|John Doe");
  CHECK(keyword(article, "modified") == "2016-08-28T02:17:00Z");
  CHECK(keyword(article, "first_seen") == "2016-08-29T10:00:00");
  CHECK(keyword(article, "published_from") == "datePublished");
  CHECK(keyword(article, "words") == "2");
  CHECK(keyword(article, "premium") == "false");
  CHECK(keyword(article, "geo.city") == "Rome");
  CHECK(keyword(article, "headline").empty());
}

TEST_CASE("a map wins over our names and the table") {
  const std::string json =
      R"({"title":"no","headline":"Storm","raw":{"full":"It hit."},"body":"no","when":"27.08.2016","date":"2001-01-01"})";
  const auto record = parse(json, "title=headline,body=missing|raw.full,date=when");
  REQUIRE(record.has_value());
  CHECK(record->article.title == "Storm");
  CHECK(record->article.body == "It hit.");
  REQUIRE(record->article.published.has_value());
  CHECK(record->article.published->to_string() == "2016-08-27");
}

TEST_CASE("a record without text says which fields it has") {
  const auto record = parse(R"({"id":"1","main_story_x":"It hit.","n":5,"tags":["a","b"]})");
  REQUIRE_FALSE(record.has_value());
  CHECK(record.error().to_string() ==
        "an article with neither title nor body; its fields are main_story_x, n, tags "
        "(try: field_map body=NAME)");
}

TEST_CASE("settings of programs are no articles") {
  CHECK_FALSE(
      parse(R"({"name":"x","version":"1.0","description":"A tool.","homepage":"http://e.org"})")
          .has_value());
  CHECK_FALSE(parse(R"({"description":"A tool."})").has_value());
  CHECK(parse(R"({"name":"Storm","description":"It hit.","date":"2016-08-27"})").has_value());
  CHECK(parse(R"({"title":"Storm","description":"It hit."})")->article.body == "It hit.");
  CHECK(parse(R"({"id":"1","abstract":"It hit."})")->article.body == "It hit.");
}

TEST_CASE("text that is neither body nor searched for in full is told") {
  const std::string text(600, 'x');
  const auto record = parse(R"({"title":"T","body":"b","notes":")" + text + R"(","raw_text":")" +
                            std::string(5000, 'y') + R"(","text":"b"})");
  REQUIRE(record.has_value());
  const std::vector<std::string> kUnused = {"notes", "raw_text"};
  CHECK(record->unused == kUnused);
  CHECK(keyword(record->article, "notes") == text);
  CHECK(keyword(record->article, "raw_text").empty());
  CHECK(keyword(record->article, "text").empty());  // the body once more
}
