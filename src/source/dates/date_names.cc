#include "source/dates/date_names.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "source/word_list.h"

namespace newsidx::source {
namespace {

// The names of one language: those of January between the first two bars, and so on. All in the
// letters of fold_date(). A word of three letters or more that begins a Latin or Cyrillic name is
// short for it: "sept", "févr" and "янв".
struct NameRow {
  std::string_view languages;  // between blanks
  std::string_view names;
};

constexpr NameRow kMonths[] = {
    {" en ",
     "| january jan | february feb | march | april apr | may | june jun | july jul | august aug | "
     "september sept sep | october oct | november nov | december dec |"},
    {" de ",
     "| januar janner | februar | marz mrz maerz | april | mai | juni | juli | august | "
     "september | oktober okt | november | dezember dez |"},
    {" fr ",
     "| janvier | fevrier fev | mars | avril avr | mai | juin | juillet | aout | septembre | "
     "octobre | novembre | decembre |"},
    {" es ",
     "| enero ene | febrero | marzo | abril abr | mayo | junio | julio | agosto ago | septiembre "
     "setiembre set | octubre | noviembre | diciembre dic |"},
    {" it ",
     "| gennaio gen | febbraio | marzo | aprile | maggio | giugno giu | luglio lug | agosto | "
     "settembre | ottobre ott | novembre | dicembre |"},
    {" pt gl ",
     "| janeiro | fevereiro | marco | abril | maio | junho | julho | agosto | setembro | outubro "
     "out | novembro | dezembro |"},
    {" nl ",
     "| januari | februari | maart mrt | april | mei | juni | juli | augustus | september | "
     "oktober | november | december |"},
    {" ru ",
     "| января январь | февраля февраль | марта март | апреля апрель | мая май | июня июнь | июля "
     "июль | августа август | сентября сентябрь | октября октябрь | ноября ноябрь | декабря "
     "декабрь |"},
    {" ar ",  // of Egypt, of the Levant, of the Maghreb
     "| يناير جانفي كانونالثاني | فبراير شباط فيفري | مارس اذار | ابريل نيسان افريل | مايو ايار "
     "ماي | يونيو حزيران جوان يونيه | يوليو تموز جويلية يوليه يوليوز | اغسطس اب اوت غشت | سبتمبر "
     "ايلول شتنبر | اكتوبر تشرينالاول | نوفمبر تشرينالثاني نونبر | ديسمبر كانونالاول دجنبر |"},
    {" pl ",
     "| stycznia styczen | lutego luty | marca marzec | kwietnia kwiecien | maja maj | czerwca "
     "czerwiec | lipca lipiec lip | sierpnia sierpien | wrzesnia wrzesien | pazdziernika "
     "pazdziernik | listopada listopad | grudnia grudzien |"},
    {" tr az ",
     "| ocak | subat | mart | nisan | mayis | haziran | temmuz | agustos | eylul | ekim | kasim | "
     "aralik |"},
    {" cs ",
     "| ledna leden | unora unor | brezna brezen | dubna duben | kvetna kveten | cervna cerven | "
     "cervence cervenec | srpna srpen srp | zari | rijna rijen | listopadu listopad | prosince "
     "prosinec |"},
    {" sk sl ",
     "| januara januar | februara februar | marca marec | aprila april | maja maj | juna junij jun "
     "| jula julij jul | augusta avgust august | septembra september | oktobra oktober | novembra "
     "november | decembra december |"},
    {" hr bs ",
     "| sijecnja sijecanj | veljace veljaca | ozujka ozujak | travnja travanj | svibnja svibanj | "
     "lipnja lipanj | srpnja srpanj | kolovoza kolovoz | rujna rujan | listopada listopad | "
     "studenoga studenog studeni | prosinca prosinac |"},
    {" sr mk ",
     "| јануар јануари januar | фебруар февруари februar | март mart | април april | мај maj | јун "
     "јуни jun | јул јули jul | август avgust | септембар септември septembar | октобар октомври "
     "oktobar | новембар ноември novembar | децембар декември decembar |"},
    {" bg ",
     "| януари | февруари | март | април | май | юни | юли | август | септември | октомври | "
     "ноември | декември |"},
    {" uk ",
     "| січня січень | лютого лютий | березня березень | квітня квітень | травня травень | червня "
     "червень | липня липень | серпня серпень | вересня вересень | жовтня жовтень | листопада "
     "листопад | грудня грудень |"},
    {" sv da no nb nn ",
     "| januari januar | februari februar | mars marts | april | maj mai | juni | juli | augusti "
     "august | september | oktober | november | december desember |"},
    {" fi ",
     "| tammikuuta tammikuu | helmikuuta helmikuu | maaliskuuta maaliskuu | huhtikuuta huhtikuu | "
     "toukokuuta toukokuu | kesakuuta kesakuu | heinakuuta heinakuu | elokuuta elokuu | syyskuuta "
     "syyskuu | lokakuuta lokakuu | marraskuuta marraskuu | joulukuuta joulukuu |"},
    {" et lv ",
     "| jaanuar janvaris | veebruar februaris | marts | aprill aprilis | mai maijs | juuni junijs "
     "| juuli julijs | august augusts | september septembris | oktoober oktobris | november "
     "novembris | detsember decembris |"},
    {" lt ",
     "| sausio sausis | vasario vasaris | kovo kovas | balandzio balandis | geguzes geguze | "
     "birzelio birzelis | liepos liepa | rugpjucio rugpjutis | rugsejo rugsejis | spalio spalis | "
     "lapkricio lapkritis | gruodzio gruodis |"},
    {" hu ",
     "| januar | februar | marcius | aprilis | majus | junius | julius | augusztus | szeptember | "
     "oktober | november | december |"},
    {" ro ",
     "| ianuarie | februarie | martie | aprilie | mai | iunie | iulie | august | septembrie | "
     "octombrie | noiembrie | decembrie |"},
    {" ca ",
     "| gener | febrer | marc | abril | maig | juny | juliol | agost | setembre | octubre | "
     "novembre | desembre |"},
    {" el ",
     "| ιανουαριου ιανουαριος ιαν | φεβρουαριου φεβρουαριος φεβ | μαρτιου μαρτιος μαρ | απριλιου "
     "απριλιος απρ | μαιου μαιος μαι | ιουνιου ιουνιος ιουν | ιουλιου ιουλιος ιουλ | αυγουστου "
     "αυγουστος αυγ | σεπτεμβριου σεπτεμβριος σεπ | οκτωβριου οκτωβριος οκτ | νοεμβριου νοεμβριος "
     "νοε | δεκεμβριου δεκεμβριος δεκ |"},
    {" he ",
     "| ינואר בינואר | פברואר בפברואר | מרץ מרס במרץ במרס | אפריל באפריל | מאי במאי | יוני ביוני | "
     "יולי ביולי | אוגוסט באוגוסט | ספטמבר בספטמבר | אוקטובר באוקטובר | נובמבר בנובמבר | דצמבר "
     "בדצמבר |"},
    {" fa ",
     "| ژانويه | فوريه | مارس | اوريل | مه | ژوين ژوئن | ژوييه ژوئيه جولاي | اوت | سپتامبر | اكتبر "
     "| نوامبر | دسامبر |"},
    {" ur ",
     "| جنوري | فروري | مارچ | اپريل | مئي | جون | جولاي جولائي | اگست | ستمبر | اكتوبر | نومبر | "
     "دسمبر |"},
    {" hi ",
     "| जनवरी | फरवरी फ़रवरी | मार्च | अप्रैल | मई | जून | जुलाई | अगस्त | सितंबर सितम्बर | अक्टूबर "
     "अक्तूबर | नवंबर नवम्बर | दिसंबर दिसम्बर |"},
    {" bn ",
     "| জানুয়ারি জানুয়ারী | ফেব্রুয়ারি ফেব্রুয়ারী | মার্চ | এপ্রিল | মে | জুন | জুলাই | আগস্ট | "
     "সেপ্টেম্বর | অক্টোবর | নভেম্বর | ডিসেম্বর |"},
    {" id ms ",
     "| januari | februari | maret mac | april | mei | juni | juli julai | agustus ogos | "
     "september | oktober | november | desember disember |"},
    {" th ",
     "| มกราคม | กุมภาพันธ์ | มีนาคม | เมษายน | พฤษภาคม | มิถุนายน | กรกฎาคม | สิงหาคม | กันยายน | "
     "ตุลาคม | พฤศจิกายน | ธันวาคม |"},
};

// From Sunday on.
constexpr NameRow kWeekdays[] = {
    {" en ", "| sunday | monday | tuesday | wednesday | thursday th thurs | friday | saturday |"},
    {" de ",
     "| sonntag so | montag mo | dienstag di | mittwoch mi | donnerstag do | freitag fr | samstag "
     "sonnabend sa |"},
    {" fr ", "| dimanche | lundi | mardi | mercredi | jeudi | vendredi | samedi |"},
    {" es ", "| domingo | lunes lu | martes ma | miercoles | jueves | viernes | sabado |"},
    {" it ", "| domenica | lunedi | martedi | mercoledi | giovedi | venerdi | sabato |"},
    {" pt ",
     "| domingo | segunda-feira segunda | terca-feira terca | quarta-feira quarta | quinta-feira "
     "quinta | sexta-feira sexta | sabado |"},
    {" nl ",
     "| zondag zo | maandag | dinsdag | woensdag wo | donderdag | vrijdag vr | zaterdag za |"},
    {" ru ",
     "| воскресенье вс | понедельник пн | вторник вт | среда ср | четверг чт | пятница пт | "
     "суббота сб |"},
    {" ar ", "| الاحد | الاثنين الاتنين | الثلاثاء | الاربعاء | الخميس | الجمعة | السبت |"},
    {" ja zh ", "| 日 | 月 一 | 火 二 | 水 三 | 木 四 | 金 五 | 土 六 |"},
    {" ko ",
     "| 일 일요일 | 월 월요일 | 화 화요일 | 수 수요일 | 목 목요일 | 금 금요일 | 토 토요일 |"},
    {" pl ", "| niedziela | poniedzialek | wtorek | sroda | czwartek | piatek | sobota |"},
    {" tr ", "| pazar | pazartesi pzt | sali | carsamba | persembe | cuma | cumartesi cmt |"},
    {" cs sk ",
     "| nedele nedela | pondeli pondelok | utery utorok | streda | ctvrtek stvrtok | patek piatok "
     "| sobota |"},
    {" hr bs sr sl ",
     "| nedjelja nedelja недеља | ponedjeljak ponedeljak ponedeljek понедељак | utorak torek "
     "уторак "
     "| srijeda sreda среда | cetvrtak cetrtek четвртак | petak petek петак | subota sobota субота "
     "|"},
    {" bg ", "| неделя | понеделник | вторник | сряда | четвъртък | петък | събота |"},
    {" uk ", "| неділя | понеділок | вівторок | середа | четвер | пятниця | субота |"},
    {" sv da no ", "| sondag | mandag | tisdag tirsdag | onsdag | torsdag | fredag | lordag |"},
    {" fi ",
     "| sunnuntaina sunnuntai | maanantaina maanantai | tiistaina tiistai | keskiviikkona "
     "keskiviikko | torstaina torstai | perjantaina perjantai | lauantaina lauantai |"},
    {" hu ", "| vasarnap | hetfo | kedd | szerda | csutortok | pentek | szombat |"},
    {" ro ", "| duminica | luni | marti | miercuri | joi | vineri | sambata |"},
    {" ca ", "| diumenge | dilluns | dimarts | dimecres | dijous | divendres | dissabte |"},
    {" el ", "| κυριακη | δευτερα | τριτη | τεταρτη | πεμπτη | παρασκευη | σαββατο |"},
    {" he ", "| ראשון | שני | שלישי | רביעי | חמישי | שישי | שבת |"},
    {" fa ", "| يكشنبه | دوشنبه | سهشنبه | چهارشنبه | پنجشنبه | جمعه | شنبه |"},
    {" hi ", "| रविवार | सोमवार | मंगलवार | बुधवार | गुरुवार | शुक्रवार | शनिवार |"},
    {" id ms ", "| minggu ahad | senin isnin | selasa | rabu | kamis khamis | jumat | sabtu |"},
    {" th ",
     "| วันอาทิตย์ที่ วันอาทิตย์ | วันจันทร์ที่ วันจันทร์ | วันอังคารที่ วันอังคาร | วันพุธที่ วันพุธ | วันพฤหัสบดีที่ วันพฤหัสบดี | "
     "วันศุกร์ที่ วันศุกร์ | วันเสาร์ที่ วันเสาร์ |"},
};

constexpr std::string_view kFillers =
    " at on um uhr den der le la el de del di du das do da am as alle ore om op van to a h hrs hs "
    "uur the of и в г г. года год ч os los in the clock d п th st nd rd er o e dia kl في الساعة "
    "saat "
    "klo roku godz hodin dne року р "
    "στις pukul wib jam v ngay luc thứ hai ba tư nam sau bảy chủ nhật เวลา น ที่ พ ศ को बजे בשעה ב "
    "יום ساعت ";

constexpr std::string_view kMorning = " am a.m. a.m 上午 午前 凌晨 早上 오전 صباحا ص ";
constexpr std::string_view kAfternoon = " pm p.m. p.m 下午 午後 晚上 오후 مساء م ";

// The place of the word between blanks, or of a name that it begins; npos where there is none.
std::size_t find_name(std::string_view names, std::string_view word, bool may_be_cut) {
  for (std::size_t at = names.find(word); at != std::string_view::npos;
       at = names.find(word, at + 1)) {
    if (names[at - 1] == ' ' && (may_be_cut || names[at + word.size()] == ' ')) return at;
  }
  return std::string_view::npos;
}

// Names of other scripts are not shortened.
bool may_be_short(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front());
  const bool is_latin = first >= 'a' && first <= 'z';
  const bool is_cyrillic = first == 0xd0 || first == 0xd1;
  return (is_latin && word.size() >= 3) || (is_cyrillic && word.size() >= 6);
}

std::optional<unsigned> place_in(const NameRow& row, std::string_view word, bool may_be_cut) {
  const std::size_t at = find_name(row.names, word, may_be_cut);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view before = row.names.substr(0, at);
  return static_cast<unsigned>(std::count(before.begin(), before.end(), '|')) - 1;
}

// The names of the language first: "listopad" is October in Croatian, November in Polish and Czech.
std::optional<unsigned> place_of(std::span<const NameRow> rows, std::string_view word,
                                 std::string_view language) {
  if (word.empty() || word.find_first_of(" |") != std::string_view::npos) return std::nullopt;
  language = language.substr(0, language.find_first_of("-_"));
  const auto is_own = [language](const NameRow& row) {
    return !language.empty() && has_word(row.languages, language);
  };
  for (const bool may_be_cut : {false, true}) {
    if (may_be_cut && !may_be_short(word)) break;
    for (const bool is_own_turn : {true, false}) {
      for (const NameRow& row : rows) {
        if (is_own(row) != is_own_turn) continue;
        if (const auto place = place_in(row, word, may_be_cut)) return place;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<int> month_of_name(std::string_view word, std::string_view language) {
  const auto place = place_of(kMonths, word, language);
  return place ? std::optional(static_cast<int>(*place) + 1) : std::nullopt;
}

std::optional<unsigned> weekday_of_name(std::string_view word, std::string_view language) {
  return place_of(kWeekdays, word, language);
}

bool is_date_filler(std::string_view word) { return has_word(kFillers, word); }

std::optional<DayHalf> day_half_of_name(std::string_view word) {
  if (has_word(kMorning, word)) return DayHalf::morning;
  if (has_word(kAfternoon, word)) return DayHalf::afternoon;
  return std::nullopt;
}

}  // namespace newsidx::source
