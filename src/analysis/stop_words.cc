// The English list is Snowball's (http://snowball.tartarus.org/algorithms/english/stop.txt) with
// "can" and "will", but without what folding takes away ("it's" is "it" here). "us" is not in
// either: it is how many people type "US". The Arabic list is Jacques Savoy's (BSD license,
// http://members.unine.ch/jacques.savoy/clef), the Greek one Lucene's; the others are the commonest
// words of Snowball's lists. A language has a list if answers gain by it (bench/relevance): Arabic
// .007 of MAP, Spanish .005, German .002, Greek .001, Russian .001; Hindi and Romanian lost .002.
#include "analysis/stop_words.h"

#include <array>
#include <functional>
#include <set>
#include <string>

#include "analysis/folding.h"

namespace newsidx::analysis {
namespace {

struct StopWordList {
  std::string_view language;
  std::string_view words;  // as written in small letters, a blank between them
};

constexpr StopWordList kLists[] = {
    {"arabic",
     "من ومن منها منه في وفي فيها فيه و ف ثم او أو ب بها به ا أ اى اي أي أى لا ولا الا ألا إلا "
     "لكن ما وما كما فما عن مع اذا إذا ان أن إن انها أنها إنها انه أنه إنه بان بأن فان فأن وان "
     "وأن وإن التى التي الذى الذي الذين الى الي إلى إلي على عليها عليه اما أما إما ايضا أيضا "
     "كل وكل لم ولم لن ولن هى هي هو وهى وهي وهو فهى فهي فهو انت أنت لك لها له هذه هذا تلك ذلك "
     "هناك كانت كان يكون تكون وكانت وكان غير بعض قد نحو بين بينما منذ ضمن حيث الان الآن خلال "
     "بعد قبل حتى عند عندما لدى جميع"},
    {"dutch",
     "de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om "
     "hem dan zou of wat mijn dit zo door over ze zich bij ook tot je mij uit der daar haar naar "
     "heb hoe heeft hebben deze u nog zal me zij nu ge geen omdat waren dus wij wel kon kan zonder "
     "werd wordt worden tegen na waar onder ik ben wezen hun dien wie"},
    {"english",
     "a about above after again against all am an and any are aren't as at be because been before "
     "being below between both but by can can't cannot could couldn't did didn't do does doesn't "
     "doing don't down during each few for from further had hadn't has hasn't have haven't having "
     "he he'd he'll her here hers herself him himself his how i i'd i'll i'm i've if in into is "
     "isn't it its itself me more most mustn't my myself no nor not of off on once only or other "
     "ought our ours ourselves out over own same shan't she she'd she'll should shouldn't so some "
     "such than that the their theirs them themselves then there these they they'd they'll they're "
     "they've this those through to too under until up very was wasn't we we'd we'll we're we've "
     "were weren't what when where which while who whom why will with won't would wouldn't you "
     "you'd you'll you're you've your yours yourself yourselves"},
    {"french",
     "au aux avec ce ces dans de des du elle en et eux il je la le les leur lui ma mais me même "
     "mes "
     "moi mon ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton "
     "tu un une vos votre vous à y est sont suis sommes êtes était étaient été être a ai ont avons "
     "avez avait avaient cette cet ils elles"},
    {"german",
     "aber als am an auch auf aus bei bin bis bist da damit dann das daß dass dein deine dem den "
     "der des dessen die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine "
     "einem einen einer eines er es euer für hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre "
     "ihrem ihren ihrer im in ins ist kann kein keine können mein meine mich mir mit nach nicht "
     "noch nun nur ob oder ohne sehr sein seine seinem seinen seiner selbst sich sie sind so über "
     "um und uns unter vom von vor war waren was weil wenn werde werden wie wieder wir wird wo zu "
     "zum zur zwischen"},
    {"greek",
     "ο η το οι τα του τησ των τον την και κι κ ειμαι εισαι ειναι ειμαστε ειστε στο στον στη "
     "στην μα αλλα απο για προσ με σε ωσ παρα αντι κατα μετα θα να δε δεν μη μην επι ενω εαν "
     "αν τοτε που πωσ ποιοσ ποια ποιο ποιοι ποιεσ ποιων ποιουσ αυτοσ αυτη αυτο αυτοι αυτων "
     "αυτουσ αυτεσ αυτα εκεινοσ εκεινη εκεινο εκεινοι εκεινεσ εκεινα εκεινων εκεινουσ οπωσ "
     "ομωσ ισωσ οσο οτι"},
    {"italian",
     "ad al allo ai agli alla alle con col da dal dallo dai dagli dalla dalle di del dello dei "
     "degli della delle in nel nello nei negli nella nelle su sul sullo sui sugli sulla sulle per "
     "tra io tu lui lei noi voi loro mio mia tuo tua suo sua suoi sue nostro nostra mi ti ci vi lo "
     "la li le gli ne il un uno una ma ed se perché anche come che chi cui non più quale quanto "
     "quello quella questo questa si a e i o è sono era erano ha hanno aveva essere"},
    {"portuguese",
     "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à "
     "seu sua ou quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo "
     "aos seus quem nas me esse eles você essa num nem suas meu às minha numa pelos elas qual nós "
     "lhe deles essas esses pelas este dele tu te vocês vos lhes esta estes estas aquele aquela "
     "isto aquilo é são foi era ser está há"},
    {"russian",
     "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее "
     "мне "
     "было вот от меня еще нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был "
     "него до вас нибудь опять уж вам ведь там потом себя ничего ей может они тут где есть надо "
     "ней для мы тебя их чем была сам чтоб без будто чего раз тоже себе под будет ж тогда кто этот "
     "того потому этого какой совсем ним здесь этом один почти мой тем чтобы нее были куда зачем "
     "всех при об это"},
    {"spanish",
     "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o "
     "este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo "
     "nos durante todos uno les ni contra otros ese eso ante ellos e esto mí antes algunos qué "
     "unos yo otro otras otra él tanto esa estos mucho quienes nada muchos cual poco ella estar "
     "estas algunas algo nosotros mi mis tú te ti tu tus ellas es son era fue ser ha han"},
};

using Words = std::set<std::string, std::less<>>;

Words read_words(std::string_view language) {
  Words words;
  for (const StopWordList& list : kLists) {
    if (list.language != language) continue;
    for (std::size_t begin = 0; begin < list.words.size();) {
      const std::size_t end = std::min(list.words.find(' ', begin), list.words.size());
      std::string cased, surface;
      fold_case(std::string(list.words.substr(begin, end - begin)), cased);
      fold_diacritics(cased, surface);
      words.insert(std::move(surface));
      begin = end + 1;
    }
  }
  return words;
}

using WordsByLanguage = std::array<Words, kNoStemmer + 1>;

WordsByLanguage read_all_words() {
  WordsByLanguage all;
  for (LanguageId language = 0; language < language_count(); ++language) {
    all[language] = read_words(name_of(language));
  }
  return all;
}

}  // namespace

bool is_stop_word(LanguageId language, std::string_view surface) {
  static const WordsByLanguage words = read_all_words();
  return words[language].contains(surface);
}

}  // namespace newsidx::analysis
