#include "analysis/dictionary_cuts.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "analysis/scripts.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

// What stands before and behind names in news: titles, "company", "province", and the most frequent
// function words.
constexpr std::array<std::string_view, 30> kThaiBefore = {
    "นาย",    "นาง", "นางสาว", "คุณ",  "พลเอก", "บริษัท", "จังหวัด", "เมือง", "ชาว", "พรรค",
    "ประเทศ", "บ้าน", "วัด",     "ของ", "และ",   "กับ",   "ที่",     "ใน",   "โดย", "ว่า",
    "ให้",     "จาก", "ถึง",     "เป็น", "มี",     "ต่อ",   "ไป",    "การ",  "ไม่",  "ได้"};
constexpr std::array<std::string_view, 14> kThaiBehind = {
    "กล่าว", "และ", "ได้", "ใน", "ที่", "เป็น", "จะ", "ว่า", "มี", "ให้", "กับ", "ซึ่ง", "ของ", "ไม่"};
constexpr std::array<std::string_view, 16> kLaoBefore = {
    "ທ່ານ", "ທ້າວ", "ນາງ", "ນາຍ", "ປະເທດ", "ແຂວງ", "ເມືອງ", "ບ້ານ",
    "ຂອງ", "ແລະ", "ກັບ",  "ທີ່",   "ໃນ",    "ໂດຍ",  "ວ່າ",   "ໄປ"};
constexpr std::array<std::string_view, 8> kLaoBehind = {"ກ່າວ", "ແລະ", "ໄດ້", "ໃນ",
                                                        "ທີ່",   "ເປັນ", "ຈະ", "ຂອງ"};

bool is_thai_word(std::string_view word) { return is_thai(decode_utf8(word, 0).value); }

bool is_dictionary_word(std::string_view word) {
  const char32_t first = decode_utf8(word, 0).value;
  return is_thai(first) || is_lao(first);
}

class ContextCuts {
 public:
  ContextCuts(NewsAnalyzer& analyzer, std::string_view run, LanguageId language)
      : analyzer_(analyzer), run_(run), language_(language) {}

  std::vector<TermSequence> run() {
    own_ = cut({}, {});
    if (is_thai_word(run_)) {
      add_all(kThaiBefore, kThaiBehind);
    } else {
      add_all(kLaoBefore, kLaoBehind);
    }
    return std::move(cuts_);
  }

 private:
  template <std::size_t kBefore, std::size_t kBehind>
  void add_all(const std::array<std::string_view, kBefore>& before,
               const std::array<std::string_view, kBehind>& behind) {
    for (const std::string_view word : before) add(cut(word, {}));
    for (const std::string_view word : behind) add(cut({}, word));
  }

  void add(TermSequence sequence) {
    if (sequence.empty() || sequence == own_) return;
    if (std::ranges::find(cuts_, sequence) == cuts_.end()) cuts_.push_back(std::move(sequence));
  }

  // The words that have something of the run; none where one word has all of it and of the word
  // beside it: that is another word (สมบัติ in คุณสมบัติ).
  TermSequence cut(std::string_view before, std::string_view behind) {
    text_.assign(before).append(run_).append(behind);
    analyzer_.find_words(text_, false, words_);
    TermSequence sequence;
    NormalizedWord forms;
    for (const Word& word : words_) {
      const std::size_t begin = word.span.begin, end = word.span.end;
      if (end <= before.size() || begin >= before.size() + run_.size()) continue;
      if (begin == 0 && end == text_.size() && text_.size() > run_.size()) return {};
      analyzer_.normalizer().normalize(text_, word, language_, forms);
      sequence.push_back({forms.term, TermKind::word});
    }
    return sequence;
  }

  NewsAnalyzer& analyzer_;
  std::string_view run_;
  LanguageId language_;
  TermSequence own_;
  std::vector<TermSequence> cuts_;
  std::string text_;
  std::vector<Word> words_;
};

}  // namespace

std::size_t dictionary_run_end(std::string_view text, const std::vector<Word>& words,
                               std::size_t first) {
  std::size_t past = first;
  while (past < words.size() && words[past].join == Join::none &&
         (past == first || words[past].span.begin == words[past - 1].span.end) &&
         is_dictionary_word(words[past].span.of(text))) {
    ++past;
  }
  return past;
}

std::vector<TermSequence> cuts_in_context(NewsAnalyzer& analyzer, std::string_view text,
                                          std::span<const Word> run, LanguageId language) {
  constexpr std::size_t kLeastBytes = std::size_t{3} * 3;  // letters of three bytes
  constexpr std::size_t kMostBytes = std::size_t{3} * 24;
  const std::size_t begin = run.front().span.begin;
  const std::string_view written = text.substr(begin, run.back().span.end - begin);
  if (written.size() < kLeastBytes || written.size() > kMostBytes) return {};
  return ContextCuts(analyzer, written, language).run();
}

}  // namespace newsidx::analysis
