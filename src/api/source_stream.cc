#include "api/source_stream.h"

#include "analysis/languages.h"
#include "base/utf8.h"
#include "source/article_namer.h"

namespace newsidx {

void LanguageCheck::note(const std::string& lang) {
  if (lang.empty()) return;
  if (lang != last_) {
    last_ = lang;
    last_is_unknown_ = !analysis::find_language(lang).has_value();
  }
  if (last_is_unknown_) ++unknown_count_;
}

std::optional<Article> SourceStream::next() {
  std::optional<Article> article = reader_.next();
  if (!article) return article;
  languages_.note(article->lang);
  const bool may_clash = reader_.is_named_by_url() && reader_.is_read_on(reader_.input());
  id_beside_another_ = may_clash ? source::content_id(*article) : std::string();
  return article;
}

void SourceStream::report(indexer::BuildProgress& progress) const {
  progress.text_bytes = reader_.counts().text_bytes;
  progress.done_units = reader_.counts().input_bytes;
  progress.total_units = reader_.total_input_bytes();
}

void make_storable(Article& article) {
  for (std::string* text :
       {&article.id, &article.title, &article.body, &article.url, &article.source, &article.lang}) {
    repair_utf8(*text);
  }
  for (auto& [name, value] : article.keywords) {
    repair_utf8(name);
    repair_utf8(value);
  }
  if (article.id.empty()) article.id = source::content_id(article);
}

std::optional<Article> FunctionStream::next() {
  std::optional<Article> article = next_();
  if (!article) return article;
  make_storable(*article);
  languages_.note(article->lang);
  text_bytes_ += article->title.size() + article->body.size();
  return article;
}

}  // namespace newsidx
