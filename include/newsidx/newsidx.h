// newsidx/newsidx.h: the whole public interface.
#pragma once

#include <newsidx/article.h>
#include <newsidx/build.h>
#include <newsidx/index.h>
#include <newsidx/render.h>
#include <newsidx/result.h>
#include <newsidx/version.h>
