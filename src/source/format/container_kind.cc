#include "source/format/container_kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/blanks.h"
#include "base/bytes.h"
#include "source/warc/header_text.h"
#include "source/warc/record_head.h"

namespace newsidx::source {
namespace {

using namespace std::string_view_literals;

// ---- mail --------------------------------------------------------------------------------------

constexpr std::string_view kMailFields[] = {
    "from",       "to",           "subject",     "date",     "message-id",   "mime-version",
    "received",   "return-path",  "newsgroups",  "reply-to", "delivered-to", "content-type",
    "references", "organization", "in-reply-to", "sender",   "list-id",      "x-mailer"};

// What a head of mail says of itself; `is_head` is false when a line in it is no field.
struct MailHead {
  bool is_head = false;
  std::size_t known_count = 0;  // fields that mail has, each once
  std::string_view text;
};

bool is_field_name(std::string_view name) {
  return !name.empty() && name.size() < 77 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

MailHead read_mail_head(std::string_view text) {
  MailHead head;
  std::string_view rest = text;
  std::array<bool, std::size(kMailFields)> is_seen{};
  bool is_first = true;
  while (!rest.empty()) {
    if (rest.find('\n') == std::string_view::npos && !is_first)
      break;  // cut off by the head's size
    const std::string_view line = take_line(rest);
    if (line.empty()) break;
    if (!is_first && (line.front() == ' ' || line.front() == '\t')) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_field_name(line.substr(0, colon))) return {};
    const std::string name = lower_ascii(line.substr(0, colon));
    const auto* known = std::find(std::begin(kMailFields), std::end(kMailFields), name);
    if (known != std::end(kMailFields)) {
      bool& seen = is_seen[static_cast<std::size_t>(known - std::begin(kMailFields))];
      head.known_count += seen ? 0 : 1;
      seen = true;
    }
    is_first = false;
  }
  head.is_head = !is_first;
  head.text = text.substr(0, static_cast<std::size_t>(rest.data() - text.data()));
  return head;
}

bool is_mail(const MailHead& head) {
  constexpr std::size_t kEnoughFields = 3;
  if (!head.is_head) return false;
  const auto has = [&](std::string_view name) { return !header_value(head.text, name).empty(); };
  return head.known_count >= kEnoughFields || (has("From") && has("Subject"));
}

// A page that a browser saved was sent to nobody, and by none who has an address.
bool is_mhtml(const MailHead& head) {
  const auto has = [&](std::string_view name) { return !header_value(head.text, name).empty(); };
  const MediaType type = parse_media_type(header_value(head.text, "Content-Type"));
  if (!head.is_head || type.name != "multipart/related") return false;
  if (has("Snapshot-Content-Location")) return true;
  if (header_value(head.text, "From").find('@') != std::string_view::npos) return false;
  return has("MIME-Version") && !has("To") && !has("Received") && !has("Message-ID") &&
         !has("Delivered-To");
}

// "From someone@example Sat Aug 27 02:17:00 2016", then a head of mail.
bool is_mbox(std::string_view head) {
  if (!head.starts_with("From ")) return false;
  const std::string_view line = take_line(head);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::count_if(line.begin(), line.end(), is_digit) < 4) return false;
  while (head.starts_with(">From ")) static_cast<void>(take_line(head));
  return read_mail_head(head).is_head;
}

// ---- zip ---------------------------------------------------------------------------------------

constexpr std::string_view kZipEntry = "PK\x03\x04"sv;
constexpr std::size_t kZipHeadBytes = 30;

// The kind that a member of that name tells; zip when it says nothing.
ContainerKind kind_of_member(std::string_view name) {
  if (name.starts_with("word/")) return ContainerKind::docx;
  for (const std::string_view start : {"xl/", "ppt/", "visio/"}) {
    if (name.starts_with(start)) return ContainerKind::other_office;
  }
  const bool is_warc = name.starts_with("archive/") && name.find(".warc") != std::string_view::npos;
  const bool is_list = name == "pages/pages.jsonl" || name.starts_with("indexes/index.");
  return is_warc || is_list ? ContainerKind::wacz : ContainerKind::zip;
}

// The first member of OpenDocument and EPUB is "mimetype", not compressed.
ContainerKind kind_of_mime_type(std::string_view type) {
  if (type.starts_with("application/vnd.oasis.opendocument.text")) return ContainerKind::odt;
  return type.starts_with("application/") ? ContainerKind::other_office : ContainerKind::zip;
}

ContainerKind kind_of_zip(std::string_view head) {
  bool is_first = true;
  bool is_office = false;
  for (std::size_t at = head.find(kZipEntry); at != std::string_view::npos;
       at = head.find(kZipEntry, at + kZipEntry.size())) {
    const std::string_view entry = head.substr(at);
    if (entry.size() < kZipHeadBytes) break;
    const std::size_t name_bytes = load_le<std::uint16_t>(entry.data() + 26);
    const std::size_t extra_bytes = load_le<std::uint16_t>(entry.data() + 28);
    const std::string_view name = entry.substr(kZipHeadBytes, name_bytes);
    if (is_first && name == "mimetype") {
      const std::size_t begin = std::min(kZipHeadBytes + name_bytes + extra_bytes, entry.size());
      return kind_of_mime_type(entry.substr(begin));
    }
    is_first = false;
    is_office = is_office || name == "[Content_Types].xml" || name == "_rels/.rels";
    const ContainerKind kind = kind_of_member(name);
    const bool is_told = kind == ContainerKind::wacz || (is_office && kind != ContainerKind::zip);
    if (is_told) return kind;
  }
  return is_office ? ContainerKind::docx : ContainerKind::zip;  // the reader sees what it is
}

// ---- tar ---------------------------------------------------------------------------------------

// The sum of the bytes of the first block, of which its own field counts as blanks (POSIX).
bool is_tar(std::string_view head) {
  constexpr std::size_t kBlockBytes = 512;
  constexpr std::size_t kSumAt = 148;
  constexpr std::size_t kSumBytes = 8;
  if (head.size() < kBlockBytes || head.front() == '\0') return false;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kBlockBytes; ++i) {
    const bool is_own = i >= kSumAt && i < kSumAt + kSumBytes;
    sum += is_own ? std::uint64_t{' '} : static_cast<unsigned char>(head[i]);
  }
  std::string_view digits = trimmed(head.substr(kSumAt, kSumBytes));
  digits = digits.substr(0, digits.find_first_not_of("01234567"));
  return parse_size(digits, 8) == sum;
}

