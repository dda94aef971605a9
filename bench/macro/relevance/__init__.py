"""Does newsidx rank as well as Lucene? Runs both over judged collections (bench/relevance)."""
