#include "source/dates/date_names.h"

#include <array>
#include <cstddef>

namespace newsidx::source {
namespace {

// Names between blanks. One that a word of three bytes or more begins is found by that too, where
// its row is of Latin or Cyrillic letters: "sept", "févr" and "янв" are short for a month.
constexpr std::array<std::string_view, 12> kMonths = {
    // en de fr es it pt nl, ru; ar of Egypt, of the Levant and of the Maghreb
    " january januar janvier enero gennaio janeiro januari janner ene gen jan января январь "
    "يناير جانفي ",
    " february februar fevrier febrero febbraio fevereiro februari feber fev feb февраля февраль "
    "فبراير شباط فيفري ",
    " march marz mars marzo marco maart mrt mrz maerz марта март مارس اذار ",
    " april avril abril aprile avr abr apr апреля апрель ابريل نيسان افريل ",
    " may mai mayo maggio maio mei мая май مايو ايار ماي ",
    " june juni juin junio giugno junho jun giu июня июнь يونيو حزيران جوان يونيه ",
    " july juli juillet julio luglio julho jul lug июля июль يوليو تموز جويلية يوليه يوليوز ",
    " august aout agosto augustus ago aug августа август اغسطس اب اوت غشت ",
    " september septembre septiembre settembre setembro setiembre sept set sep сентября сентябрь "
    "سبتمبر ايلول شتنبر ",
    " october oktober octobre octubre ottobre outubro out ott okt oct октября октябрь اكتوبر "
    "تشرينالاول ",
    " november novembre noviembre novembro nov ноября ноябрь نوفمبر تشرينالثاني نونبر ",
    " december dezember decembre diciembre dicembre dezembro dez dic dec декабря декабрь ديسمبر "
    "كانونالاول دجنبر "};
// كانون الثاني is January; it is set apart below, since a row holds one word a name.
constexpr std::string_view kLevantineJanuary = "كانونالثاني";

constexpr std::array<std::string_view, 7> kWeekdays = {
    " sunday sonntag dimanche domingo domenica zondag воскресенье so dim dom zo вс الاحد 日 일 "
    "일요일 ",
    " monday montag lundi lunes lunedi segunda-feira segunda maandag понедельник mo lun seg ma пн "
    "الاثنين الاتنين 月 一 월 월요일 ",
    " tuesday dienstag mardi martes martedi terca-feira terca dinsdag вторник tu di mar ter вт "
    "الثلاثاء 火 二 화 화요일 ",
    " wednesday mittwoch mercredi miercoles mercoledi quarta-feira quarta woensdag среда we mi mie "
    "qua wo ср الاربعاء 水 三 수 수요일 ",
    " thursday donnerstag jeudi jueves giovedi quinta-feira quinta donderdag четверг th thurs do "
    "gio qui jue чт الخميس 木 四 목 목요일 ",
    " friday freitag vendredi viernes venerdi sexta-feira sexta vrijdag пятница fr ven vie sex vr "
    "пт الجمعة 金 五 금 금요일 ",
    " saturday samstag sonnabend samedi sabado sabato zaterdag суббота sa sam sab za сб السبت 土 "
    "六 토 토요일 "};

constexpr std::string_view kFillers =
    " at on um uhr den der le la el de del di du das do da am as alle ore om op van to a h hrs hs "
    "uur the of и в г г. года год ч os los in the o'clock th st nd rd er o e dia kl في الساعة ";

constexpr std::string_view kMorning = " am a.m. a.m 上午 午前 凌晨 早上 오전 صباحا ص ";
constexpr std::string_view kAfternoon = " pm p.m. p.m 下午 午後 晚上 오후 مساء م ";

bool has_word(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    if (words[at - 1] == ' ' && words[at + word.size()] == ' ') return true;
  }
  return false;
}

// Does a name begin with the word?
bool has_beginning(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != std::string_view::npos;
       at = words.find(word, at + 1)) {
    if (words[at - 1] == ' ') return true;
  }
  return false;
}

// Arabic and Eastern names are not shortened.
bool may_be_short(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front());
  const bool is_latin = first >= 'a' && first <= 'z';
  const bool is_cyrillic = first == 0xd0 || first == 0xd1;
  return (is_latin && word.size() >= 3) || (is_cyrillic && word.size() >= 6);
}

template <std::size_t kCount>
std::optional<unsigned> place_of(const std::array<std::string_view, kCount>& rows,
                                 std::string_view word) {
  if (word.empty() || word.find(' ') != std::string_view::npos) return std::nullopt;
  for (unsigned i = 0; i < kCount; ++i) {
    if (has_word(rows[i], word)) return i;
  }
  if (!may_be_short(word)) return std::nullopt;
  for (unsigned i = 0; i < kCount; ++i) {
    if (has_beginning(rows[i], word)) return i;
  }
  return std::nullopt;
}

bool is_one_of(std::string_view words, std::string_view word) {
  return !word.empty() && word.find(' ') == std::string_view::npos && has_word(words, word);
}

}  // namespace

std::optional<int> month_of_name(std::string_view word) {
  if (word == kLevantineJanuary) return 1;
  const auto place = place_of(kMonths, word);
  return place ? std::optional(static_cast<int>(*place) + 1) : std::nullopt;
}

std::optional<unsigned> weekday_of_name(std::string_view word) { return place_of(kWeekdays, word); }

bool is_date_filler(std::string_view word) { return is_one_of(kFillers, word); }

std::optional<DayHalf> day_half_of_name(std::string_view word) {
  if (is_one_of(kMorning, word)) return DayHalf::morning;
  if (is_one_of(kAfternoon, word)) return DayHalf::afternoon;
  return std::nullopt;
}

}  // namespace newsidx::source
