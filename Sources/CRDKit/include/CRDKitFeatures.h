// Descriptors of a molecule's size, shape, surface and atom types, as models of activity see them.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;

enum { rd_descriptor_values = 112, rd_atom_types = 110 };

/// rd_descriptor_values descriptors, and how many atoms, hydrogens not counted, have each of rd_atom_types types of
/// Wildman and Crippen. Values that cannot be computed are 0. Returns 0 for a failure.
int32_t rd_feature_values(const rd_molecule *molecule, float *descriptors, float *atom_types);

#ifdef __cplusplus
}
#endif
