#include "analysis/keyword_words.h"

#include <algorithm>
#include <utility>

#include "analysis/compound_filter.h"
#include "analysis/scripts.h"
#include "analysis/unicode.h"
#include "analysis/units.h"
#include "base/utf8.h"

namespace newsidx::analysis {

namespace {

// A run of letters and digits, and whether it is one word with the next.
struct Part {
  std::string text;
  bool joins_next = false;
};

bool is_number(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return byte >= '0' && byte <= '9'; });
}

// Is what stands between two parts a sign that joins them, as in texts? A dot may stand before it:
// "u.s.-led".
bool is_joining(std::string_view gap) {
  constexpr std::string_view kSigns = ".&_@";
  if (gap.size() > 1 && gap.front() == '.') gap.remove_prefix(1);
  if (gap.empty()) return false;
  const bool is_plain_sign = gap.size() == 1 && kSigns.find(gap.front()) != std::string_view::npos;
  return is_plain_sign || hyphen_size(gap, 0) == gap.size() ||
         apostrophe_size(gap, 0) == gap.size();
}

bool joins(const Part& part, std::string_view gap, std::string_view next) {
  if (!is_number(part.text) || !is_number(next)) return is_joining(gap);
  constexpr std::size_t kGroup = 3;  // 10,000
  return gap == "," && part.text.size() <= kGroup && next.size() == kGroup;
}

std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> parts;
  std::size_t last_end = 0;
  for (std::size_t at = 0; at < text.size() && parts.size() < kMaxKeywordWords;) {
    const std::size_t begin = at;
    while (at < text.size()) {
      const CodePoint point = decode_utf8(text, at);
      if (kind_of(point.value) == CharKind::other) break;
      at += point.size;
    }
    if (at == begin) {
      at += decode_utf8(text, at).size;
      continue;
    }
    const std::string_view word = text.substr(begin, at - begin);
    if (!parts.empty()) {
      parts.back().joins_next = joins(parts.back(), text.substr(last_end, begin - last_end), word);
    }
    parts.push_back({std::string(word)});
    last_end = at;
  }
  return parts;
}

bool is_one_letter(std::string_view part) { return decode_utf8(part, 0).size == part.size(); }

}  // namespace

std::vector<KeywordCompound> keyword_compounds(std::string_view folded) {
  constexpr std::size_t kMaxBytes = 4096;
  std::vector<KeywordCompound> compounds;
  bool goes_on = false;
  for (Part& part : parts_of(cut_to(folded, kMaxBytes))) {
    if (!goes_on) compounds.emplace_back();
    goes_on = part.joins_next;
    compounds.back().parts.push_back(std::move(part.text));
  }
  for (KeywordCompound& compound : compounds) {
    const std::vector<std::string>& parts = compound.parts;
    const bool is_acronym = std::ranges::all_of(parts, is_one_letter);
    if (parts.size() == 1 || (parts.size() > kMaxJoinedParts && !is_acronym)) continue;
    for (const std::string& part : parts) compound.joined += part;
  }
  return compounds;
}

std::vector<std::string> keyword_pairs(std::string_view word) {
  std::vector<std::string> pairs;
  std::size_t last = word.size();  // where the unit before starts
  for (std::size_t at = 0; at < word.size() && pairs.size() < kMaxKeywordWords;) {
    const CodePoint point = decode_utf8(word, at);
    const bool is_unit = is_unit_letter(point.value);
    const std::size_t end = is_unit ? unit_end(word, at) : at + point.size;
    if (is_unit && last < at) pairs.emplace_back(word.substr(last, end - last));
    last = is_unit ? at : word.size();
    at = end;
  }
  if (pairs.size() == 1 && pairs[0] == word) pairs.clear();
  return pairs;
}

std::vector<std::string> keyword_words(std::string_view folded) {
  std::vector<std::string> words;
  const auto add = [&](std::string word) {
    if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
  };
  for (const KeywordCompound& compound : keyword_compounds(folded)) {
    const std::vector<std::string>& parts = compound.parts;
    for (std::size_t at = 0; at < parts.size(); ++at) {
      add(parts[at]);
      for (std::string& pair : keyword_pairs(parts[at])) add(std::move(pair));
      if (at + 1 < parts.size()) add(parts[at] + parts[at + 1]);
    }
    if (!compound.joined.empty()) add(compound.joined);
  }
  if (!words.empty() && words[0] == folded) words.erase(words.begin());
  return words;
}

std::string_view bare_url(std::string_view folded) {
  const std::size_t scheme = folded.find("://");
  if (scheme < folded.find_first_of("/?#")) folded.remove_prefix(scheme + 3);
  folded = folded.substr(0, folded.find('#'));
  while (folded.ends_with('/')) folded.remove_suffix(1);
  return folded;
}

std::string host_of_url(std::string_view folded) {
  folded = bare_url(folded);
  folded = folded.substr(0, folded.find_first_of("/?"));
  const std::size_t user = folded.rfind('@');
  if (user != std::string_view::npos) folded.remove_prefix(user + 1);
  return std::string(folded.substr(0, folded.find(':')));
}

std::vector<std::string> hosts_of_url(std::string_view folded) {
  constexpr std::size_t kMaxLabels = 8;
  std::vector<std::string> hosts;
  std::string host = host_of_url(folded);
  while (host.find('.') != std::string::npos && hosts.size() < kMaxLabels) {
    hosts.push_back(host);
    host.erase(0, host.find('.') + 1);
  }
  if (hosts.empty() && !host.empty()) hosts.push_back(host);  // localhost
  return hosts;
}

}  // namespace newsidx::analysis
