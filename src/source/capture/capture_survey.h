// source/capture/capture_survey.h
//
// The pass over web archives before the input is read: which captures of a page are the newest.
//
//   files named .warc, .arc, .wet, .wacz, .zip, .tar (also .gz, ...), and files of other names that
//   were given by name and are web archives
//
// What cannot be read twice (standard input, pipes) is not gone through, nor is an archive that has
// to be unpacked to find what is in it (7z, tar.gz): of captures in these the first is taken. What
// changes between the two passes may lack a capture that was the newest.
//
// Cost: such files are read and unpacked twice; heads are parsed, pages are not.
#pragma once

#include "source/article_reader.h"
#include "source/stream/stop_event.h"
#include "source/walk/input_walk.h"
#include "source/warc/capture_dates.h"

namespace newsidx::source {

/// Notes what is in the files, and closes `captures`. Ends early when the stop is asked for.
void survey_captures(const InputList& inputs, const ReaderOptions& options, const StopEvent& stop,
                     CaptureDates& captures);

}  // namespace newsidx::source
