#include "source/input_splitter.h"

#include <algorithm>
#include <utility>

#include "source/line_splitter.h"
#include "source/text_encoding.h"
#include "source/whole_splitter.h"

namespace newsidx::source {
namespace {

// A zero byte is in no text. Among records it is one broken record, so that these are told first.
bool is_binary(std::string_view head) {
  return head.find('\0') != std::string_view::npos && format_of_text(head) != FileFormat::records;
}

}  // namespace

InputSplitter::InputSplitter(const ReaderOptions& options, const StopEvent& stop)
    : max_record_bytes_(options.max_record_bytes),
      max_window_bytes_(std::max(kUsualWindowBytes, options.memory_bytes / kMemoryPerWindow)),
      stop_(stop),
      lines_(options.max_record_bytes) {}

void InputSplitter::start(const InputFile& file) {
  RecordOrigin origin;
  origin.file = file.path;
  origin.name = file.name;
  origin_ = std::make_shared<const RecordOrigin>(std::move(origin));
  text_bytes_before_ = counts_.text_bytes;
  input_bytes_before_ = counts_.input_bytes;
  if (file.format == FileFormat::no_news) {
    return skip_file(no_news_message(std::string(no_news_by_name(file.name))));
  }
  auto opened = DecompressedStream::open(file.path, &stop_, max_window_bytes_);
  if (!opened) return give_up_file(opened.error());
  stream_.emplace(std::move(*opened));
  update_bytes();
  const std::string_view head = stream_->head();
  if (const std::string_view encoding = wide_encoding_of(head); !encoding.empty()) {
    const std::string name(encoding);
    return skip_file(name + " text (try: iconv -f " + name + " -t UTF-8)");
  }
  if (is_binary(head)) {
    return file.format == FileFormat::unknown && !file.is_named ? ignore_file("binary file")
                                                                : skip_file("binary, not text");
  }
  FileFormat format = file.format;
  if (format == FileFormat::unknown) {
    format = format_of_text(head);
    const bool is_surely_text = file.is_named || has_no_suffix(file.name);
    if (format == FileFormat::page && !is_surely_text) return ignore_file("unrecognized file");
  }
  splitter_ = make_splitter(format);
}

std::unique_ptr<RecordSplitter> InputSplitter::make_splitter(FileFormat format) {
  const auto on_problem = [this](Problem problem) { report(std::move(problem)); };
  is_first_record_told_ = format != FileFormat::json;
  if (format != FileFormat::page) {
    return std::make_unique<LineSplitter>(lines_, *stream_, origin_, max_record_bytes_, on_problem);
  }
  return std::make_unique<WholeSplitter>(
      *stream_, WholeSplitter::Settings{RecordKind::page, "the page", max_record_bytes_}, origin_,
      on_problem);
}

std::optional<InputPiece> InputSplitter::next() {
  while (stream_ && pending_.empty() && !stop_.requested()) {
    auto record = splitter_->next();
    update_bytes();
    if (!record) {
      give_up_file(record.error());
    } else if (!record->has_value()) {
      ++counts_.files;
      stream_.reset();
    } else if (!std::exchange(is_first_record_told_, true) && is_one_document(**record)) {
      continue;
    } else if (pending_.empty()) {
      return InputPiece{std::move(*record), std::nullopt};
    } else {
      pending_.push_back({std::move(*record), std::nullopt});
    }
  }
  if (stop_.requested()) stream_.reset();
  if (pending_.empty()) return std::nullopt;
  InputPiece piece = std::move(pending_.front());
  pending_.pop_front();
  return piece;
}

// A file whose first line is no record is not JSON lines: nothing of it is read.
bool InputSplitter::is_one_document(const RawRecord& record) {
  std::string line;
  line.reserve(record.bytes.size() + LineReader::kPaddingBytes);
  line = record.bytes;
  const auto parsed = JsonRecordParser().parse(line, stop_.token());
  if (parsed) return false;
  skip_file("its first line is no record: " + parsed.error().message +
            " (try: one article a line, as by jq -c)");
  return true;
}

void InputSplitter::give_up_file(const Error& error) {
  if (error.code == ErrorCode::cancelled) {
    stream_.reset();
  } else {
    skip_file(error.message);
  }
}

void InputSplitter::skip_file(std::string message) {
  ++counts_.files_skipped;
  report({Problem::Kind::unreadable_file, origin_->file, 0, 0, std::move(message)});
  stream_.reset();
}

void InputSplitter::ignore_file(const std::string& what) {
  ++counts_.ignored_kinds[what];
  report({Problem::Kind::no_news, origin_->file, 0, 0, no_news_message(what)});
  stream_.reset();
}

void InputSplitter::update_bytes() {
  counts_.text_bytes = text_bytes_before_ + stream_->text_bytes();
  counts_.input_bytes = input_bytes_before_ + stream_->input_bytes();
}

std::uint64_t InputSplitter::extra_window_bytes() const {
  const std::uint64_t bytes = stream_ ? stream_->window_bytes() : 0;
  return bytes - std::min(bytes, kUsualWindowBytes);
}

}  // namespace newsidx::source
