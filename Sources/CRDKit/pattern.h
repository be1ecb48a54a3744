// The pattern behind the handle.
#pragma once
#include "face.h"

struct rd_pattern {
    std::unique_ptr<const RDKit::ROMol> query;
};
