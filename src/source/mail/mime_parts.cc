#include "source/mail/mime_parts.h"

#include <algorithm>

#include "base/blanks.h"
#include "source/mail/header_words.h"
#include "source/mail/transfer_encoding.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxDepth = 8;
constexpr std::size_t kMaxParts = 10'000;

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  MimeParts scan() {
    for (std::size_t at = 0; at < text_.size() && parts_.size() < kMaxParts;) {
      const std::size_t newline = text_.find('\n', at);
      const std::size_t next = newline == std::string_view::npos ? text_.size() : newline + 1;
      take_line(at, next);
      at = next;
    }
    if (parts_.size() == kMaxParts) return {std::move(parts_), false};
    finish_part(text_.size());
    return {std::move(parts_), !around_.empty()};
  }

 private:
  enum class Place { head, body, between };
  struct Multipart {
    std::string boundary;
    std::size_t alternative = 0;  // itself, or around it
    bool is_digest = false;
  };

  void take_line(std::size_t begin, std::size_t next) {
    std::string_view line = text_.substr(begin, next - begin);
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("--") && take_delimiter(line, begin, next)) return;
    if (place_ == Place::head && line.empty()) finish_head(next);
  }

  // The innermost multipart that the line is a delimiter of; those within it end too.
  bool take_delimiter(std::string_view line, std::size_t begin, std::size_t next) {
    line.remove_prefix(2);
    for (std::size_t depth = around_.size(); depth-- > 0;) {
      const std::string& boundary = around_[depth].boundary;
      if (!line.starts_with(boundary)) continue;
      const std::string_view rest = trimmed(line.substr(boundary.size()));
      const bool is_last = rest == "--";
      if (!rest.empty() && !is_last) continue;
      finish_part(begin);
      around_.resize(is_last ? depth : depth + 1);
      place_ = is_last ? Place::between : Place::head;
      begin_ = next;
      return true;
    }
    return false;
  }

  void finish_head(std::size_t next) {
    head_ = text_.substr(begin_, next - begin_);
    begin_ = next;
    place_ = Place::body;
    const std::string_view type = header_value(head_, "Content-Type");
    const std::string name = parse_media_type(type).name;
    if (!name.starts_with("multipart/")) return;
    Multipart multipart;
    multipart.boundary = header_parameter(type, "boundary");
    if (multipart.boundary.empty() || around_.size() == kMaxDepth) return;
    multipart.is_digest = name == "multipart/digest";
    if (!around_.empty()) multipart.alternative = around_.back().alternative;
    if (name == "multipart/alternative") multipart.alternative = ++alternative_count_;
    around_.push_back(std::move(multipart));
    place_ = Place::between;
  }

  void finish_part(std::size_t end) {
    if (place_ == Place::head) {
      head_ = text_.substr(begin_, end - begin_);
      begin_ = end;
    }
    if (place_ == Place::between) return;
    MimePart part;
    part.head = head_;
    part.body = text_.substr(begin_, end - begin_);
    if (!around_.empty()) {  // the line end in front of a delimiter is part of it
      if (part.body.ends_with('\n')) part.body.remove_suffix(1);
      if (part.body.ends_with('\r')) part.body.remove_suffix(1);
    }
    const bool is_in_digest = !around_.empty() && around_.back().is_digest;
    if (!around_.empty()) part.alternative = around_.back().alternative;
    const MediaType type = parse_media_type(header_value(head_, "Content-Type"));
    part.type = is_in_digest ? "message/rfc822" : "text/plain";
    if (type.name.find('/') != std::string::npos) part.type = type.name;
    part.charset = type.charset;
    const std::string_view disposition = header_value(head_, "Content-Disposition");
    part.is_attachment = lower_ascii(disposition.substr(0, 10)) == "attachment";
    parts_.push_back(std::move(part));
    place_ = Place::between;
  }

  std::string_view text_;
  std::vector<MimePart> parts_;
  std::vector<Multipart> around_;  // the place at hand, the innermost last
  std::size_t alternative_count_ = 0;
  Place place_ = Place::head;
  std::string_view head_;
  std::size_t begin_ = 0;  // of what place_ says
};

}  // namespace

MimeParts mime_parts(std::string_view text) {
  MimeParts mail = Scanner(text).scan();
  if (mail.parts.empty()) mail.parts.emplace_back();
  const MimePart& last = mail.parts.back();
  const std::string_view encoding = header_value(last.head, "Content-Transfer-Encoding");
  if (equal_ignoring_case(encoding, "base64") && is_cut_base64(last.body)) mail.is_cut = true;
  return mail;
}

std::string decoded_body(const MimePart& part) {
  return decode_transfer(part.body, header_value(part.head, "Content-Transfer-Encoding"));
}

}  // namespace newsidx::source
