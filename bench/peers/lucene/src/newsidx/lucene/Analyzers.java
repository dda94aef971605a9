package newsidx.lucene;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;

/** Lucene's analysers of languages, each as it comes, by the names of {@code --analyzer}. */
final class Analyzers {
  private static final Map<String, Supplier<Analyzer>> BY_NAME =
      Map.ofEntries(
          Map.entry("arabic", ArabicAnalyzer::new),
          Map.entry("bigrams", CJKAnalyzer::new),
          Map.entry("english", EnglishAnalyzer::new),
          Map.entry("german", GermanAnalyzer::new),
          Map.entry("greek", GreekAnalyzer::new),
          Map.entry("hindi", HindiAnalyzer::new),
          Map.entry("icu", Analyzers::icu),
          Map.entry("romanian", RomanianAnalyzer::new),
          Map.entry("russian", RussianAnalyzer::new),
          Map.entry("spanish", SpanishAnalyzer::new));

  private Analyzers() {}

  static Analyzer named(String name) throws BadInput {
    Supplier<Analyzer> maker = BY_NAME.get(name);
    if (maker == null) {
      String known = String.join(", ", new TreeMap<>(BY_NAME).keySet());
      throw new BadInput("no such analyser: " + name + " (try: " + known + ")");
    }
    return maker.get();
  }

  /** Words by the dictionaries of ICU. */
  private static Analyzer icu() {
    return new Analyzer() {
      @Override
      protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new ICUTokenizer();
        TokenStream lower = new LowerCaseFilter(words);
        return new TokenStreamComponents(words, lower);
      }
    };
  }
}
