#include "segment/impact_parameters.h"

namespace newsidx::segment {

SaturationTable impact_saturation(const SegmentInfo& info, Field field) {
  if (field != Field::keyword) {
    return saturation_table(kImpactK1, kImpactB, info.field(length_field(field)).average_length());
  }
  SaturationTable flat;
  flat.fill(kImpactK1);
  return flat;
}

}  // namespace newsidx::segment
