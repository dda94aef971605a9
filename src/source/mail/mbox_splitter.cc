#include "source/mail/mbox_splitter.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/blanks.h"
#include "base/cancellation.h"
#include "source/limit_message.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::string_view kFrom = "From ";
constexpr std::string_view kFromLine = "\nFrom ";
constexpr std::size_t kLookaheadBytes = 4 << 10;  // the line, and the one behind it
constexpr std::size_t kStepBytes = 256 << 10;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The line has a time, "02:17", which a sentence that begins with "From" hardly has, and a year.
bool has_time_and_year(std::string_view line) {
  bool has_time = false;
  std::size_t digits = 0;
  bool has_year = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    digits = is_digit(line[i]) ? digits + 1 : 0;
    has_year = has_year || digits == 4;
    has_time = has_time || (line[i] == ':' && i > 0 && i + 1 < line.size() &&
                            is_digit(line[i - 1]) && is_digit(line[i + 1]));
  }
  return has_time && has_year;
}

bool begins_with_field(std::string_view text) {
  const std::string_view line = take_line(text);
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 &&
         line.substr(0, colon).find_first_of(" \t") == std::string_view::npos;
}

// ">From " and ">>From " lose a ">".
std::string without_escapes(std::string_view mail) {
  std::string out;
  out.reserve(mail.size());
  std::size_t copied = 0;
  for (std::size_t at = mail.find('>'); at != std::string_view::npos;) {
    const std::size_t end = std::min(mail.find_first_not_of('>', at), mail.size());
    const bool is_line_start = at == 0 || mail[at - 1] == '\n';
    if (is_line_start && mail.substr(end).starts_with(kFrom)) {
      out += mail.substr(copied, at - copied);
      copied = at + 1;
    }
    at = mail.find('>', end);
  }
  out += mail.substr(copied);
  return out;
}

}  // namespace

// Not every writer leaves an empty line in front, so it is the head behind that counts.
bool begins_mail(std::string_view text) {
  const std::string_view line = take_line(text);
  if (!line.starts_with(kFrom) || !has_time_and_year(line)) return false;
  while (text.starts_with(">From ")) static_cast<void>(take_line(text));
  return begins_with_field(text);
}

MboxSplitter::MboxSplitter(ByteStream& stream, std::shared_ptr<const RecordOrigin> origin,
                           ContainerOptions options, const FileEnd& begin, bool waits)
    : window_(stream),
      origin_(std::move(origin)),
      options_(std::move(options)),
      begin_byte_(begin.byte),
      waits_(waits),
      count_(begin.line) {}

Result<std::optional<RawRecord>> MboxSplitter::next() {
  while (true) {
    if (options_.stop.stop_requested()) return cancelled_error();
    mail_byte_ = window_.position();
    if (window_.fill(kLookaheadBytes).empty()) {
      if (window_.fault()) return fail(*window_.fault());
      return std::optional<RawRecord>();
    }
    bool is_too_long = false;
    const std::size_t size = find_end(is_too_long);
    is_too_long = is_too_long || size > options_.max_record_bytes;
    const std::string_view text = window_.fill(size);
    if (window_.fault() && size == text.size()) return fail(*window_.fault());
    if (options_.stop.stop_requested()) return cancelled_error();
    end_byte_ = mail_byte_;
    if (waits_ && size > 0 && size == text.size() && !text.ends_with('\n') &&
        window_.fill(size + 1).size() == size) {
      is_waiting_ = true;
      window_.skip(size);
      return std::optional<RawRecord>();
    }
    end_byte_ = window_.position() + size;
    std::string_view mail = text.substr(0, size);
    if (mail.starts_with(kFrom)) static_cast<void>(take_line(mail));
    const bool is_rest = std::exchange(options_.begins_behind_damage, false) && !begins_mail(text);
    const bool is_left_out = is_rest || trimmed(mail).empty();
    if (!is_left_out && !is_too_long) {
      RawRecord record;
      record.bytes = without_escapes(mail);
      RecordOrigin origin = *origin_;
      origin.media_type = "message/rfc822";
      record.origin = std::make_shared<const RecordOrigin>(std::move(origin));
      record.number = ++count_;
      record.byte = begin_byte_ + mail_byte_;
      window_.skip(size);
      return std::optional(std::move(record));
    }
    window_.skip(size);
    if (is_too_long) report_too_long();
  }
}

// Where the mail at the front of the window ends: before the next one, or at the end. One that is
// too long is dropped up to what is left in the window.
std::size_t MboxSplitter::find_end(bool& is_too_long) {
  std::size_t searched = 0;
  while (!options_.stop.stop_requested()) {
    const std::size_t wanted = searched + kStepBytes + kLookaheadBytes;
    const std::string_view text = window_.fill(wanted);
    const bool is_all = text.size() < wanted;
    // A line that may be cut off is looked at when more is there.
    const std::size_t limit = is_all ? text.size() : text.size() - kLookaheadBytes;
    for (std::size_t at = text.find(kFromLine, searched); at < limit;
         at = text.find(kFromLine, at + 1)) {
      if (begins_mail(text.substr(at + 1, kLookaheadBytes))) return at + 1;
    }
    if (is_all) return text.size();
    searched = limit;
    if (searched > options_.max_record_bytes || is_too_long) {
      is_too_long = true;
      window_.skip(searched - 1);  // the line end in front of the next one
      searched = 0;
    }
  }
  return 0;
}

void MboxSplitter::report_too_long() {
  if (!options_.on_problem) return;
  Problem problem;
  problem.file = origin_->file;
  problem.byte = begin_byte_ + mail_byte_;
  Remark remark = limit_message("the mail", options_.max_record_bytes);
  problem.message = "at byte " + std::to_string(problem.byte) + ": " + remark.message;
  problem.hint = std::move(remark.hint);
  options_.on_problem(problem);
}

}  // namespace newsidx::source
