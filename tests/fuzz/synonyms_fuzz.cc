// Any bytes as a list of synonyms: rules within the limits, or an error with a line and a hint;
// rules that are written out again are read as the same ones.
#include <algorithm>
#include <string>
#include <vector>

#include "fuzz.h"
#include "query/synonyms/synonym_rules.h"
#include "repeating_mutator.h"

using namespace newsidx;

namespace {

std::string written(const std::vector<query::SynonymForm>& forms) {
  std::string text;
  for (const query::SynonymForm& form : forms) {
    if (!text.empty()) text += '=';
    for (const char c : form.text) {
      if (c == ' ' || static_cast<unsigned char>(c) >= 0x80) {
        text += c;
      } else {
        text.append(1, '\\').append(1, c);
      }
    }
  }
  return text;
}

bool are_same(const std::vector<query::SynonymForm>& a, const std::vector<query::SynonymForm>& b) {
  return std::ranges::equal(a, b, {}, &query::SynonymForm::text, &query::SynonymForm::text);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::TimeLimit limit;
  query::SynonymRules rules;
  const Status status = query::add_synonyms(fuzz::text(data, size), "file", rules);
  if (!status) {
    NEWSIDX_CHECK(status.error().message.starts_with("synonyms: file: "));
    NEWSIDX_CHECK(!status.error().hint.empty());
  }
  for (const query::SynonymRule& rule : rules.rules) {
    NEWSIDX_CHECK(!rule.asked.empty() && !rule.found.empty());
    query::SynonymRules again;
    const Status read =
        query::add_synonyms("\n" + written(rule.asked) + "=>" + written(rule.found), "", again);
    NEWSIDX_CHECK(read && again.rules.size() == 1);
    NEWSIDX_CHECK(are_same(again.rules[0].asked, rule.asked));
    NEWSIDX_CHECK(are_same(again.rules[0].found, rule.found));
  }
  return fuzz::keep_if_short(size);
}
