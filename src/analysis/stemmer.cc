#include "analysis/stemmer.h"

#include <libstemmer.h>

#include <string>

namespace newsidx::analysis {

void Stemmer::Delete::operator()(sb_stemmer* stemmer) const noexcept { sb_stemmer_delete(stemmer); }

Stemmer::Stemmer(std::string_view language)
    : stemmer_(sb_stemmer_new(std::string(language).c_str(), "UTF_8")) {}

std::string_view Stemmer::stem(std::string_view word) {
  if (stemmer_ == nullptr) return word;
  const sb_symbol* stem =
      sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                      static_cast<int>(word.size()));
  const int size = sb_stemmer_length(stemmer_.get());
  if (stem == nullptr || size <= 0) return word;
  return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(size)};
}

}  // namespace newsidx::analysis
