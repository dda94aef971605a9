// newsidx/newsidx.h: the whole public interface.
#pragma once

#include <newsidx/answer.h>
#include <newsidx/article.h>
#include <newsidx/article_reader.h>
#include <newsidx/build.h>
#include <newsidx/check.h>
#include <newsidx/counts.h>
#include <newsidx/explanation.h>
#include <newsidx/hint.h>
#include <newsidx/index.h>
#include <newsidx/index_stats.h>
#include <newsidx/index_writer.h>
#include <newsidx/json.h>
#include <newsidx/query_statistics.h>
#include <newsidx/repair.h>
#include <newsidx/result.h>
#include <newsidx/search_options.h>
#include <newsidx/snapshot.h>
#include <newsidx/synonyms.h>
#include <newsidx/text.h>
#include <newsidx/update.h>
#include <newsidx/version.h>
#include <newsidx/watch.h>
