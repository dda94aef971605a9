#include "source/fields/field_names.h"

#include <iterator>

#include "source/word_list.h"

namespace newsidx::source {
namespace {

// Where a name comes from, in the order of the rows: news-please, newspaper, trafilatura,
// schema.org, IPTC ninjs, feedparser, JSON Feed, WordPress, Ghost, Arc and the Washington Post
// collection, Guardian, New York Times, NewsAPI and its like, Event Registry, Webhose, MediaCloud,
// GDELT, Dow Jones, Elasticsearch, Anserini, Reddit, X, Hacker News, data sets on Hugging Face and
// Kaggle (CC-News, RealNews, CNN/DailyMail, XSum, MIND, HuffPost, Newsroom, NELA-GT), and the words
// for these of other languages.
constexpr KnownNames kKnownNames[] = {
    {FieldRole::title,
     " title headline.main headline headlines headlinetext webtitle articletitle newstitle "
     "titletext titletitle storytitle posttitle pagetitle displaytitle maintitle fulltitle "
     "ogtitle dctitle titlefull titleclean cleantitle documenttitle titlepage titlerss "
     "seotitle headlinebasic headlines.basic titles.title titles headlineseo heading hl hed hd "
     "subject name caption.headline "
     "titre titel titulo título titular manchete titolo заголовок название tytul tytuł baslik "
     "başlık judul 标题 標題 题目 新闻标题 タイトル 見出し 题名 제목 العنوان عنوان शीर्षक "},
    {FieldRole::body,
     " body text maintext articlebody articletext bodytext textbody fulltext fullcontent "
     "content contenttext contents contents.content contentelements.content storytext "
     "storybody storycontent newsbody newstext newscontent articlecontent articlefulltext "
     "documenttext doctext pagetext posttext postcontent maincontent textcontent "
     "contentplain plaintext plaincontent cleantext cleanedtext textclean cleanbody "
     "cleancontent contentclean extractedtext textextracted rawtext rawcontent textraw "
     "fulltextclean bodyplain bodyclean bodymain maintextclean "
     "contentencoded content.value contents.value contenthtml bodyxhtml bodyhtml htmlbody bodynitf "
     "articlehtml bodymarkdown contentmarkdown markdown textmarkdown bodyrendered contentrendered "
     "blocks.body.bodytextsummary blocks.body.bodyhtml bodytextsummary blocks.data.text "
     "blocks.text blocks.content sections.text sections.content sections.body paragraphs.text "
     "paragraphs.context paragraphs.content body.text body.content body.value content.text "
     "content.content articlebody.text paragraphs articleparagraphs sentences selftext "
     "fulltextcontent extendedtweet.fulltext notetweet.text legacy.fulltext message tweet "
     "tweettext article document story documentbody documentcontent pagecontent "
     "passage context ocr ocrtext ocreng ft fulltexten textbodyplain html wikitext "
     "texte contenu corps inhalt texto cuerpo contenido conteudo conteúdo corpo testo tekst "
     "текст содержание metin icerik içerik tresc treść isi konten 正文 内容 內容 新闻内容 本文 "
     "記事 본문 내용 النص نص المحتوى محتوى पाठ "},
    {FieldRole::lead,
     " hitsentence leadparagraph lead leadtext openingtext lp lede standfirst trailtext "
     "description shortdescription "
     "descriptiontext articledescription metadescription ogdescription summary summarytext "
     "summarydetail.value abstract snippet excerpt articleexcerpt customexcerpt teaser intro "
     "introduction deck dek subheadline subtitle subheadlines.basic alternativeheadline "
     "description.basic highlights blurb desc contentsnippet synopsis "
     "chapo chapeau resume résumé beschreibung zusammenfassung vorspann descripcion descripción "
     "resumen entradilla descricao descrição resumo descrizione sommario occhiello samenvatting "
     "описание аннотация 摘要 导语 简介 描述 要約 概要 요약 الملخص ملخص وصف "},
    {FieldRole::published,
     " date published datepublished datetimepub publishedat publisheddate publishdate datepublish "
     "publishedtime publishtime publicationdate publicationdatetime publicationtime pubdate "
     "pubtime pubdatetime pubdateutc publishedutc publisheddateutc publisheddatetime "
     "publishdatetime firstpublished firstpublishedat firstpublicationdate firstpublisheddate "
     "publishingdate publishingtime "
     "webpublicationdate "
     "datefirstpublished firstpublishdate dateutc dategmt datetime datetimepublished "
     "articledate newsdate storydate postdate docdate documentdate articlepublisheddate "
     "articlepublishedtime articlepublished articlepublicationdate "
     "originalpublicationdate originaldate originallypublished displaydate issued dateissued "
     "dcdate dctermsissued "
     "dctermscreated createdutc datecreated createdat created creationdate createdate "
     "createddate creationtime createtime createdtime createtimestamp createdtimestamp "
     "firstcreated versioncreated timepublished publishedtimestamp publishedatutc posted "
     "postedat postedon posttime posteddate postedtime postcreated postcreateddate pd pubdateiso "
     "datepublishediso publishedon createdon publishts pubdt datestring datestr datetext dateiso "
     "isodate dateofpublication dayofpublication localdate "
     "displaydatetime releasedate released timestamp timestampms unixtime dateunixtime epoch time "
     "publisheddateparsed ts seendate "
     "datepublication datedepublication dateparution veroffentlichungsdatum "
     "veröffentlichungsdatum datum fecha fechapublicacion fechadepublicacion data datapublicacao "
     "datadepublicacao datapubblicazione дата датапубликации tarih tanggal 日期 时间 發布時間 "
     "发布时间 发布日期 发表时间 日時 日付 公開日 날짜 작성일 게시일 التاريخ تاريخ تاريخالنشر "},
    {FieldRole::time_of_day, " time timeofday hour uhrzeit hora heure ora "},
    {FieldRole::year, " year pubyear publicationyear publishyear "},
    {FieldRole::month, " month pubmonth publicationmonth publishmonth "},
    {FieldRole::day, " day pubday publicationday publishday dayofmonth "},
    {FieldRole::modified,
     " modified datemodified datemodify datemodifed modifieddate modifiedat modifiedtime "
     "modifieddatetime modifiedgmt modificationdate modificationtime modificationdatetime "
     "lastmodified lastmodifieddate lastmodifiedat articlemodifiedtime updated updatedat "
     "updateddate dateupdated lastupdated lastupdate lastupdatedat lastupdateddate updatedtime "
     "updatetime updatedate updateutc updatedutc revised "
     "contentmodified dctermsmodified changed editedat edited lastedited geandert "},
    {FieldRole::first_seen,
     " firstseen datedownload downloaddate downloadedat downloadtime crawled crawldate crawledat "
     "crawltime datecrawled dateadded collectdate collectiondate collectionutc collectedat "
     "collected indexeddate dateindexed indexedat fetchdate fetchedat fetchtime fetched "
     "retrieved retrievedat retrievaldate scrapedat scrapedate scrapeddate scraped datescraped "
     "harvestdate warcdate ingestdate ingestiondatetime ingestedat archivedate discoverdate "
     "discoveredat accessdate dateaccessed filedate "},
    {FieldRole::url,
     " url link canonicalurl canonicallink canonical weburl articleurl articlelink "
     "articlecanonicalurl urlcanonical originalurl "
     "originallink fullurl fulllink pageurl storyurl posturl newsurl sourceurl urlsource "
     "documenturl expandedurl finalurl resolvedurl externalurl permalink permalinkurl "
     "links.permalink "
     "href shareurl siteurl webpageurl webpage mainentityofpage mainentityofpage.id "
     "documentidentifier warctargeturi targeturi uriweb urlweb webuil absoluteurl urllink perma "
     "requestedurl respondedurl sourcelink troveurl "
     "ogurl htmlurl urlused lien enlace 链接 网址 링크 رابط ссылка "},
    {FieldRole::source,
     " source source.name source.title publisher.name publisher publisher.organization.name "
     "publication "
     "publication.name publicationname provider.name provider providername sourcename "
     "sourcetitle sourcefullname sourcecommonname medianame outlet outletname newspaper "
     "newspapername "
     "newssource newsoutlet newsagency agency sitename ogsitename site site.name sitetitle "
     "sitefull website "
     "sourcehostname source.hostname channel channelname feedtitle feedname journal "
     "magazine media.name thread.sitefull thread.site source.domain source.uri source.id sourceid "
     "publisher.title publishername cleanurl domain domainname sourcedomain "
     "hostname host infosource sn creditline copyrightholder "
     "quelle zeitung fuente periodico periódico fonte jornal testata journalsource bron krant "
     "источник издание 来源 來源 媒体 媒體 新聞社 출처 언론사 المصدر مصدر "},
    {FieldRole::lang,
     " lang language inlanguage languagecode langcode lan languageiso metalang metalanguage "
     "language.code language.name language.id oglocale locale dclanguage languageid "
     "detectedlanguage langdetected sourcelang sourcelanguage articlelanguage contentlanguage "
     "hreflang xmllang lg la langue sprache idioma lingua taal язык 语言 語言 言語 언어 اللغة "
     "لغة "},
    {FieldRole::author,
     " author authors author.name authors.name byline.original bylines byline byline.text creator "
     "creator.name dccreator writer writers journalist reporter contributor authorname authornames "
     "articleauthor credits.by.name account.displayname user.name by "
     "auteur auteurs autor autores autore auteurname автор авторы 作者 记者 記者 著者 기자 저자 "
     "الكاتب كاتب "},
    {FieldRole::id,
     " id guid uuid articleid docid docno documentid storyid storiesid newsid postid objectid "
     "itemid "
     "recordid entryid pageid contentid tweetid messageid idstr doi an accessionnumber "
     "articlesid processedstoriesid storyuuid uid uniqueid externalid uri "
     "guid.value identifier dcidentifier webhoseid nytid dbid idarticle idnews 编号 "}};

constexpr std::string_view kValueHolders =
    " p date oid numberlong numberint numberdouble text t value rendered content html plain "
    "plaintext raw default main basic iso iso8601 utc seconds full original cdatasection cdata s n "
    "en string v datetime processed textvalue timestamp ";

constexpr std::string_view kTimeHolders = " date iso iso8601 utc seconds datetime timestamp ";

constexpr std::string_view kTextParts =
    " section sections paragraph paragraphs block blocks element elements child children node "
    "nodes "
    "item items part parts segment segments content contents body text data ";

constexpr std::string_view kNameTags =
    " t txt s ss str string dt tdt dts d i l tl ts en eng de fr es it pt nl ru uk pl tr ar fa he "
    "hi "
    "zh ja ko vi th sv da fi cs ro el hu orig original raw clean ";

constexpr std::string_view kNameSubjects =
    " news article story post doc document item page entry record rss dc og meta content main the "
    "my ";

constexpr std::string_view kAboutOther =
    " author authors byline user users account creator contributor person people source publisher "
    "publication provider organization org site website channel feed image images img thumbnail "
    "thumb photo photos picture media multimedia video videos audio podcast gallery caption "
    "related relatedarticles relatedcontent recommended similar seealso links link section "
    "sections "
    "category categories tag tags topic topics keyword keywords entity entities concept concepts "
    "location locations place places geo event comments comment replies reply quotedstatus "
    "retweetedstatus retweeted parent ancestor owner license rights sponsor advert ad ads next "
    "previous prev series collection social twitter facebook mentions url company companies "
    "symbols stocks widget newsletter thread elements summarydetail titledetail contributors "
    "highlight matches ispartof about subtitle ";

constexpr std::string_view kWrappers =
    " source fields article articles doc document data item node attributes properties record "
    "story news post page result entry newsitem payload response object graph meta metadata head "
    "header content info hit hits frontmatter results docs items body main snippet legacy tweet "
    "status basic card envelope message warcheaders ";

}  // namespace

const KnownNames* known_names_begin() { return std::begin(kKnownNames); }
const KnownNames* known_names_end() { return std::end(kKnownNames); }
bool is_value_holder(std::string_view part) { return has_word(kValueHolders, part); }
bool is_time_holder(std::string_view part) { return has_word(kTimeHolders, part); }
bool is_text_part(std::string_view part) { return has_word(kTextParts, part); }
bool is_name_tag(std::string_view part) { return has_word(kNameTags, part); }
bool is_name_subject(std::string_view part) { return has_word(kNameSubjects, part); }
bool is_about_other(std::string_view part) { return has_word(kAboutOther, part); }
bool is_wrapper(std::string_view part) { return has_word(kWrappers, part); }

}  // namespace newsidx::source
