#include "source/file_reader.h"

#include <algorithm>
#include <utility>

#include "source/json_repair.h"
#include "source/page_splitter.h"
#include "source/text_encoding.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kFirstPageBytes = 16 << 10;
constexpr std::size_t kKeptPageBytes = 1 << 20;  // a larger buffer is for one page

// A zero byte is in no text. Among records it is one broken record, so that these are told first.
bool is_binary(std::string_view head) {
  return head.find('\0') != std::string_view::npos && format_of_text(head) != FileFormat::records;
}

std::string limit_message(std::string_view what, std::uint64_t max_bytes) {
  return std::string(what) + " is longer than " + std::to_string(max_bytes) +
         " bytes (try: a larger --max-record)";
}

// A line for each kind.
std::vector<std::string> mended_characters(const MendedBytes& bytes, std::size_t control_count) {
  std::vector<std::string> lines;
  const auto add = [&lines](std::size_t count, const char* one, const char* several) {
    if (count > 0) lines.push_back(std::to_string(count) + (count == 1 ? one : several));
  };
  add(bytes.decoded, " byte that is not UTF-8 was read as Windows-1252",
      " bytes that are not UTF-8 were read as Windows-1252");
  add(bytes.replaced, " ill-formed character was replaced by U+FFFD",
      " ill-formed characters were replaced by U+FFFD");
  add(control_count, " line end, tab or control character in a string was kept",
      " line ends, tabs or control characters in strings were kept");
  return lines;
}

}  // namespace

FileReader::FileReader(ReaderOptions options, const StopEvent& stop)
    : options_(std::move(options)), stop_(stop), lines_(options_.max_record_bytes) {}

void FileReader::start(const InputFile& file) {
  file_ = file;
  any_record_read_ = false;
  text_bytes_before_ = counts_.text_bytes;
  input_bytes_before_ = counts_.input_bytes;
  const std::uint64_t max_window_bytes =
      std::max(kUsualWindowBytes, options_.memory_bytes / kMemoryPerWindow);
  auto opened = DecompressedStream::open(file.path, &stop_, max_window_bytes);
  if (!opened) return give_up_file(opened.error());
  stream_.emplace(std::move(*opened));
  update_bytes();
  const std::string_view head = stream_->head();
  if (const std::string_view encoding = wide_encoding_of(head); !encoding.empty()) {
    const std::string name(encoding);
    return skip_file(name + " text (try: iconv -f " + name + " -t UTF-8)");
  }
  if (is_binary(head)) return skip_file("binary, not text");
  if (file_.format == FileFormat::unknown) file_.format = format_of_text(head);
  if (file_.format == FileFormat::page) {
    if (read_page_text()) split_page_text();
    if (page_.capacity() > kKeptPageBytes) std::string().swap(page_);
  } else {
    lines_.start(*stream_);
  }
}

std::optional<Article> FileReader::next() {
  if (!page_articles_.empty()) {
    Article article = std::move(page_articles_.front());
    page_articles_.pop_front();
    return article;
  }
  return stream_ ? next_record() : std::nullopt;
}

void FileReader::report(const Problem& problem) {
  if (problem.kind == Problem::Kind::unreadable_file) ++counts_.files_skipped;
  if (problem.kind == Problem::Kind::broken_record) ++counts_.records_skipped;
  if (options_.on_problem) options_.on_problem(problem);
}

std::uint64_t FileReader::extra_window_bytes() const {
  const std::uint64_t bytes = stream_ ? stream_->window_bytes() : 0;
  return bytes - std::min(bytes, kUsualWindowBytes);
}

// ---- records -----------------------------------------------------------------------------------

std::optional<Article> FileReader::next_record() {
  while (!stop_.requested()) {
    auto read = lines_.next();
    update_bytes();
    if (!read) {
      give_up_file(read.error());
      return std::nullopt;
    }
    if (!read->has_value()) {
      finish_file();
      return std::nullopt;
    }
    const Line& line = **read;
    if (line.too_long) {
      skip_record(line, limit_message("the line", options_.max_record_bytes));
      continue;
    }
    if (line.text.find_first_not_of(" \t") == std::string_view::npos) continue;
    auto record = records_.parse(line.text, stop_.token());
    if (!record && record.error().code == ErrorCode::parse) {
      if (auto mended = read_broken_string(line.text)) record = *std::move(mended);
      if (stop_.requested()) break;
    }
    if (record) return accept_record(std::move(*record), line);
    if (record.error().code == ErrorCode::cancelled) break;
    if (file_.format == FileFormat::json && !any_record_read_) {
      skip_file("its first line is no record: " + record.error().message +
                " (try: one article a line, as by jq -c)");
      return std::nullopt;
    }
    skip_record(line, record.error().message);
  }
  stream_.reset();
  return std::nullopt;
}

