// Articles for tests of the public interface, and an index of them.
#pragma once

#include <newsidx/build.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace newsidx::testing {

inline Article article(std::string id, std::string title, std::string body) {
  Article made;
  made.id = std::move(id);
  made.title = std::move(title);
  made.body = std::move(body);
  return made;
}

inline Result<BuildReport> build_from(std::vector<Article> articles, const BuildOptions& options) {
  std::size_t at = 0;
  return build(
      [&]() -> std::optional<Article> {
        if (at == articles.size()) return std::nullopt;
        return articles[at++];
      },
      options);
}

}  // namespace newsidx::testing
