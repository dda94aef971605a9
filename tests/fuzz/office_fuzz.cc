// Any bytes as a document of Office, as the XML in one, and as the text of a PDF: UTF-8 out of
// UTF-8, and no more of it than there was.
#include "base/utf8.h"
#include "fuzz.h"
#include "source/office/office_document.h"
#include "source/office/office_text.h"
#include "source/office/pdf_text.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

void check_xml(std::string_view xml, XmlHandler& handler) {
  XmlReader reader(handler);
  const std::size_t half = xml.size() / 2;
  if (reader.feed(xml.substr(0, half))) static_cast<void>(reader.feed(xml.substr(half), true));
}

void check_document_xml(std::string_view xml) {
  constexpr std::size_t kMaxBytes = 10'000;
  OfficeTextHandler text(kMaxBytes);
  check_xml(xml, text);
  std::size_t bytes = text.title().size();
  for (const std::string& paragraph : text.paragraphs()) {
    NEWSIDX_CHECK(is_valid_utf8(paragraph) && !paragraph.empty());
    NEWSIDX_CHECK(paragraph.find('\n') == std::string::npos);
    bytes += paragraph.size();
  }
  NEWSIDX_CHECK(bytes <= kMaxBytes + xml.size());
  OfficeFactsHandler facts;
  check_xml(xml, facts);
  for (const char* name : {"title", "created", "creator"})
    NEWSIDX_CHECK(is_valid_utf8(facts.fact(name)));
}

void check_pdf_text(std::string_view text) {
  std::size_t bytes = 0;
  for (const std::string& paragraph : pdf_paragraphs(text)) {
    NEWSIDX_CHECK(!paragraph.empty());
    NEWSIDX_CHECK(paragraph.find_first_of("\n\f") == std::string::npos);
    NEWSIDX_CHECK(!is_valid_utf8(text) || is_valid_utf8(paragraph));
    bytes += paragraph.size();
  }
  NEWSIDX_CHECK(bytes <= text.size());
}

void check_document(std::string_view bytes) {
  RawRecord record;
  record.bytes = bytes;
  record.origin = std::make_shared<const RecordOrigin>();
  ParsedRecord out;
  parse_office(record, out, 10'000);
  NEWSIDX_CHECK(out.articles.size() + out.problems.size() == 1);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  const std::string_view bytes = fuzz::text(data, size);
  check_document_xml(bytes);
  check_pdf_text(bytes);
  check_document(bytes);
  return 0;
}
