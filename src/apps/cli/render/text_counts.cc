// What was counted, for people: aligned rows, and bars on a terminal.
//
//   month    articles
//   2016-07       412  ███████████████
//   2016-08       598  ██████████████████████
//   undated         3
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/render/number_text.h"
#include "cli/render/render.h"
#include "cli/render/text_table.h"

namespace newsidx::cli {
namespace {

using Column = TextTable::Column;

struct Row {
  std::string name;
  std::uint64_t articles = 0;
  bool has_bar = true;
};

constexpr std::size_t kLongestBar = 60;
constexpr std::size_t kShortestBar = 10;  // on however narrow a terminal

// To an eighth of a column; something of what is not nothing.
std::string bar(std::uint64_t count, std::uint64_t most, std::size_t columns) {
  constexpr std::size_t kParts = 8;
  static constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (count == 0 || most == 0) return {};
  const double share = static_cast<double>(count) / static_cast<double>(most);
  const auto eighths = static_cast<std::size_t>(
      std::max(1LL, std::llround(share * static_cast<double>(columns * kParts))));
  std::string text;
  for (std::size_t i = 0; i < eighths / kParts; ++i) text += "█";
  return text.append(kEighths[eighths % kParts]);
}

std::string table(std::string_view name, const std::vector<Row>& rows, const TextStyle& style) {
  std::vector<Column> columns = {{}, {Column::Align::right}};
  std::vector<std::string> head = {std::string(name), "articles"};
  if (style.has_bars) {
    columns.emplace_back();
    head.emplace_back();
  }
  std::uint64_t most = 0;
  std::size_t name_columns = column_count(name);
  for (const Row& row : rows) {
    if (row.has_bar) most = std::max(most, row.articles);
    name_columns = std::max(name_columns, column_count(row.name));
  }
  const std::size_t taken = name_columns + std::max(head[1].size(), grouped(most).size()) + 5;
  const std::size_t left = style.width > taken + kShortestBar ? style.width - taken : kShortestBar;
  TextTable text(std::move(columns));
  text.set_head(std::move(head));
  for (const Row& row : rows) {
    std::vector<std::string> cells = {row.name, grouped(row.articles)};
    if (style.has_bars) {
      cells.push_back(row.has_bar ? bar(row.articles, most, std::min(left, kLongestBar)) : "");
    }
    text.add(std::move(cells));
  }
  return text.to_string(style.color);
}

std::string facet_text(const Facet& facet, const TextStyle& style) {
  std::vector<Row> rows;
  for (const auto& [value, articles] : facet.values) rows.push_back({value, articles});
  if (facet.more_values > 0) {
    rows.push_back({counted(facet.more_values, "more value"), facet.more_articles, false});
  }
  if (facet.without > 0) rows.push_back({"without", facet.without, false});
  return table(facet.field, rows, style);
}

std::string histogram_text(const Histogram& histogram, const TextStyle& style) {
  std::vector<Row> rows;
  for (const auto& [name, articles] : histogram.buckets) rows.push_back({name, articles});
  if (histogram.undated > 0) rows.push_back({"undated", histogram.undated, false});
  return table(interval_name(histogram.interval), rows, style);
}

std::string top_words_text(const TopWords& top, const TextStyle& style) {
  TextTable text({{}, {Column::Align::right}, {Column::Align::right}});
  text.set_head({"word", "of the first " + grouped(top.articles_read), "of all"});
  for (const TopWords::Word& word : top.words) {
    text.add({word.word, grouped(word.articles), grouped(word.all_articles)});
  }
  return text.to_string(style.color);
}

}  // namespace

bool has_counts(const Answer& answer) {
  return !answer.facets.empty() || answer.histogram || answer.top_words;
}

std::string counts_text(const Answer& answer, const TextStyle& style) {
  std::string text;
  const auto add = [&text](const std::string& table) {
    if (!text.empty()) text += '\n';
    text += table;
  };
  for (const Facet& facet : answer.facets) add(facet_text(facet, style));
  if (answer.histogram) add(histogram_text(*answer.histogram, style));
  if (answer.top_words) add(top_words_text(*answer.top_words, style));
  return text;
}

std::string render_table(const Answer& answer, const TextStyle& style) {
  TextTable table({{Column::Align::right},
                   {Column::Align::right},
                   {},
                   {},
                   {Column::Align::left, TextRole::title},
                   {}});
  table.set_head({"rank", "score", "published", "source", "title", "id"});
  for (const Hit& hit : answer.hits) {
    table.add({std::to_string(hit.rank), fixed(hit.score, 3),
               hit.published ? date_text(*hit.published) : "", hit.source, hit.title.text, hit.id});
  }
  return answer.hits.empty() ? "" : table.to_string(style.color);
}

}  // namespace newsidx::cli
