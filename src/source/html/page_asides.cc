#include "source/html/page_asides.h"

#include <vector>

namespace newsidx::source {
namespace {

constexpr std::uint64_t kCaption = 250;  // letters of a picture's caption and its credit
// So many hundredths of the prose are too much to be left out for a word.
constexpr std::uint64_t kMostOfAll = 75;
constexpr std::uint64_t kNearlyAll = 95;

bool is_bad(Role role, bool is_lenient) {
  if (is_lenient) return role == Role::comments || role == Role::hidden;
  return role != Role::none && role != Role::body;
}

bool is_picture(Tag tag) { return tag == Tag::img || tag == Tag::video || tag == Tag::iframe; }

}  // namespace

void mark_named_asides(PageBlocks& page, bool is_lenient) {
  page.clear_marks();
  const auto nodes = page.nodes();
  const std::uint64_t all = page.sums(0).prose;
  for (std::uint32_t i = 1; i < nodes.size();) {
    const Role role = page.role(i);
    const std::uint64_t prose = page.sums(i).prose;
    const bool is_strong = role == Role::comments || role == Role::notice;
    const bool is_most = prose > 0 && prose * 100 >= all * (is_strong ? kNearlyAll : kMostOfAll);
    if (!is_bad(role, is_lenient) || is_most) {
      ++i;
      continue;
    }
    page.mark_aside(i);
    i = nodes[i].end;
  }
  page.update();
}

void mark_link_lists(PageBlocks& page, std::uint32_t container) {
  const auto nodes = page.nodes();
  const BlockSums all = page.sums(container);
  for (std::uint32_t i = container + 1; i < nodes[container].end;) {
    const BlockSums s = is_group(nodes[i].tag) ? page.sums(i) : BlockSums{};
    const bool is_most = s.prose * 3 > all.prose;
    const bool is_links = s.links * 2 > s.weight;
    const bool is_teasers =
        s.links * 5 > s.weight && s.link_blocks >= s.prose_blocks && s.link_blocks > 0;
    const bool is_card = s.linked_headings > 0 && s.linked_headings * 2 >= s.prose_blocks;
    if (s.blocks == 0 || is_most || !(is_links || is_teasers || is_card)) {
      ++i;
      continue;
    }
    page.mark_aside(i);
    i = nodes[i].end;
  }
  page.update();
}

void mark_captions(PageBlocks& page, std::uint32_t container) {
  const auto nodes = page.nodes();
  std::vector<std::uint32_t> pictures(nodes.size() + 1, 0);  // before each node
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    pictures[i + 1] = pictures[i] + (is_picture(nodes[i].tag) ? 1 : 0);
  }
  const BlockSums all = page.sums(container);
  for (std::uint32_t i = container + 1; i < nodes[container].end;) {
    // The picture comes first; one within the text is a sign of it.
    const std::size_t first = page.begin_of(i);
    const std::uint32_t text = first < page.end_of(i) ? page.blocks()[first].first : i;
    const bool has_picture = pictures[text] > pictures[i];
    const BlockSums s = has_picture && is_group(nodes[i].tag) ? page.sums(i) : BlockSums{};
    if (s.blocks == 0 || s.blocks > 2 || s.weight >= kCaption || s.weight * 4 >= all.weight) {
      ++i;
      continue;
    }
    page.mark_aside(i);
    i = nodes[i].end;
  }
  page.update();
}

}  // namespace newsidx::source
