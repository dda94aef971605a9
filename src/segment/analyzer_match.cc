#include "segment/analyzer_match.h"

#include <string>

namespace newsidx::segment {

Status match_analyzer(const IndexSettings& settings, std::string_view fingerprint) {
  if (settings.fingerprint == fingerprint) return {};
  return fail(ErrorCode::unsupported,
              "the index was analysed by '" + settings.fingerprint + "', this newsidx has '" +
                  std::string(fingerprint) + "'",
              settings.stores_articles ? Hint(HintName::rebuild)
                                       : Hint("build the index again: it stores no articles"));
}

}  // namespace newsidx::segment
