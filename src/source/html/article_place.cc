#include "source/html/article_place.h"

#include <algorithm>
#include <iterator>

#include "source/html/element_role.h"

namespace newsidx::source {

bool ArticlePlace::is_beside(std::uint32_t node) {
  std::vector<std::uint32_t> asked;
  bool is_beside = false;
  for (; node != 0; node = nodes_[node].parent) {
    if (const auto found = known_.find(node); found != known_.end()) {
      is_beside = found->second;
      break;
    }
    asked.push_back(node);
  }
  while (!asked.empty()) {
    is_beside = is_beside || begins_aside(asked.back());
    known_.emplace(asked.back(), is_beside);
    asked.pop_back();
  }
  return is_beside;
}

bool ArticlePlace::has_heading(std::uint32_t node) const {
  const auto heading = std::ranges::lower_bound(headings_, node);
  return heading != headings_.end() && *heading < nodes_[node].end;
}

bool ArticlePlace::begins_aside(std::uint32_t node) const {
  const HtmlNode& element = nodes_[node];
  if (element.tag == Tag::text || element.tag == Tag::html || element.tag == Tag::body) {
    return false;
  }
  if (has_heading(node) || (element.end - node) * std::size_t{2} > nodes_.size()) return false;
  switch (role_of(tree_, element)) {
    case Role::aside:
    case Role::comments:
    case Role::notice: return true;
    default: break;
  }
  // An article without the headline, which another one has.
  if (element.tag != Tag::article || headings_.empty()) return false;
  for (std::uint32_t around = headings_.front(); around != 0; around = nodes_[around].parent) {
    if (nodes_[around].tag == Tag::article) return true;
  }
  return false;
}

}  // namespace newsidx::source
