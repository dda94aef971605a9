// Hits for people:
//
//   1. US and Russia ‘close’ to reaching Syria peace agreement                4.812
//      dpa · 2016-08-27 02:17 · https://news.example/syria
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
  constexpr std::string_view kLeftOut = "… ";
  if (text.starts_with(kLeftOut)) text.remove_prefix(kLeftOut.size());
  constexpr std::size_t kMaxBytes = 60;
  if (text.size() <= kMaxBytes) return std::string(text);
  const std::size_t blank = text.rfind(' ', kMaxBytes);
  if (blank == std::string_view::npos || blank == 0) return {};
  return std::string(text.substr(0, blank)) + " …";
}

Paragraph title_of(const Hit& hit, const TextStyle& style) {
  Paragraph title(style.color);
  if (style.links) title.link_to(hit.url);
  title.add(hit.title.text, TextRole::title, hit.title.marks);
  if (title.empty()) title.add(first_words(hit.snippet.text), TextRole::title);
  if (title.empty()) title.add(hit.id, TextRole::title);
  return title;
}

std::string time_of(const Hit& hit, const TextStyle& style) {
  if (!hit.published) return {};
  return style.times == nullptr ? date_text(*hit.published) : style.times->text(*hit.published);
}

// Where it is from, and what opens it: its address, or the id that `show` takes.
Paragraph meta_of(const Hit& hit, const TextStyle& style) {
  Paragraph meta(style.color);
  const auto add = [&meta](std::string_view part) {
    if (!meta.empty() && !part.empty()) meta.add(" · ", TextRole::meta);
    return !part.empty();
  };
  const auto add_text = [&](std::string_view part) {
    if (add(part)) meta.add(part, TextRole::meta);
  };
  add_text(hit.source);
  add_text(time_of(hit, style));
  if (add(hit.url)) {
    if (style.links) meta.link_to(hit.url);
    meta.add(hit.url, TextRole::meta).link_to("");
  }
  if (style.ids || hit.url.empty()) add_text(hit.id);
  add_text(hit.index);
  if (hit.is_correction) add_text("correction");
  if (const std::size_t count = hit.copy_ids.size(); count > 0) {
    add_text("+" + grouped(count) + (count == 1 ? " copy" : " copies"));
  }
  if (hit.snippet_partial) add_text("passage from a part of the article");
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
  for (const auto& line : title_of(hit, style).lines(title_width)) {
    if (!first) text.append(indentation, ' ');
    text += line.text;
    if (first) text.append(title_width - line.columns + 2, ' ').append(score);
    text += '\n';
    first = false;
  }
  text += meta_of(hit, style).to_string(width, indentation);
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

// Of a list of words: how many articles have all of them, and how many any.
std::string words_summary(const Answer& answer) {
  const std::size_t shown = answer.hits.size();
  const std::uint64_t any = *answer.total;
  const std::uint64_t all = *answer.total_all_words;
  if (all == any) {
    return (any == shown ? "" : grouped(shown) + " of ") + counted(any, "article") +
           " with all words";
  }
  if (all >= answer.hits.back().rank) {
    return (all == shown ? "" : grouped(shown) + " of ") + counted(all, "article") +
           " with all words, " + grouped(any) + " with any";
  }
  return (any == shown ? "" : grouped(shown) + " of ") + counted(any, "article") +
         " with any word, " + (all == 0 ? "none" : grouped(all)) + " with all";
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
  if (answer.total && answer.total_all_words && !answer.stories && !answer.hits.empty()) {
    return words_summary(answer) + ", in " + duration_text(answer.seconds) + '\n' +
           remarks_text(answer);
  }
  std::string text;
  const std::size_t shown = answer.hits.size();
  const bool is_count = shown == 0 && has_counts(answer);
  const auto total = answer.stories ? answer.stories : answer.total;
  if (total && *total != shown && !is_count) text = grouped(shown) + " of ";
  return text + total_text(answer) + " in " + duration_text(answer.seconds) + "\n" +
         remarks_text(answer);
}

}  // namespace newsidx::cli
