#include "source/mail/mhtml.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "source/dates/date_text.h"
#include "source/mail/header_words.h"
#include "source/mail/mime_parts.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

// The part that the head names as the start, or else the first page.
const MimePart* root_part(const std::vector<MimePart>& parts, std::string_view start) {
  const MimePart* root = nullptr;
  for (const MimePart& part : parts) {
    if (part.type != "text/html" && part.type != "application/xhtml+xml") continue;
    if (root == nullptr) root = &part;
    if (!start.empty() && in_brackets(header_value(part.head, "Content-ID")) == start) return &part;
  }
  return root;
}

}  // namespace

std::optional<RawRecord> mhtml_page(const RawRecord& record, ParsedRecord& out) {
  const std::string_view head = std::string_view(record.bytes).substr(0, head_bytes(record.bytes));
  const auto [parts, is_cut] = mime_parts(record.bytes);
  const auto report = [&](Problem::Kind kind, std::string message) {
    out.problems.push_back({kind, record.origin->file, 0, record.byte, std::move(message)});
  };
  if (is_cut) report(Problem::Kind::cut_off, "the saved page is cut off");
  const std::string start = header_parameter(header_value(head, "Content-Type"), "start");
  const MimePart* root = root_part(parts, in_brackets(start));
  if (root == nullptr) {
    report(Problem::Kind::broken_record, "a saved page without a part of HTML");
    return std::nullopt;
  }
  RecordOrigin origin = *record.origin;
  std::string url = decode_header(header_value(head, "Snapshot-Content-Location"));
  if (url.empty()) url = decode_header(header_value(root->head, "Content-Location"));
  if (!url.empty()) origin.url = std::move(url);
  origin.media_type = root->type;
  origin.charset = root->charset;
  if (!origin.first_seen) origin.first_seen = parse_date(header_value(head, "Date"));
  RawRecord page;
  page.bytes = decoded_body(*root);
  page.origin = std::make_shared<const RecordOrigin>(std::move(origin));
  page.number = record.number;
  page.byte = record.byte;
  return page;
}

std::string mhtml_title(const RawRecord& record) {
  const std::string_view head = std::string_view(record.bytes).substr(0, head_bytes(record.bytes));
  return decode_header(header_value(head, "Subject"));
}

}  // namespace newsidx::source