bool is_warc(std::string_view head) {
  head.remove_prefix(std::min(head.find_first_not_of("\r\n"), head.size()));
  return begins_record(head, WebArchiveFormat::warc);
}

}  // namespace

ContainerKind container_kind_of(std::string_view head) {
  constexpr std::size_t kPdfWithinBytes = 1024;
  if (is_warc(head)) return ContainerKind::warc;
  if (head.starts_with("filedesc:")) return ContainerKind::arc;
  if (head.starts_with("7z\xbc\xaf\x27\x1c"sv)) return ContainerKind::seven_zip;
  if (head.starts_with(kZipEntry)) return kind_of_zip(head);
  if (head.starts_with("PK\x05\x06"sv)) return ContainerKind::zip;  // without members
  if (head.substr(0, kPdfWithinBytes).find("%PDF-") != std::string_view::npos &&
      (head.starts_with("%PDF-") || head.find('\0') != std::string_view::npos)) {
    return ContainerKind::pdf;
  }
  if (is_tar(head)) return ContainerKind::tar;
  if (is_mbox(head)) return ContainerKind::mbox;
  const MailHead mail = read_mail_head(head);
  if (is_mhtml(mail)) return ContainerKind::mhtml;
  return is_mail(mail) ? ContainerKind::mail : ContainerKind::none;
}

std::string_view name_of(ContainerKind kind) {
  switch (kind) {
    case ContainerKind::none: break;
    case ContainerKind::warc: return "WARC";
    case ContainerKind::arc: return "ARC";
    case ContainerKind::mbox: return "mbox";
    case ContainerKind::mail: return "e-mail";
    case ContainerKind::mhtml: return "MHTML";
    case ContainerKind::pdf: return "PDF";
    case ContainerKind::docx: return "docx";
    case ContainerKind::odt: return "odt";
    case ContainerKind::other_office: return "office or book";
    case ContainerKind::wacz: return "WACZ";
    case ContainerKind::zip: return "zip";
    case ContainerKind::tar: return "tar";
    case ContainerKind::seven_zip: return "7z";
  }
  return "";
}

}  // namespace newsidx::source
