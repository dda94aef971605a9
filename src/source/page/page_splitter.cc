#include "source/page/page_splitter.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>

#include "source/page/boilerplate.h"
#include "source/page/boilerplate_phrases.h"
#include "source/page/page_lines.h"

namespace newsidx::source {
namespace {

constexpr std::string_view kBullet = "•";
constexpr std::size_t kWrapColumns = 100;    // text broken into lines by hand is narrower
constexpr std::size_t kMinTrailerWords = 5;  // of another article's headline below the text

using Lines = std::span<const PageLine>;

// A line that is one group of braces loses them: "{Lead}", "{{Sub-head}}".
std::string_view without_braces(std::string_view text) {
  while (text.size() > 2 && text.starts_with('{') && text.ends_with('}')) {
    text.remove_prefix(1);
    text.remove_suffix(1);
  }
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos
             ? text
             : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string_view without_bullet(std::string_view text) {
  text.remove_prefix(kBullet.size());
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

// A bullet whose text is a headline, with a blank line and then text that stands further in (or a
// lead in braces) below it. The points of a list within an article have neither.
bool is_article_bullet(Lines lines, std::size_t at) {
  if (at + 1 >= lines.size() || !lines[at].text.starts_with(kBullet)) return false;
  const PageLine& next = lines[at + 1];
  return is_headline_like(without_bullet(lines[at].text)) && next.after_blank &&
         !next.text.starts_with(kBullet) &&
         (next.text.starts_with('{') || next.indent > lines[at].indent);
}

// Where articles begin under bullets, which all stand equally far in. Empty when the page is no
// list: a list comes first on its page, so prose above the first bullet makes the bullets part of
// that prose.
std::vector<std::size_t> find_article_bullets(Lines lines) {
  std::vector<std::size_t> bullets;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (is_article_bullet(lines, at)) {
      if (bullets.empty() || lines[at].indent == lines[bullets.front()].indent)
        bullets.push_back(at);
    } else if (bullets.empty() && !is_headline_like(lines[at].text) &&
               !is_boilerplate(lines[at].text) && !is_wordless(lines[at].text)) {
      return {};
    }
  }
  return bullets;
}

// The first line is a headline when it stands apart from the text below it: by a blank line, by
// the name of who wrote it, by text in whole-paragraph lines, or because it ended early, where the
// next word would have fitted.
bool stands_apart(Lines lines) {
  if (lines.size() == 1 || lines[1].after_blank) return true;
  if (is_byline(lines[1].text)) return true;
  if (starts_lower_case(lines[1].text)) return false;
  std::size_t width = count_characters(lines[0].text);
  const std::size_t first_width = width;
  for (std::size_t at = 1; at < lines.size() && !lines[at].after_blank; ++at) {
    width = std::max(width, count_characters(lines[at].text));
  }
  const std::string_view next_word = lines[1].text.substr(0, lines[1].text.find(' '));
  return width > kWrapColumns || first_width + 1 + count_characters(next_word) <= width;
}

// "World Media" above the headline; alone above the text it would be the headline itself.
Lines without_section_labels(Lines lines) {
  while (lines.size() > 2 && is_section_label(lines[0].text) && lines[1].after_blank &&
         is_headline_like(lines[1].text)) {
    lines = lines.subspan(1);
  }
  return lines;
}

// Other articles' headlines below the text: short, without the function words of prose (which the
// text above has), and on the title's matter. A photo caption is prose, so it stays.
Lines without_trailing_headlines(Lines body, std::string_view title) {
  const auto is_prose = [](const PageLine& line) { return has_function_word(line.text); };
  const auto is_other_headline = [title, &is_prose](const PageLine& line) {
    return line.after_blank && is_headline_like(line.text) && !ends_sentence(line.text) &&
           count_words(line.text) >= kMinTrailerWords && !is_prose(line) &&
           share_a_word(line.text, title);
  };
  std::size_t end = body.size();
  while (end > 1 && is_other_headline(body[end - 1])) --end;
  // No headline is prose: the text either begins above all of them, or there is none.
  const Lines text = body.first(end);
  return std::any_of(text.begin(), text.end(), is_prose) ? text : body;
}

Article make_article(std::string_view title, Lines body, std::optional<Timestamp> published) {
  Article article;
  article.title = title;
  article.published = published;
  for (const PageLine& line : body) {
    if (!article.body.empty()) article.body += '\n';
    article.body += without_braces(line.text);
  }
  return article;
}

PageArticle read_listed_article(Lines lines, const std::stop_token& stop) {
  const PageContent content = strip_boilerplate(lines.subspan(1), stop);
  return PageArticle{
      make_article(without_bullet(lines.front().text), content.lines, content.published),
      lines.front().number};
}

std::optional<PageArticle> read_single_article(Lines lines, const std::stop_token& stop) {
  const PageContent content = strip_boilerplate(lines, stop);
  Lines text = without_section_labels(content.lines);
  if (text.empty()) return std::nullopt;
  const std::uint64_t line_number = text.front().number;
  std::string_view title;
  if (is_headline_like(text.front().text) && stands_apart(text)) {
    title = without_braces(text.front().text);
    text = without_trailing_headlines(text.subspan(1), title);
  }
  return PageArticle{make_article(title, text, content.published), line_number};
}

}  // namespace

std::vector<PageArticle> split_page(std::string& page, const std::stop_token& stop) {
  const std::vector<PageLine> all_lines = split_lines(page, stop);
  const Lines lines = all_lines;
  std::vector<PageArticle> articles;
  std::vector<std::size_t> bullets = find_article_bullets(lines);
  if (bullets.empty()) {
    if (auto article = read_single_article(lines, stop)) articles.push_back(std::move(*article));
  } else {
    bullets.push_back(lines.size());
    for (std::size_t i = 0; i + 1 < bullets.size() && !stop.stop_requested(); ++i) {
      const Lines listed = lines.subspan(bullets[i], bullets[i + 1] - bullets[i]);
      articles.push_back(read_listed_article(listed, stop));
    }
  }
  if (stop.stop_requested()) articles.clear();
  return articles;
}

}  // namespace newsidx::source
