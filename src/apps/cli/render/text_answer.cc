// Hits for people:
//
//   1. US and Russia ‘close’ to reaching Syria peace agreement                4.812
//      2016-08-27 02:17 · dpa · 001_a246.txt
//      … the first local residents left the Damascus suburb of «Daraya» Friday …
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/hint_words.h"
#include "cli/render/number_text.h"
#include "cli/render/render.h"
#include "cli/render/terminal_text.h"

namespace newsidx::cli {
namespace {

constexpr std::size_t kMinTextColumns = 20;  // on however narrow a terminal

// The first words of a text, for an article without a title.
std::string first_words(std::string_view text) {
  constexpr std::size_t kMaxBytes = 60;
  if (text.size() <= kMaxBytes) return std::string(text);
  const std::size_t blank = text.rfind(' ', kMaxBytes);
  if (blank == std::string_view::npos || blank == 0) return {};
  return std::string(text.substr(0, blank)) + " …";
}

Paragraph title_of(const Hit& hit, bool color) {
  Paragraph title(color);
  title.add(hit.title.text, TextRole::title, hit.title.marks);
  if (title.empty()) title.add(first_words(hit.snippet.text), TextRole::title);
  if (title.empty()) title.add(hit.id, TextRole::title);
  return title;
}

Paragraph meta_of(const Hit& hit, bool color) {
  Paragraph meta(color);
  const std::string date = hit.published ? date_text(*hit.published) : "";
  const std::size_t count = hit.copy_ids.size();
  const std::string copies =
      count == 0 ? "" : "+" + grouped(count) + (count == 1 ? " copy" : " copies");
  const std::string_view cut = hit.snippet_partial ? "passage from a part of the article" : "";
  for (const std::string_view part :
       {std::string_view(date), std::string_view(hit.source), std::string_view(hit.id),
        std::string_view(hit.is_correction ? "correction" : ""), std::string_view(copies), cut}) {
    if (part.empty()) continue;
    if (!meta.empty()) meta.add(" · ", TextRole::meta);
    meta.add(part, TextRole::meta);
  }
  return meta;
}

std::string render_hit(const Hit& hit, std::size_t rank_columns, const TextStyle& style) {
  const std::size_t indentation = rank_columns + 2;
  const std::string score = fixed(hit.score, 3);
  const std::size_t width =
      std::max(std::size_t{style.width}, indentation + kMinTextColumns + 2 + score.size());

  const std::string rank = std::to_string(hit.rank);
  std::string text = std::string(rank_columns - rank.size(), ' ') + rank + ". ";
  const std::size_t title_width = width - indentation - score.size() - 2;
  bool first = true;
  for (const auto& line : title_of(hit, style.color).lines(title_width)) {
    if (!first) text.append(indentation, ' ');
    text += line.text;
    if (first) text.append(title_width - line.columns + 2, ' ').append(score);
    text += '\n';
    first = false;
  }
  text += meta_of(hit, style.color).to_string(width, indentation);
  Paragraph snippet(style.color);
  snippet.add(hit.snippet.text, TextRole::plain, hit.snippet.marks);
  return text + snippet.to_string(width, indentation);
}

// "filtered: date 2016-08 (Europe/Berlin), source reuters"
std::string filters_text(const Answer& answer) {
  std::string text;
  for (const auto& [field, value] : answer.filters) {
    text += text.empty() ? "filtered: " : ", ";
    text += field.empty() ? value : field + ' ' + value;
    if (field == "date") text += " (" + answer.time_zone + ')';
  }
  return text;
}

// "expanded: evac*tion to 3 words, opec~1 to 256 of 400 words, US = USA = United States"
std::string expanded_text(const Answer& answer) {
  std::string text;
  for (const ExpandedWord& word : answer.expanded) {
    text += text.empty() ? "expanded: " : ", ";
    if (!word.synonyms.empty()) {
      text += word.written;
      for (const std::string& synonym : word.synonyms) text += " = " + synonym;
      continue;
    }
    text += word.written + " to ";
    if (word.words > word.searched) {
      text += grouped(word.searched) + (word.words_counted ? " of " : " of more than ");
    }
    text += counted(word.words, "word");
  }
  return text;
}

}  // namespace

std::string render_text(const Answer& answer, const TextStyle& style) {
  std::size_t rank_columns = 1;
  for (const Hit& hit : answer.hits) {
    rank_columns = std::max(rank_columns, std::to_string(hit.rank).size());
  }
  std::string text;
  for (const Hit& hit : answer.hits) {
    if (!text.empty()) text += '\n';
    text += render_hit(hit, rank_columns, style);
  }
  const std::string counts = counts_text(answer, style);
  if (!text.empty() && !counts.empty()) text += '\n';
  return text + counts;
}

std::string remarks_text(const Answer& answer) {
  std::string text;
  const auto add = [&text](std::string_view kind, const std::vector<Remark>& remarks) {
    for (const Remark& remark : remarks) {
      Paragraph line(false);
      text += line.add(kind).add(remark.to_string(words_of)).to_string(SIZE_MAX);
    }
  };
  if (!answer.suggestion.empty()) {
    Paragraph line(false);
    text += line.add("did you mean: ").add(answer.suggestion).to_string(SIZE_MAX);
  }
  if (!answer.filters.empty()) {
    Paragraph line(false);
    text += line.add(filters_text(answer)).to_string(SIZE_MAX);
  }
  if (!answer.expanded.empty()) {
    Paragraph line(false);
    text += line.add(expanded_text(answer)).to_string(SIZE_MAX);
  }
  add("warning: ", answer.warnings);
  add("note: ", answer.notes);
  return text;
}

std::string total_text(const Answer& answer) {
  const std::uint64_t total = answer.total.value_or(answer.hits.size());
  if (total == 0) return "no articles";
  if (!answer.stories) return counted(total, "article");
  const std::string stories =
      *answer.stories == 1 ? "1 story" : grouped(*answer.stories) + " stories";
  return stories + " (" + counted(total, "article") + ", of copies the first published)";
}

std::string summary_text(const Answer& answer) {
  std::string text;
  const std::size_t shown = answer.hits.size();
  const bool is_count = shown == 0 && has_counts(answer);
  const auto total = answer.stories ? answer.stories : answer.total;
  if (total && *total != shown && !is_count) text = grouped(shown) + " of ";
  return text + total_text(answer) + " in " + duration_text(answer.seconds) + "\n" +
         remarks_text(answer);
}

}  // namespace newsidx::cli
