#include "source/json/article_shape.h"

#include "source/fields/field_names.h"
#include "source/fields/field_role.h"
#include "source/word_list.h"

namespace newsidx::source {
namespace {

constexpr std::size_t kMaxSeen = 4096;

// Of services and programs, as canonical_name() writes them.
constexpr std::string_view kLists =
    " articles article items item entries entry docs documents results result data hits stories "
    "story news newsitems newsresults posts post records rows children statuses tweets value "
    "values list feed edges nodes content contents features graph itemlistelement messages "
    "publications pages objects response collection headlines topstories organicresults "
    "searchresults resultlist doclist noticias artikel nachrichten actualites ";

constexpr std::string_view kOtherLists =
    " sources authors persons organizations related relatedstories relatedlinks relatednews "
    "readmore attachments enclosures files footnotes references citations answers qas questions "
    "sentences paragraphs blocks captions badges channels feeds menus breadcrumbs navigation "
    "stats metrics facets aggregations highlights errors warnings pagination ";

ShapeBits bits_of(const std::string& canonical) {
  if (canonical == "name" || canonical == "subject") return 0;  // of anything
  switch (match_known_name(canonical, false).role) {
    case FieldRole::title: return kHasTitle;
    case FieldRole::body: return kHasText;
    case FieldRole::lead: return kHasLead;
    case FieldRole::published: return kHasDate;
    case FieldRole::url: return kHasUrl;
    default: return 0;
  }
}

}  // namespace

NameShape ShapeMemory::shape_of(const std::string& key) {
  if (const auto seen = seen_.find(key); seen != seen_.end()) return seen->second;
  const std::string canonical = canonical_name(key);
  NameShape shape;
  shape.bits = bits_of(canonical);
  shape.is_list_of_articles = has_word(kLists, canonical);
  shape.is_about_other = !shape.is_list_of_articles && key != "_source" &&
                         (is_about_other(canonical) || has_word(kOtherLists, canonical));
  shape.is_text =
      is_text_part(canonical) && (!shape.is_list_of_articles || (shape.bits & kHasText) != 0);
  if (seen_.size() >= kMaxSeen) seen_.clear();
  seen_.emplace(key, shape);
  return shape;
}

bool looks_like_article(ShapeBits bits, bool is_expected) {
  const bool has_title = (bits & kHasTitle) != 0;
  const bool has_text = (bits & kHasText) != 0;
  const bool has_more = (bits & (kHasDate | kHasUrl)) != 0;
  const bool has_lead = (bits & kHasLead) != 0;
  if (is_expected) return has_title || has_text || (has_lead && has_more);
  return (has_title && (has_text || has_lead || has_more)) || (has_text && has_more);
}

bool looks_like_no_block(ShapeBits bits, bool is_titled) {
  const bool has_title = (bits & kHasTitle) != 0;
  const bool has_date = (bits & kHasDate) != 0;
  const bool has_text = (bits & (kHasText | kHasLead)) != 0;
  if (!is_titled) return has_title ? has_text || has_date : has_text && has_date;
  return has_title && (has_date || (has_text && (bits & kHasUrl) != 0));
}

bool is_article_with_list(ShapeBits bits, bool is_list_expected) {
  if ((bits & kHasText) != 0) return true;
  if ((bits & kHasTitle) == 0) return false;
  return (bits & kHasDate) != 0 || (!is_list_expected && (bits & (kHasUrl | kHasLead)) != 0);
}

}  // namespace newsidx::source
