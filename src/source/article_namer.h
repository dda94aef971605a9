// source/article_namer.h
//
// Ids of articles, in the order of the input.
//
//   its own id (guid, canonical url, "id" of a record)
//   or its url, if no article of another title had that
//   or the name of its file, if that is one record: "a.txt"
//   or a hash of what it says: 32 hexadecimal digits
//
// So an id depends on no place in a file, which changes as the file does. Records without id and
// url that say the same are one article.
//
// A page of a web archive that was fetched from the url of an earlier one is the same article,
// whatever its title is. Of other records a later one is that has the url and the title of an
// earlier one, or, without a title, its url and text.
//
// An id of up to nine digits is often the number of a row, of which every table has one. Where
// another article of another file had it, the file is put in front: "b.csv#id=17". They are one
// article where they have the same title (or neither has one and the text is the same), as in an
// export that is there twice; posts of feeds, where the site is the same. So an export in parts
// whose numbers run on keeps its ids, and which of two tables keeps them is told by the order of
// the input alone.
//
// Threads: one.   Memory: some 50 bytes an article with a url or a number, 8 with one of a row.
#pragma once

#include <cstdint>
#include <deque>
#include <unordered_map>

#include "base/hash_set.h"
#include "source/read_article.h"

namespace newsidx::source {

/// Of what an article says: title, body, url, source and date.
[[nodiscard]] std::string content_id(const Article& article);

class ArticleNamer {
 public:
  /// @return false of another copy or capture of an article that came before
  [[nodiscard]] bool name(ReadArticle& read);

  [[nodiscard]] std::uint64_t captures_skipped() const noexcept { return captures_skipped_; }
  /// Articles whose url, or number, an earlier one of another title has.
  [[nodiscard]] std::uint64_t shared_urls() const noexcept { return shared_urls_; }
  [[nodiscard]] std::uint64_t shared_ids() const noexcept { return shared_ids_; }

 private:
  struct Numbered {  // hashes
    std::uint32_t what = 0;
    std::uint32_t file = 0;  // 0: there is none
  };
  bool is_of_another(const ReadArticle& read);
  bool is_new_content(const std::string& id);
  /// The first article of that number, or the place for it.
  Numbered& first_of(std::uint32_t number);

  HashSet pages_;              // of web archives
  HashSet ids_;                // urls, and ids of captures
  HashSet articles_;           // a url with a title
  HashSet contents_;           // ids of what articles say
  std::deque<Numbered> rows_;  // by number: those of rows stand close together
  std::unordered_map<std::uint32_t, Numbered> numbered_;  // of numbers that stand alone
  std::size_t number_count_ = 0;
  HashSet others_numbered_;
  std::uint64_t captures_skipped_ = 0;
  std::uint64_t shared_urls_ = 0;
  std::uint64_t shared_ids_ = 0;
};

}  // namespace newsidx::source
