// newsidx/export.h: marks what the shared library shows; everything else is hidden.
#pragma once
#define NEWSIDX_EXPORT __attribute__((visibility("default")))
#define NEWSIDX_HIDDEN __attribute__((visibility("hidden")))
