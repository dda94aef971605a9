#include <newsidx/synonyms.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "api/synonym_maps.h"
#include "base/status_macros.h"

namespace newsidx {
namespace {

// No more than may be in one, and what is one byte too long.
Result<std::string> read_file(const std::string& path) {
  const auto cannot = [&path](ErrorCode code, const std::string& why) {
    return fail(code, "synonyms: " + path + ": " + why,
                "a file, or one of the lists that come with newsidx: news, spelling");
  };
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return cannot(ErrorCode::not_found, "no such file");
  if (std::filesystem::is_directory(status)) {
    return cannot(ErrorCode::invalid_argument, "it is a folder");
  }
  std::ifstream file(path, std::ios::binary);
  std::string text(query::kMaxSynonymBytes + 1, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.eof() && file.fail()) return cannot(ErrorCode::io, "it cannot be read");
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

}  // namespace

Result<Synonyms> Synonyms::load(const std::vector<std::string>& files) {
  Synonyms synonyms;
  if (files.empty()) return synonyms;
  auto rules = std::make_shared<Rules>();
  for (const std::string& name : files) {
    std::string text(query::shipped_synonyms(name));
    if (text.empty()) {
      NEWSIDX_ASSIGN_OR_RETURN(text, read_file(name));
    }
    NEWSIDX_RETURN_IF_ERROR(query::add_synonyms(text, name, rules->rules));
  }
  synonyms.rules_ = std::move(rules);
  return synonyms;
}

Result<Synonyms> Synonyms::parse(std::string_view text, std::string_view name) {
  Synonyms synonyms;
  auto rules = std::make_shared<Rules>();
  NEWSIDX_RETURN_IF_ERROR(query::add_synonyms(text, name, rules->rules));
  synonyms.rules_ = std::move(rules);
  return synonyms;
}

}  // namespace newsidx
