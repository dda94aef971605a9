// analysis/stemmer.h
//
// One Snowball stemmer (libstemmer has one kind of object per language and no versions).
//
// Threads: one stemmer, one thread.   Cost: about 320 ns a word.
#pragma once

#include <memory>
#include <string_view>

struct sb_stemmer;

namespace newsidx::analysis {

class Stemmer {
 public:
  /// @param language  one of language_names(); anything else: words stay as they are
  explicit Stemmer(std::string_view language);

  /// The stem of a folded word, or the word itself where the stem would be empty. The view is valid
  /// until the next call or as long as `word`.
  [[nodiscard]] std::string_view stem(std::string_view word);

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const noexcept;
  };
  std::unique_ptr<sb_stemmer, Delete> stemmer_;
};

}  // namespace newsidx::analysis
