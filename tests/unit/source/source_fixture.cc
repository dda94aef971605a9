#include "source_fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

namespace newsidx::source {

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "newsidx_source_XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  root_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

std::string TempFolder::path(std::string_view name) const {
  return name.empty() ? root_.string() : (root_ / name).string();
}

std::string TempFolder::write(std::string_view name, std::string_view bytes) const {
  const std::filesystem::path file = root_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
  return file.string();
}

std::string compressed(std::string_view bytes, const std::string& filter) {
  if (filter == "none") return std::string(bytes);
  std::string out(bytes.size() + (1 << 20), '\0');
  std::size_t used = 0;
  archive* writer = archive_write_new();
  REQUIRE(archive_write_add_filter_by_name(writer, filter.c_str()) == ARCHIVE_OK);
  archive_write_set_format_raw(writer);
  archive_write_set_bytes_in_last_block(writer, 1);  // no padding to whole tape blocks
  REQUIRE(archive_write_open_memory(writer, out.data(), out.size(), &used) == ARCHIVE_OK);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  REQUIRE(archive_write_header(writer, entry) == ARCHIVE_OK);
  REQUIRE(archive_write_data(writer, bytes.data(), bytes.size()) >= 0);
  archive_entry_free(entry);
  REQUIRE(archive_write_close(writer) == ARCHIVE_OK);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

Reading read_all(const std::vector<std::string>& inputs, std::uint64_t max_record_bytes) {
  Reading reading;
  ReaderOptions options;
  options.max_record_bytes = max_record_bytes;
  options.on_problem = [&reading](const Problem& problem) { reading.problems.push_back(problem); };
  auto reader = ArticleReader::open(inputs, options);
  if (!reader) {
    reading.error = std::string(name_of(reader.error().code)) + ": " + reader.error().message;
    return reading;
  }
  while (auto article = reader->next()) reading.articles.push_back(std::move(*article));
  CHECK_FALSE(reader->next().has_value());  // the end stays the end
  reading.counts = reader->counts();
  reading.total_input_bytes = reader->total_input_bytes();
  return reading;
}

std::vector<std::string> ids_of(const Reading& reading) {
  std::vector<std::string> ids;
  for (const Article& article : reading.articles) ids.push_back(article.id);
  return ids;
}

std::vector<std::string> problems_of(const Reading& reading, const TempFolder& folder) {
  constexpr const char* kKinds[] = {"unreadable_file", "broken_record", "mended_text",
                                    "ignored_value"};
  std::vector<std::string> lines;
  for (const Problem& problem : reading.problems) {
    std::string line = problem.to_string();
    if (line.starts_with(folder.path())) line.erase(0, folder.path().size() + 1);
    lines.push_back(std::string(kKinds[static_cast<int>(problem.kind)]) + ' ' + line);
  }
  return lines;
}

}  // namespace newsidx::source
