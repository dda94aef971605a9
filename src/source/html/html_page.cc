#include "source/html/html_page.h"

#include <algorithm>
#include <array>

#include "source/charset/charset_label.h"
#include "source/charset/decode_text.h"
#include "source/html/html_text.h"
#include "source/html/html_tree.h"
#include "source/html/main_text.h"
#include "source/html/page_facts.h"
#include "source/html/page_title.h"
#include "source/html/page_url.h"
#include "source/html/published_date.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxKeywords = 100;      // of one field
constexpr std::size_t kMaxKeywordBytes = 200;  // longer ones are sentences

std::string plain(std::string_view text) {
  std::string out;
  append_squeezed(out, is_html(text) ? html_text(text) : std::string(text));
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

class PageReader {
 public:
  PageReader(const RawRecord& record, ParsedRecord& out, const std::stop_token& stop)
      : record_(record),
        origin_(record.origin ? *record.origin : kUnknown),
        out_(out),
        stop_(stop) {}

  void run() {
    const std::array<std::string_view, 2> labels = {origin_.charset, declared_label(record_.bytes)};
    const DecodedText page = decode_text(record_.bytes, labels);
    if (const std::string note = decoding_note(page); !note.empty()) {
      say(Problem::Kind::repaired_text, note);
    }
    const HtmlTree tree(page.text, {}, stop_);
    if (tree.is_cut()) say(Problem::Kind::cut_off, "page has too many elements: cut off");
    if (!tree.ends_within().empty()) {
      say(Problem::Kind::cut_off, "the page is cut off within " + std::string(tree.ends_within()));
    }
    facts_ = page_facts(tree, origin_.url, stop_);
    take_url();
    take_language();
    article_.title = page_title(facts_, article_.url);
    const MainText text =
        main_text(tree, {article_.title, description(), facts_.linked.body}, stop_);
    for (const std::string& paragraph : text.paragraphs) {
      if (!article_.body.empty()) article_.body.push_back('\n');
      article_.body += paragraph;
    }
    if (stop_.stop_requested()) return;
    if (const std::string_view why = why_no_article(text); !why.empty()) {
      out_.is_no_news = true;
      say(Problem::Kind::broken_record, std::string(why));
      return;
    }
    take_dates(text);
    take_names();
    out_.articles.push_back(std::move(article_));
  }

 private:
  static const RecordOrigin kUnknown;

  void say(Problem::Kind kind, std::string message) {
    Problem problem;
    problem.kind = kind;
    problem.file = origin_.file;
    problem.byte = record_.byte;
    problem.message = std::move(message);
    out_.problems.push_back(std::move(problem));
  }

  [[nodiscard]] std::string description() const {
    for (const std::string_view name : {"og:description", "description"}) {
      if (const std::string_view text = facts_.meta(name); !text.empty()) return plain(text);
    }
    return plain(facts_.linked.description);
  }

  // Some sites give their front page as the canonical url of all pages.
  void take_url() {
    for (const std::string_view url : {std::string_view(facts_.canonical), facts_.meta("og:url"),
                                       std::string_view(facts_.linked.url)}) {
      std::string whole = absolute_url(url, origin_.url);
      if (!article_.url.empty() || whole.empty()) continue;
      if (is_front_page(whole) && !origin_.url.empty() && !is_front_page(origin_.url)) continue;
      article_.url = std::move(whole);
    }
    if (article_.url.empty()) article_.url = origin_.url;
  }

  // A page that lists articles, unless it says that it is one.
  [[nodiscard]] std::string_view why_no_article(const MainText& text) const {
    if (article_.body.empty()) {
      return text.is_list ? "page is a list of articles" : "page has no text of an article";
    }
    if (facts_.linked.is_article || facts_.meta("og:type") == "article") return {};
    if (text.is_list) return "page is a list of articles";
    return {};
  }

  void take_language() {
    std::string_view locale = facts_.meta("og:locale");
    for (const std::string_view name :
         {std::string_view(facts_.language), std::string_view(facts_.linked.language),
          facts_.meta("content-language"), locale, std::string_view(origin_.language)}) {
      if (!article_.lang.empty() || name.size() < 2 || name.size() > 35) continue;
      article_.lang = name.substr(0, name.find_first_of(", ;"));
      std::ranges::replace(article_.lang, '_', '-');
    }
  }

  void take_dates(const MainText& text) {
    DateSources sources;
    sources.url = article_.url.empty() ? origin_.url : article_.url;
    sources.language = article_.lang;
    sources.first_seen = origin_.first_seen;
    for (const std::string& line : text.near_title) sources.near_title.push_back(line);
    const PublishedDate date = published_date(facts_, sources);
    article_.published = date.published;
    for (const std::string& line : date.ignored) say(Problem::Kind::ignored_value, line);
    if (date.published) add(kDateFromField, date.from);
    if (date.modified) add(kModifiedField, date.modified->to_string());
  }

  void take_names() {
    for (const std::string_view name :
         {facts_.meta("og:site_name"), std::string_view(facts_.linked.publisher),
          std::string_view(origin_.source), host_of(article_.url)}) {
      if (article_.source.empty()) article_.source = plain(name);
    }
    for (const std::string& author : facts_.linked.authors) add_author(author);
    for (const std::string_view name :
         {"author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author"}) {
      if (!has_author_) add_author(facts_.meta(name));
    }
    for (const std::string& tag : facts_.linked.keywords) add("tags", plain(tag));
    for (const auto& [name, content] : facts_.metas) {
      if (name == "article:tag" || name == "keywords" || name == "news_keywords") add_list(content);
    }
  }

  void add_author(std::string_view name) {
    if (name.empty() || is_web_url(name)) return;
    std::string text = plain(name);
    for (const std::string_view word : {"By ", "by ", "Von ", "Por ", "Par "}) {
      if (text.starts_with(word)) text.erase(0, word.size());
    }
    if (text.empty()) return;
    has_author_ = true;
    add("author", text);
  }

  void add_list(std::string_view list) {
    while (!list.empty()) {
      const std::size_t comma = std::min(list.find_first_of(",;"), list.size());
      add("tags", plain(list.substr(0, comma)));
      list.remove_prefix(std::min(comma + 1, list.size()));
    }
  }

  void add(std::string_view field, std::string_view value) {
    if (value.empty() || value.size() > kMaxKeywordBytes) return;
    const auto is_same = [&](const Keyword& k) { return k.first == field && k.second == value; };
    if (article_.keywords.size() >= kMaxKeywords) return;
    if (std::ranges::any_of(article_.keywords, is_same)) return;
    article_.keywords.emplace_back(field, value);
  }

  const RawRecord& record_;
  const RecordOrigin& origin_;
  ParsedRecord& out_;
  const std::stop_token& stop_;
  PageFacts facts_;
  Article article_;
  bool has_author_ = false;
};

const RecordOrigin PageReader::kUnknown;

}  // namespace

void parse_html_page(const RawRecord& record, ParsedRecord& out, const std::stop_token& stop) {
  PageReader(record, out, stop).run();
}

}  // namespace newsidx::source
