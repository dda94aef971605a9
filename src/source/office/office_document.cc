#include "source/office/office_document.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/status_macros.h"
#include "source/archive/member_reader.h"
#include "source/dates/date_text.h"
#include "source/limit_message.h"
#include "source/office/office_text.h"
#include "source/stream/memory_stream.h"
#include "source/warc/header_text.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kBlockBytes = 64 << 10;
constexpr std::uint64_t kXmlPerText = 64;  // of Word: so many bytes around one of text are enough
constexpr std::size_t kMaxTitleBytes = 300;

bool is_text_member(std::string_view name) {
  return name == "word/document.xml" || name == "content.xml";
}

bool is_facts_member(std::string_view name) {
  return name == "docProps/core.xml" || name == "meta.xml";
}

Status read_xml(ByteStream& stream, XmlHandler& handler) {
  XmlReader reader(handler);
  std::array<char, kBlockBytes> block;
  while (true) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::size_t size, stream.read(block.data(), block.size()));
    NEWSIDX_RETURN_IF_ERROR(reader.feed({block.data(), size}, size == 0));
    if (size == 0) return {};
  }
}

struct Document {
  OfficeTextHandler text;
  OfficeFactsHandler facts;
  bool has_text = false;
};

Status read_document(const RawRecord& record, std::uint64_t max_text_bytes,
                     const std::stop_token& stop, Document& document) {
  ArchiveBudget budget;
  budget.max_members = 10'000;
  budget.max_bytes = max_text_bytes * kXmlPerText;
  ContainerOptions options;
  options.stop = stop;
  MemoryStream stream(record.bytes);
  NEWSIDX_ASSIGN_OR_RETURN(const auto members,
                           MemberReader::open(stream, ContainerKind::zip, budget,
                                              record.origin->file, std::move(options)));
  bool has_facts = false;
  while (!document.has_text || !has_facts) {
    auto member = members->next();
    if (!member && document.has_text) return {};  // what is damaged is not needed
    if (!member) return fail(std::move(member).error());
    if (!member->has_value()) return {};
    ByteStream& content = *(*member)->content;
    if (is_text_member((*member)->name) && !document.has_text) {
      NEWSIDX_RETURN_IF_ERROR(read_xml(content, document.text));
      document.has_text = true;
    } else if (is_facts_member((*member)->name) && !has_facts) {
      has_facts = true;
      static_cast<void>(read_xml(content, document.facts));  // those in front of damage are known
    }
  }
  return {};
}

void add_keyword(Article& article, std::string_view name, std::string_view value) {
  if (!value.empty()) article.keywords.emplace_back(std::string(name), std::string(value));
}

void add_facts(const OfficeFactsHandler& facts, Article& article) {
  article.title = facts.fact("title");
  article.lang = facts.fact("language");
  std::string_view created = facts.fact("created");
  if (created.empty()) created = facts.fact("creation-date");
  article.published = parse_date(created);
  if (article.published) add_keyword(article, kDateFromField, "document");
  std::string_view modified = facts.fact("modified");
  if (modified.empty()) modified = facts.fact("date");
  if (const auto time = parse_date(modified))
    add_keyword(article, kModifiedField, time->to_string());
  const std::string_view initial = facts.fact("initial-creator");
  add_keyword(article, "author", initial.empty() ? facts.fact("creator") : initial);
  const std::string_view words = facts.fact("keywords");
  add_keyword(article, "tags", words.empty() ? facts.fact("keyword") : words);
}

// What the text says of itself counts more than what the program that wrote it does.
void add_named(const OfficeTextHandler& text, Article& article) {
  if (const auto date = parse_date(text.date())) {
    article.published = date;
    std::erase_if(article.keywords,
                  [](const Keyword& each) { return each.first == kDateFromField; });
    add_keyword(article, kDateFromField, "text");
  } else {
    article.body = text.date();
  }
  const Keyword author{"author", text.author()};
  if (std::ranges::find(article.keywords, author) == article.keywords.end()) {
    add_keyword(article, author.first, author.second);
  }
}

void add_text(const OfficeTextHandler& text, Article& article) {
  const std::vector<std::string>& paragraphs = text.paragraphs();
  auto first = paragraphs.begin();
  if (!text.title().empty()) {
    article.title = text.title();
  } else if (first != paragraphs.end() && *first == article.title) {
    ++first;
  } else if (article.title.empty() && paragraphs.size() > 1 && first->size() <= kMaxTitleBytes) {
    article.title = *first++;
  }
  for (; first != paragraphs.end(); ++first) {
    if (!article.body.empty()) article.body += '\n';
    article.body += *first;
  }
}

}  // namespace

void parse_office(const RawRecord& record, ParsedRecord& out, std::uint64_t max_text_bytes,
                  const std::stop_token& stop) {
  Document document{OfficeTextHandler(max_text_bytes), {}, false};
  const Status read = read_document(record, max_text_bytes, stop, document);
  if (stop.stop_requested()) return;
  const auto report = [&](Remark remark) {
    Problem problem;
    problem.file = record.origin->file;
    problem.byte = record.byte;
    problem.message = std::move(remark.message);
    problem.hint = std::move(remark.hint);
    out.problems.push_back(std::move(problem));
  };
  if (!read) return report("the document cannot be read: " + read.error().message);
  if (!document.has_text) {
    out.is_no_news = true;
    return report("no text document: a table, slides, or a part of one");
  }
  if (document.text.is_too_long()) {
    return report(limit_message("the document", max_text_bytes));
  }
  Article article;
  add_facts(document.facts, article);
  add_named(document.text, article);
  add_text(document.text, article);
  if (article.body.empty() && article.title.empty()) {
    out.is_no_news = true;
    return report("a document without text");
  }
  article.url = record.origin->url;
  article.source = record.origin->source;
  if (article.lang.empty()) article.lang = record.origin->language;
  out.articles.push_back(std::move(article));
}

}  // namespace newsidx::source
