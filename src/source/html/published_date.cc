#include "source/html/published_date.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/utf8.h"
#include "source/html/line_date.h"
#include "source/html/page_url.h"
#include "source/html/url_date.h"
#include "source/page/page_date.h"

namespace newsidx::source {
namespace {

constexpr std::int64_t kDay = 86'400;
// Clocks and zones differ: so much later than it was seen an article may claim to be.
constexpr std::int64_t kTolerance = 2 * kDay;
constexpr std::int64_t kFirstNewspaper = -11'676'096'000;  // 1600-01-01
constexpr std::size_t kMaxDateBytes = 200;
// So many nodes from the headline a <time> may be of its article.
constexpr std::uint32_t kBelowTitle = 1200;
constexpr std::uint32_t kAboveTitle = 100;

constexpr std::array<std::string_view, 6> kOpenGraph = {
    "article:published_time",    "article:published", "og:published_time",
    "og:article:published_time", "og:pubdate",        "og:article:published"};
constexpr std::array<std::string_view, 26> kMetas = {"date",
                                                     "pubdate",
                                                     "publishdate",
                                                     "publish-date",
                                                     "publish_date",
                                                     "publication_date",
                                                     "publicationdate",
                                                     "date.published",
                                                     "datepublished",
                                                     "dc.date.issued",
                                                     "dcterms.issued",
                                                     "dc.date.published",
                                                     "dc.date",
                                                     "dcterms.date",
                                                     "dc.date.created",
                                                     "dcterms.created",
                                                     "date.created",
                                                     "article.published",
                                                     "article.created",
                                                     "parsely-pub-date",
                                                     "sailthru.date",
                                                     "cxenseparse:recs:publishtime",
                                                     "citation_publication_date",
                                                     "originalpublicationdate",
                                                     "creation_date",
                                                     "displaydate"};
constexpr std::array<std::string_view, 7> kModified = {
    "article:modified_time", "og:updated_time",  "article:modified", "date.modified",
    "datemodified",          "dcterms.modified", "last-modified"};

struct Candidate {
  std::string_view text;
  std::string_view from;
};

std::int64_t day_of(const Timestamp& time) {
  return time.utc_seconds >= 0 ? time.utc_seconds / kDay : (time.utc_seconds - kDay + 1) / kDay;
}

std::string shown(std::string_view text) {
  std::string out;
  append_squeezed(out, text.substr(0, utf8_floor(text, std::min<std::size_t>(text.size(), 60))));
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What parse_date() leaves out: "2019-11-19T10:00:00+0000", fractions behind blanks, a weekday.
std::optional<Timestamp> parse_any(std::string_view text, const DateHints& hints) {
  if (text.size() > kMaxDateBytes) return std::nullopt;
  if (auto date = parse_date(text, hints)) return date;
  std::string other(text);
  // A zone without its colon, or after a blank.
  if (other.size() > 19 && is_digit(other[0])) {
    const std::size_t sign = other.find_first_of("+-", 16);
    if (sign != std::string::npos) {
      if (other[sign - 1] == ' ') other.erase(sign - 1, 1);
      const std::size_t at = other.find_first_of("+-", 16);
      if (other.size() == at + 5) other.insert(at + 3, ":");
      if (auto date = parse_date(other, hints)) return date;
    }
  }
  return parse_page_date(text);
}

class DateChooser {
 public:
  DateChooser(const PageFacts& facts, const DateSources& sources)
      : facts_(facts), sources_(sources), hints_(date_hints(facts, sources.language, sources.url)) {
    using namespace std::chrono;
    latest_ = sources.first_seen
                  ? sources.first_seen->utc_seconds
                  : duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
    latest_ += kTolerance;
  }

  PublishedDate run() {
    find_modified();
    for (const Candidate& candidate : candidates()) {
      if (candidate.text.empty()) continue;
      if (const auto date = parse_any(candidate.text, hints_)) {
        take(*date, candidate.text, candidate.from);
      }
    }
    take_times_by_headline();
    if (const auto date = date_of_url(sources_.url)) take(*date, sources_.url, "url");
    take_lines();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::vector<Candidate> candidates() const {
    std::vector<Candidate> list = {{facts_.linked.published, "json-ld"}};
    for (const std::string_view name : kOpenGraph) list.push_back({facts_.meta(name), "opengraph"});
    list.push_back({facts_.item("datepublished"), "microdata"});
    list.push_back({facts_.item("datecreated"), "microdata"});
    for (const PageTime& time : facts_.times) {
      if (time.is_published && !time.is_modified && !time.is_beside)
        list.push_back({time.text, "time"});
    }
    for (const std::string_view name : kMetas) list.push_back({facts_.meta(name), "meta"});
    return list;
  }

  // Of <time> elements that say nothing of themselves the first below the headline, else the last
  // above it.
  void take_times_by_headline() {
    const std::uint32_t title = facts_.headings.empty() ? 0 : facts_.headings.front().first;
    const PageTime* nearest = nullptr;
    for (const PageTime& time : facts_.times) {
      if (time.is_published || time.is_modified || time.is_beside) continue;
      if (!parse_any(time.text, hints_)) continue;
      const bool is_below = time.node > title;
      if (is_below ? time.node - title > kBelowTitle : title - time.node > kAboveTitle) continue;
      nearest = &time;
      if (is_below) break;
    }
    if (nearest != nullptr) take_unnamed(*parse_any(nearest->text, hints_), nearest->text, "time");
  }

  void take_lines() {
    for (const std::string_view line : sources_.near_title) {
      if (out_.published && is_full(*out_.published)) break;
      if (const auto date = parse_any(line, hints_)) {
        take_unnamed(*date, line, "text");
      } else if (const auto dated = parse_date_line(line); dated && dated->date) {
        if (dated->kind != DateLine::Kind::updated) take_unnamed(*dated->date, line, "text");
      } else if (const auto found = date_in_line(line, hints_)) {
        take_unnamed(*found, line, "text");
      }
    }
  }

  // A date that does not say what it is of. The minute of the last change is that of the change,
  // and so is its day where the page has shown it as that.
  void take_unnamed(const Timestamp& date, std::string_view text, std::string_view from) {
    if (!out_.published && out_.modified) {
      const bool is_minute = date.precision != Timestamp::Precision::day &&
                             date.utc_seconds / 60 == out_.modified->utc_seconds / 60;
      shows_change_ = shows_change_ || is_minute;
      if (is_minute || (shows_change_ && day_of(*out_.modified) == day_of(date))) return;
    }
    take(date, text, from);
  }

  static bool is_full(const Timestamp& time) {
    return time.zone_known && time.precision != Timestamp::Precision::day;
  }

  void take(const Timestamp& date, std::string_view text, std::string_view from) {
    if (!is_possible(date, text)) return;
    if (!out_.published) {
      out_.published = date;
      out_.from = from;
      return;
    }
    // The same day with its hour, or the same hour with its zone.
    Timestamp& best = *out_.published;
    if (date.precision == Timestamp::Precision::day || from == "url") return;
    if (best.precision == Timestamp::Precision::day) {
      if (is_same_day(best, date, text)) best = date;
    } else if (!best.zone_known && date.zone_known && is_same_clock(best, date, text)) {
      best = date;
    }
  }

  // The day that the text itself writes, not that of UTC.
  bool is_same_day(const Timestamp& day, const Timestamp& date, std::string_view text) const {
    if (day_of(day) == day_of(date)) return true;
    return text.substr(0, 10) == day.to_string().substr(0, 10);
  }
  static bool is_same_clock(const Timestamp& best, const Timestamp& date, std::string_view text) {
    const std::string clock = best.to_string().substr(0, 16);  // 2024-08-05T20:59
    if (text.size() >= 16 && text.substr(0, 10) == std::string_view(clock).substr(0, 10) &&
        text.substr(11, 5) == std::string_view(clock).substr(11)) {
      return true;
    }
    return best.utc_seconds / 60 == date.utc_seconds / 60;
  }

  bool is_possible(const Timestamp& date, std::string_view text) {
    const bool is_future = date.utc_seconds > latest_;
    // 1970-01-01 is a clock that was never set.
    const bool is_impossible = date.utc_seconds < kFirstNewspaper || day_of(date) == 0;
    if (!is_future && !is_impossible) return true;
    if (out_.ignored.size() < 3) {
      out_.ignored.push_back(
          std::string(is_future ? "date is in the future: '" : "date is impossible: '") +
          shown(text) + "'");
    }
    return false;
  }

  void find_modified() {
    std::vector<std::string_view> texts = {facts_.linked.modified};
    for (const std::string_view name : kModified) texts.push_back(facts_.meta(name));
    texts.push_back(facts_.item("datemodified"));
    for (const PageTime& time : facts_.times) {
      if (time.is_modified && !time.is_beside) texts.push_back(time.text);
    }
    for (const std::string_view text : texts) {
      if (text.empty() || out_.modified) continue;
      const auto date = parse_any(text, hints_);
      if (date && date->utc_seconds <= latest_ && date->utc_seconds > kFirstNewspaper) {
        out_.modified = date;
      }
    }
  }

  const PageFacts& facts_;
  const DateSources& sources_;
  DateHints hints_;
  std::int64_t latest_ = 0;
  bool shows_change_ = false;  // the date by the headline is that of the last change
  PublishedDate out_;
};

}  // namespace

DateHints date_hints(const PageFacts& facts, std::string_view language, std::string_view url) {
  DateHints hints;
  hints.language = language;
  const bool is_english = language.starts_with("en") || language.starts_with("EN");
  if (!is_english) return hints;
  const std::string_view locale = facts.meta("og:locale");
  for (const std::string_view name : {language, locale}) {
    if (name.size() < 5) continue;
    const std::string_view region = name.substr(3, 2);
    hints.is_month_first = region == "US" || region == "us";
    return hints;
  }
  const std::string_view host = host_of(url);
  const std::string_view top = host.substr(host.rfind('.') + 1);
  hints.is_month_first = top == "com" || top == "us" || top == "gov" || top == "edu";
  return hints;
}

PublishedDate published_date(const PageFacts& facts, const DateSources& sources) {
  return DateChooser(facts, sources).run();
}

}  // namespace newsidx::source