// A record that is no JSON because a string in it goes over several lines. It ends where a line
// that does not end in a string has a bracket at its end; the next record ends the search.
// @return nothing where it is not so, or the lines are no record together either
std::optional<JsonRecord> FileReader::read_broken_string(std::string_view first) {
  if (!begins_record(first)) return std::nullopt;
  JsonStringScan strings;
  strings.scan(first);
  if (!strings.is_in_string()) return std::nullopt;
  std::size_t scanned = first.size();
  while (true) {
    const auto line = lines_.extend();
    if (!line || !line->has_value() || stop_.requested()) break;
    const std::string_view added = (*line)->text.substr(scanned);
    if (begins_record(added.substr(1 + (added.starts_with('\r') ? 1 : 0)))) break;
    strings.scan(added);
    scanned += added.size();
    const std::size_t last = added.find_last_not_of(" \t\r");
    if (strings.is_in_string() || last == std::string_view::npos || added[last] != '}') continue;
    auto record = records_.parse((*line)->text, stop_.token());
    if (record) return *std::move(record);
    break;
  }
  lines_.go_back();
  return std::nullopt;
}

std::optional<Article> FileReader::accept_record(JsonRecord record, const Line& line) {
  any_record_read_ = true;
  Problem problem{Problem::Kind::mended_text, file_.path, line.number, line.byte, {}};
  for (std::string& mended :
       mended_characters({record.decoded_count, record.replaced_count}, record.escaped_count)) {
    problem.message = std::move(mended);
    report(problem);
  }
  const bool is_mended = !problem.message.empty();
  problem.kind = Problem::Kind::ignored_value;
  for (std::string& value : record.ignored_values) {
    problem.message = std::move(value);
    report(problem);
  }
  if (is_mended || !record.ignored_values.empty()) ++counts_.records_mended;
  Article article = std::move(record.article);
  if (article.id.empty()) article.id = file_.name + '#' + std::to_string(line.number);
  ++counts_.articles;
  return article;
}

void FileReader::skip_record(const Line& line, std::string message) {
  any_record_read_ = true;
  report({Problem::Kind::broken_record, file_.path, line.number, line.byte, std::move(message)});
}

// ---- pages -------------------------------------------------------------------------------------

// All of the file, or what is sound of it. @return false when there is nothing to go on with
bool FileReader::read_page_text() {
  page_.resize(kFirstPageBytes);
  std::size_t size = 0;
  while (true) {
    if (size == page_.size()) page_.resize(size * 2);
    const auto count = stream_->read(page_.data() + size, page_.size() - size);
    update_bytes();
    size += count ? *count : 0;
    if (size > options_.max_record_bytes) {
      report({Problem::Kind::broken_record, file_.path, 0, 0,
              limit_message("the page", options_.max_record_bytes)});
      finish_file();
      return false;
    }
    if (!count) give_up_file(count.error());
    if (count && *count == 0) finish_file();
    if (!stream_) break;
  }
  page_.resize(size);
  return size > 0 && !stop_.requested();
}

void FileReader::split_page_text() {
  std::vector<std::string> mended = mended_characters(mend_encoding(page_), 0);
  if (!mended.empty()) ++counts_.records_mended;
  for (std::string& message : mended) {
    report({Problem::Kind::mended_text, file_.path, 0, 0, std::move(message)});
  }
  std::vector<PageArticle> articles = split_page(page_, stop_.token());
  if (articles.empty() && !stop_.requested()) {
    report({Problem::Kind::broken_record, file_.path, 0, 0, "a page without an article"});
  }
  for (std::size_t i = 0; i < articles.size(); ++i) {
    Article& article = articles[i].article;
    article.id = articles.size() == 1 ? file_.name : file_.name + '#' + std::to_string(i + 1);
    page_articles_.push_back(std::move(article));
    ++counts_.articles;
  }
}

// ---- accounting --------------------------------------------------------------------------------

void FileReader::give_up_file(const Error& error) {
  if (error.code == ErrorCode::cancelled) {
    stream_.reset();
  } else {
    skip_file(error.message);
  }
}

void FileReader::skip_file(std::string message) {
  report({Problem::Kind::unreadable_file, file_.path, 0, 0, std::move(message)});
  stream_.reset();
}

void FileReader::finish_file() {
  ++counts_.files;
  stream_.reset();
}

void FileReader::update_bytes() {
  counts_.text_bytes = text_bytes_before_ + stream_->text_bytes();
  counts_.input_bytes = input_bytes_before_ + stream_->input_bytes();
}

}  // namespace newsidx::source
