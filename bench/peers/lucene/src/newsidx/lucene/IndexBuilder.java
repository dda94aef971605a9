package newsidx.lucene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeScheduler;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.misc.index.BPIndexReorderer;
import org.apache.lucene.misc.index.BPReorderingMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;

/**
 * Indexes a corpus into a folder, as one segment.
 *
 * <p>With one thread everything happens on the caller's, merging too. With several, each takes the
 * next article as it gets free, so that Lucene's document numbers differ from run to run; the field
 * {@link Schema#ID} leads back.
 */
final class IndexBuilder {
  /** Large enough that a news set of some hundred megabytes is flushed once. */
  private static final double RAM_BUFFER_MB = 1024;

  /** Heap that the reordering may take; beyond it Lucene would skip reordering silently. */
  private static final double REORDER_RAM_MB = 1536;

  /** Set by BPReorderingMergePolicy on the segments that it wrote. */
  private static final String REORDERED = "bp.reordered";

  /**
   * The reorderer goes by the words of at least 4096 documents, a default for collections of
   * millions. Smaller ones have few such words or none: there, by those of every 25th document.
   */
  private static final int REORDER_MIN_DOC_SHARE = 25;

  private final int threads;
  private final boolean reorder;
  private final BPIndexReorderer reorderer = new BPIndexReorderer();

  IndexBuilder(int threads, boolean reorder) {
    this.threads = threads;
    this.reorder = reorder;
  }

  void build(Path corpus, Path folder) throws BadInput, IOException {
    if (Files.exists(folder)) {
      throw new BadInput("the index folder exists: " + folder + " (remove it or name another)");
    }
    try (JsonLines<Article> articles = new JsonLines<>(corpus, Article.class);
        Directory directory = new MMapDirectory(folder)) {
      int count;
      try (IndexWriter writer = new IndexWriter(directory, config())) {
        index(articles, writer);
        count = writer.getDocStats().numDocs;
        if (count == 0) {
          throw new BadInput("no article in " + corpus);
        }
        reorderer.setMinDocFreq(
            Math.clamp(count / REORDER_MIN_DOC_SHARE, 1, BPIndexReorderer.DEFAULT_MIN_DOC_FREQ));
        writer.forceMerge(1);
        writer.commit();
      }
      if (reorder && count > 1) {
        requireReordered(directory);
      }
    }
  }

  private IndexWriterConfig config() {
    return new IndexWriterConfig()
        .setSimilarity(Schema.BM25)
        .setRAMBufferSizeMB(RAM_BUFFER_MB)
        .setUseCompoundFile(false)
        .setCommitOnClose(false) // a build that failed leaves no index
        .setMergeScheduler(mergeScheduler())
        .setMergePolicy(mergePolicy());
  }

  private MergeScheduler mergeScheduler() {
    if (threads == 1) {
      return new SerialMergeScheduler();
    }
    ConcurrentMergeScheduler scheduler = new ConcurrentMergeScheduler();
    scheduler.setMaxMergesAndThreads(threads + 1, threads);
    return scheduler;
  }

  private MergePolicy mergePolicy() {
    TieredMergePolicy tiered = new TieredMergePolicy();
    tiered.setNoCFSRatio(0);
    if (!reorder) {
      return tiered;
    }
    reorderer.setRAMBudgetMB(REORDER_RAM_MB);
    BPReorderingMergePolicy policy = new BPReorderingMergePolicy(tiered, reorderer);
    policy.setMinNaturalMergeNumDocs(Integer.MAX_VALUE); // only the forced merge reorders
    return policy;
  }

  private void index(JsonLines<Article> articles, IndexWriter writer)
      throws BadInput, IOException {
    if (reorder) {
      // A merge is what reorders, and a single segment would not be merged: the first article
      // becomes a segment of its own.
      new Feeder(articles, writer).addNext();
      writer.flush();
    }
    if (threads == 1) {
      new Feeder(articles, writer).call();
    } else {
      indexInParallel(articles, writer);
    }
  }

  private void indexInParallel(JsonLines<Article> articles, IndexWriter writer)
      throws BadInput, IOException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Void>> feeders = new ArrayList<>();
      for (int i = 0; i < threads; ++i) {
        feeders.add(pool.submit(new Feeder(articles, writer)));
      }
      for (Future<Void> feeder : feeders) {
        feeder.get();
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case BadInput cause -> throw cause;
        case IOException cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void requireReordered(Directory directory) throws IOException {
    SegmentInfos segments = SegmentInfos.readLatestCommit(directory);
    String reordered = segments.info(0).info.getDiagnostics().get(REORDERED);
    if (!"true".equals(reordered)) {
      throw new IOException("Lucene left the documents in their order (try a larger heap)");
    }
  }

  /** One thread's part of indexing: its document and token stream are used again and again. */
  private static final class Feeder implements Callable<Void> {
    private final JsonLines<Article> articles;
    private final IndexWriter writer;
    private final SpaceTokenStream tokens = new SpaceTokenStream();
    private final Field id = new NumericDocValuesField(Schema.ID, 0);
    private final List<Field> document = List.of(new TextField(Schema.TEXT, tokens), id);

    Feeder(JsonLines<Article> articles, IndexWriter writer) {
      this.articles = articles;
      this.writer = writer;
    }

    @Override
    public Void call() throws BadInput, IOException {
      while (addNext()) {}
      return null;
    }

    boolean addNext() throws BadInput, IOException {
      Article article = articles.next();
      if (article == null) {
        return false;
      }
      tokens.setText(article.text());
      id.setLongValue(article.id());
      try {
        writer.addDocument(document);
      } catch (IllegalArgumentException e) {
        throw new BadInput("article " + article.id() + ": " + e.getMessage());
      }
      return true;
    }
  }
}
