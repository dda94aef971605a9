// Any bytes as a mailbox, a mail and a saved page: UTF-8 out of it, no more text than there is, and
// the same mails whatever the steps in which the stream is read.
#include "base/utf8.h"
#include "record_check.h"
#include "source/mail/mail_message.h"
#include "source/mail/mbox_splitter.h"
#include "source/mail/mhtml.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

std::vector<RawRecord> mails_of(std::string_view text, std::size_t step_bytes) {
  ContainerOptions options;
  options.max_record_bytes = 5000;
  auto split = split_records<MboxSplitter>(StringStream(std::string(text), step_bytes), options);
  fuzz::check_split(split);
  for (const RawRecord& mail : split.records) NEWSIDX_CHECK(mail.bytes.size() <= 5000);
  return std::move(split.records);
}

void check_mail(const RawRecord& mail) {
  ParsedRecord out;
  parse_mail(mail, out);
  NEWSIDX_CHECK(!out.articles.empty() || !out.problems.empty());
  for (const Article& article : out.articles) {
    for (const std::string* text : {&article.title, &article.body, &article.id, &article.source,
                                    &article.lang, &article.url}) {
      NEWSIDX_CHECK(is_valid_utf8(*text));
    }
    NEWSIDX_CHECK(article.title.find('\n') == std::string::npos);
    // A byte may become U+FFFD or another character of three bytes; a line end, nothing more.
    NEWSIDX_CHECK(article.body.size() <= 3 * mail.bytes.size() + 16);
    for (const Keyword& each : article.keywords) NEWSIDX_CHECK(is_valid_utf8(each.second));
  }
  const auto page = mhtml_page(mail, out);
  NEWSIDX_CHECK(!page || page->bytes.size() <= mail.bytes.size());
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  const std::string_view text = fuzz::text(data, size);
  const std::vector<RawRecord> mails = mails_of(text, 1 << 20);
  const std::vector<RawRecord> again = mails_of(text, 13);
  NEWSIDX_CHECK(mails.size() == again.size());
  for (std::size_t i = 0; i < mails.size(); ++i) NEWSIDX_CHECK(mails[i].bytes == again[i].bytes);
  RawRecord whole;
  whole.bytes = text;
  whole.origin = std::make_shared<const RecordOrigin>();
  check_mail(whole);
  for (const RawRecord& mail : mails) check_mail(mail);
  return 0;
}
