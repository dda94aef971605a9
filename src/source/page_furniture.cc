#include "source/page_furniture.h"

#include <algorithm>

#include "source/page_date.h"
#include "source/page_vocabulary.h"

namespace newsidx::source {
namespace {

// A bare date within so many lines of the top is the page's own, not one that the text tells of.
constexpr std::size_t kBareDateLines = 4;
constexpr std::size_t kMinLinks = 2;

class FurnitureFinder {
 public:
  explicit FurnitureFinder(std::span<const PageLine> lines)
      : lines_(lines), is_furniture_(lines.size(), false) {}

  void find_link_lists() {
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      const std::size_t end = end_of_link_list(at);
      mark(at, end);
      at = std::max(at, end);
    }
  }

  void find_teaser_blocks() {
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (!is_teaser_heading(text(at))) continue;
      const std::size_t end = end_of_teaser_block(at);
      mark(at, end);
      at = std::max(at, end - 1);
    }
  }

  void find_bare_teasers() {
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      std::size_t end = at;
      std::size_t count = 0;
      while (end < lines_.size() && !is_furniture_[end] && has_read_more(end)) {
        end = end_of_teaser(end);
        ++count;
      }
      if (count >= kMinLinks) mark(at, end);
      at = std::max(at, end == at ? at : end - 1);
    }
  }

  void find_boilerplate() {
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (is_wordless(text(at)) || is_boilerplate(text(at))) is_furniture_[at] = true;
    }
  }

  // The date line that belongs to no teaser. A date of publication goes before one of a change,
  // and the last change is the one that made the page as it is.
  std::optional<Timestamp> take_date() {
    std::optional<Timestamp> published;
    std::optional<Timestamp> updated;
    std::size_t content_count = 0;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (is_furniture_[at]) continue;
      const auto line = parse_date_line(text(at));
      const bool bare = line && line->kind == DateLine::Kind::bare;
      if (!line || (bare && content_count >= kBareDateLines)) {
        ++content_count;
        continue;
      }
      is_furniture_[at] = true;
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
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (!is_furniture_[at]) content.push_back(lines_[at]);
    }
    return content;
  }

 private:
  [[nodiscard]] std::string_view text(std::size_t at) const { return lines_[at].text; }
  [[nodiscard]] bool has(std::size_t at) const { return at < lines_.size(); }
  [[nodiscard]] bool is_date(std::size_t at) const {
    return has(at) && parse_date_line(text(at)).has_value();
  }
  void mark(std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; ++at) is_furniture_[at] = true;
  }

  // Lines without a word ("-") may stand between the links. @return `begin` when it is no list
  [[nodiscard]] std::size_t end_of_link_list(std::size_t begin) const {
    std::size_t end = begin;
    std::size_t link_count = 0;
    for (std::size_t at = begin; has(at); ++at) {
      if (is_dated_link(text(at))) {
        ++link_count;
        end = at + 1;
      } else if (!is_wordless(text(at))) {
        break;
      }
    }
    return link_count >= kMinLinks ? end : begin;
  }

  // Headline, paragraph, and a sign that the paragraph is all of it that is here.
  // @return `begin` when there is no teaser
  [[nodiscard]] std::size_t end_of_teaser(std::size_t begin) const {
    const std::size_t paragraph = begin + 1;
    if (!has(paragraph) || !is_headline_like(text(begin)) || is_teaser_heading(text(paragraph)) ||
        is_boilerplate(text(paragraph)) || is_date(paragraph)) {
      return begin;
    }
    std::size_t end = paragraph + 1;
    const bool read_more = has(end) && is_read_more(text(end));
    if (read_more) ++end;
    const bool date = is_date(end);  // of the teaser: at most one, a second would be the page's own
    if (date) ++end;
    return read_more || date || is_cut_off(text(paragraph)) ? end : begin;
  }

  [[nodiscard]] bool has_read_more(std::size_t begin) const {
    return end_of_teaser(begin) > begin + 2 && is_read_more(text(begin + 2));
  }

  // Teasers, headlines alone and boilerplate; the first other line is text again, and a lone
  // headline right above it stays with it. @return `heading` when nothing followed it
  [[nodiscard]] std::size_t end_of_teaser_block(std::size_t heading) const {
    std::size_t at = heading + 1;
    std::size_t found_count = 0;
    bool lone_headline = false;
    while (has(at) && !is_teaser_heading(text(at))) {
      if (const std::size_t end = end_of_teaser(at); end > at) {
        at = end;
        ++found_count;
        lone_headline = false;
      } else if (is_boilerplate(text(at)) || is_wordless(text(at))) {
        ++at;
      } else if (is_headline_like(text(at)) && !is_date(at)) {
        ++at;
        ++found_count;
        lone_headline = true;
      } else {
        break;
      }
    }
    if (has(at) && lone_headline && !is_teaser_heading(text(at)) && !is_date(at)) {
      --at;
      --found_count;
    }
    return found_count > 0 ? at : heading;
  }

  std::span<const PageLine> lines_;
  std::vector<bool> is_furniture_;
};

}  // namespace

PageContent strip_furniture(std::span<const PageLine> lines) {
  FurnitureFinder finder(lines);
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
    FurnitureFinder sparing(lines);
    sparing.find_boilerplate();
    page.published = sparing.take_date();
    page.lines = sparing.content();
  }
  return page;
}

}  // namespace newsidx::source
