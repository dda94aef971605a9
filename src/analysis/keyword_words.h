// analysis/keyword_words.h: the words of a keyword field's value, and the hosts of a url.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsidx::analysis {

/// More words of a value are not looked at: values are names, and some fields are texts.
inline constexpr std::size_t kMaxKeywordWords = 32;

/// The distinct runs of letters and digits of a folded value, in their order; none where the value
/// is one such run: it stands for itself.
[[nodiscard]] std::vector<std::string> keyword_words(std::string_view folded);

/// The host of a folded url, without scheme, user, port and path: "www.bbc.co.uk".
[[nodiscard]] std::string host_of_url(std::string_view folded);

/// A folded url without scheme, fragment and slashes at its end: "www.bbc.co.uk/news/world-1".
[[nodiscard]] std::string_view bare_url(std::string_view folded);

/// The host and its parent domains of two labels and more: www.bbc.co.uk, bbc.co.uk, co.uk.
[[nodiscard]] std::vector<std::string> hosts_of_url(std::string_view folded);

}  // namespace newsidx::analysis
