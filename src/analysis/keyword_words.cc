#include "analysis/keyword_words.h"

#include <algorithm>

#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::analysis {

std::vector<std::string> keyword_words(std::string_view folded) {
  constexpr std::size_t kMaxBytes = 4096;
  const std::string_view text = cut_to(folded, kMaxBytes);
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    if (std::ranges::find(words, word) == words.end()) words.push_back(word);
    word.clear();
  };
  for (std::size_t at = 0; at < text.size() && words.size() < kMaxKeywordWords;) {
    const CodePoint point = decode_utf8(text, at);
    const CharKind kind = kind_of(point.value);
    if (kind == CharKind::other) {
      end_word();
    } else {
      word.append(text, at, point.size);
    }
    at += point.size;
  }
  end_word();
  if (words.size() > kMaxKeywordWords) words.resize(kMaxKeywordWords);
  if (words.size() == 1 && words[0] == folded) words.clear();
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
