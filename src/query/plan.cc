#include "query/plan.h"

#include "segment/field.h"
#include "segment/keyword_term.h"

namespace newsidx::query {

using segment::Field;

Result<std::shared_ptr<const segment::PostingList>> ListRef::open(
    const segment::SegmentReader& segment) const {
  for (const auto& [owner, known, made] : opened->in_segments) {
    if (owner != &segment) continue;
    if (auto list = known.lock()) return list;
    return segment.find(field, term);  // the segment gave it up meanwhile
  }
  return std::shared_ptr<const segment::PostingList>();
}

namespace {

void append_list(std::string& out, const ListRef& list) {
  if (list.field != Field::text) out += std::string(name_of(list.field)) + ':';
  const bool is_keyword = list.field == Field::keyword;
  for (const char c : list.term) {
    if (is_keyword && c == segment::kKeywordWord) {
      out.back() = '~';
    } else if (is_keyword && c == segment::kWholeUrl) {
      out.back() = '#';
    } else {
      out += c == '\0' ? '=' : c;
    }
  }
}

void append_group(std::string& out, const char* name, const std::vector<PlanNode>& children) {
  if (children.empty()) return;
  if (out.back() != '(') out += ' ';
  out += name;
  for (const PlanNode& child : children) out += ' ' + to_string(child);
}

}  // namespace

std::string to_string(const PlanNode& node) {
  std::string out;
  switch (node.kind) {
    case PlanNode::Kind::nothing: out = "nothing"; break;
    case PlanNode::Kind::all: out = "*"; break;
    case PlanNode::Kind::term: append_list(out, node.list); break;
    case PlanNode::Kind::phrase:
      out = "\"";
      for (const PhraseSlot& slot : node.slots) {
        if (out.size() > 1) out += ' ';
        for (std::size_t i = 0; i < slot.alternatives.size(); ++i) {
          if (i > 0) out += '|';
          for (std::size_t j = 0; j < slot.alternatives[i].size(); ++j) {
            if (j > 0) out += '+';
            append_list(out, slot.alternatives[i][j]);
          }
        }
      }
      out += '"';
      break;
    case PlanNode::Kind::in_body: out = "body:" + to_string(node.must[0]); break;
    case PlanNode::Kind::alternatives:
    case PlanNode::Kind::boolean:
      out = "(";
      append_group(out, "must", node.must);
      append_group(out, node.kind == PlanNode::Kind::boolean ? "should" : "any", node.should);
      append_group(out, "not", node.must_not);
      out += ')';
      break;
  }
  if (node.boost != 1) {
    std::string boost = std::to_string(node.boost);
    boost.erase(boost.find_last_not_of('0') + 1);
    if (boost.back() == '.') boost.pop_back();
    out += '^' + boost;
  }
  return out;
}

}  // namespace newsidx::query
