#include "query/operator/near.h"

#include "query/plan_node.h"

namespace newsidx::query {
namespace {

std::string text_of(const Places& places);

std::string with_parts(std::string name, const std::vector<Places>& parts) {
  std::string text = "(" + std::move(name);
  for (const Places& part : parts) text += ' ' + text_of(part);
  return text + ')';
}

std::string text_of(const PhrasePlaces& phrase) {
  std::string text = phrase.part == TextPart::title  ? "title:"
                     : phrase.part == TextPart::body ? "body:"
                     : phrase.part == TextPart::lead ? "hlead:"
                                                     : "";
  const bool is_word = phrase.slots.size() == 1 && phrase.slots[0].alternatives.size() == 1 &&
                       phrase.slots[0].alternatives[0].size() == 1;
  if (is_word) return text + to_string(phrase.slots[0].alternatives[0][0]);
  text += '"';
  for (std::size_t slot = 0; slot < phrase.slots.size(); ++slot) {
    if (slot > 0) text += ' ';
    const std::uint32_t between = phrase.words_before.empty() ? 0 : phrase.words_before[slot];
    for (std::uint32_t word = 0; word < between; ++word) text += "* ";
    const std::string one = to_string(PhraseNode{{phrase.slots[slot]}});
    text.append(one, 1, one.size() - 2);  // without its quotes
  }
  text += '"';
  if (phrase.slop > 0) text += '~' + std::to_string(phrase.slop);
  return text;
}
std::string text_of(const AnyPlaces& any) { return with_parts("any", any.parts); }
std::string text_of(const NearPlaces& near) { return with_parts(to_string(near.near), near.parts); }
std::string text_of(const RepeatedPlaces& repeated) {
  return with_parts("atleast" + std::to_string(repeated.count), repeated.parts);
}

std::string text_of(const Places& places) {
  return std::visit([](const auto& kind) { return text_of(kind); }, places.kind);
}

struct KeptTo {
  TextPart part;

  void operator()(PhrasePlaces& phrase) const { phrase.part = part; }
  template <class Group>
  void operator()(Group& group) const {
    for (Places& places : group.parts) keep_to(part, places);
  }
};

}  // namespace

std::string to_string(const NearNode& node) { return text_of(node.places); }

void keep_to(TextPart part, Places& places) { std::visit(KeptTo{part}, places.kind); }

}  // namespace newsidx::query
