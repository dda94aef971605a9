#include "source/page/boilerplate.h"

#include <algorithm>

#include "source/page/boilerplate_phrases.h"
#include "source/page/page_date.h"

namespace newsidx::source {
namespace {

// A bare date within so many lines of the top is the page's own, not one that the text tells of.
constexpr std::size_t kBareDateLines = 4;
constexpr std::size_t kMinLinks = 2;

// What a line is by itself. Each line is looked at once, before the passes that ask about their
// neighbours, so a page costs its length and no pass can make it cost more.
struct LineSigns {
  bool wordless : 1 = false;
  bool dated_link : 1 = false;
  bool teaser_heading : 1 = false;
  bool boilerplate : 1 = false;
  bool read_more : 1 = false;
  bool headline_like : 1 = false;
  bool cut_off : 1 = false;
  bool date : 1 = false;
};

LineSigns signs_of(std::string_view line) {
  if (is_wordless(line)) return {.wordless = true, .cut_off = is_cut_off(line)};
  return {.wordless = false,
          .dated_link = is_dated_link(line),
          .teaser_heading = is_teaser_heading(line),
          .boilerplate = is_boilerplate(line),
          .read_more = is_read_more(line),
          .headline_like = is_headline_like(line),
          .cut_off = is_cut_off(line),
          .date = parse_date_line(line).has_value()};
}

using Signs = std::vector<LineSigns>;

Signs signs_of(std::span<const PageLine> lines, const std::stop_token& stop) {
  Signs signs;
  signs.reserve(lines.size());
  for (const PageLine& line : lines) {
    if (stop.stop_requested()) return {};
    signs.push_back(signs_of(line.text));
  }
  return signs;
}

class FurnitureFinder {
 public:
  FurnitureFinder(std::span<const PageLine> lines, const Signs& signs)
      : lines_(lines), signs_(signs), is_boilerplate_(lines.size(), false) {}

  // Lines without a word ("-") may stand between the links, and above the first.
  void find_link_lists() {
    for (std::size_t begin = 0; has(begin);) {
      std::size_t at = begin;
      std::size_t end = begin;  // of the last link
      std::size_t link_count = 0;
      for (; has(at) && (signs_[at].dated_link || signs_[at].wordless); ++at) {
        if (!signs_[at].dated_link) continue;
        ++link_count;
        end = at + 1;
      }
      if (link_count >= kMinLinks) mark(begin, end);
      begin = at + 1;
    }
  }

  void find_teaser_blocks() {
    for (std::size_t at = 0; has(at);) {
      if (!signs_[at].teaser_heading) {
        ++at;
        continue;
      }
      const std::size_t end = end_of_teaser_block(at);
      mark(at, end);
      at = std::max(at + 1, end);
    }
  }

  void find_bare_teasers() {
    for (std::size_t at = 0; has(at);) {
      std::size_t end = at;
      std::size_t count = 0;
      while (has(end) && !is_boilerplate_[end] && has_read_more(end)) {
        end = end_of_teaser(end);
        ++count;
      }
      if (count >= kMinLinks) mark(at, end);
      at = std::max(at + 1, end);
    }
  }

  void find_boilerplate() {
    for (std::size_t at = 0; has(at); ++at) {
      if (signs_[at].wordless || signs_[at].boilerplate) is_boilerplate_[at] = true;
    }
  }

  // The date line that belongs to no teaser. A date of publication goes before one of a change,
  // and the last change is the one that made the page as it is.
  std::optional<Timestamp> take_date() {
    std::optional<Timestamp> published;
    std::optional<Timestamp> updated;
    std::size_t content_count = 0;
    for (std::size_t at = 0; has(at); ++at) {
      if (is_boilerplate_[at]) continue;
      const auto line = signs_[at].date ? parse_date_line(lines_[at].text) : std::nullopt;
      const bool bare = line && line->kind == DateLine::Kind::bare;
      if (!line || (bare && content_count >= kBareDateLines)) {
        ++content_count;
        continue;
      }
      is_boilerplate_[at] = true;
      if (line->kind == DateLine::Kind::updated) {
        updated = line->date;
      } else if (!published) {
        published = line->date;
      }
    }
    return published ? published : updated;
  }

  [[nodiscard]] std::vector<PageLine> content() const {
    std::vector<PageLine> content;
    for (std::size_t at = 0; has(at); ++at) {
      if (!is_boilerplate_[at]) content.push_back(lines_[at]);
    }
    return content;
  }

 private:
  [[nodiscard]] bool has(std::size_t at) const { return at < lines_.size(); }
  void mark(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; ++at) is_boilerplate_[at] = true;
  }

  // Headline, paragraph, and a sign that the paragraph is all of it that is here.
  // @return `begin` when there is no teaser
  [[nodiscard]] std::size_t end_of_teaser(std::size_t begin) const {
    const std::size_t paragraph = begin + 1;
    if (!has(paragraph) || !signs_[begin].headline_like || signs_[paragraph].teaser_heading ||
        signs_[paragraph].boilerplate || signs_[paragraph].date) {
      return begin;
    }
    std::size_t end = paragraph + 1;
    const bool read_more = has(end) && signs_[end].read_more;
    if (read_more) ++end;
    // Of the teaser: at most one, a second would be the page's own.
    const bool date = has(end) && signs_[end].date;
    if (date) ++end;
    return read_more || date || signs_[paragraph].cut_off ? end : begin;
  }

  [[nodiscard]] bool has_read_more(std::size_t begin) const {
    return end_of_teaser(begin) > begin + 2 && signs_[begin + 2].read_more;
  }

  // Teasers, headlines alone and boilerplate; the first other line is text again, and a lone
  // headline right above it stays with it. @return `heading` when nothing followed it
  [[nodiscard]] std::size_t end_of_teaser_block(std::size_t heading) const {
    std::size_t at = heading + 1;
    std::size_t found_count = 0;
    bool lone_headline = false;
    while (has(at) && !signs_[at].teaser_heading) {
      if (const std::size_t end = end_of_teaser(at); end > at) {
        at = end;
        ++found_count;
        lone_headline = false;
      } else if (signs_[at].boilerplate || signs_[at].wordless) {
        ++at;
      } else if (signs_[at].headline_like && !signs_[at].date) {
        ++at;
        ++found_count;
        lone_headline = true;
      } else {
        break;
      }
    }
    if (has(at) && lone_headline && !signs_[at].teaser_heading && !signs_[at].date) {
      --at;
      --found_count;
    }
    return found_count > 0 ? at : heading;
  }

  std::span<const PageLine> lines_;
  const Signs& signs_;
  std::vector<bool> is_boilerplate_;
};

}  // namespace

PageContent strip_boilerplate(std::span<const PageLine> lines, const std::stop_token& stop) {
  const Signs signs = signs_of(lines, stop);
  if (signs.size() < lines.size()) return {};
  FurnitureFinder finder(lines, signs);
  finder.find_link_lists();
  finder.find_teaser_blocks();
  finder.find_bare_teasers();
  finder.find_boilerplate();
  PageContent page;
  page.published = finder.take_date();
  page.lines = finder.content();
  // A page of nothing but teasers and links (a front page) is better found by them than not at all.
  const bool no_text =
      page.lines.empty() || (page.lines.size() == 1 && is_headline_like(page.lines.front().text));
  if (no_text) {
    FurnitureFinder sparing(lines, signs);
    sparing.find_boilerplate();
    page.published = sparing.take_date();
    page.lines = sparing.content();
  }
  return page;
}

}  // namespace newsidx::source
