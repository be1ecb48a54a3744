// What models of activity see of a molecule: counted fingerprints, and descriptors of its size, surface and atom types.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;

/// Morgan environments of radius 2 by elements; the same by what atoms do (donor, acceptor, aromatic, …); pairs of atoms
/// with the bonds between them; chains of four atoms.
enum { rd_count_environments = 0, rd_roles, rd_pairs, rd_torsions, rd_fingerprint_kinds };

enum { rd_descriptor_values = 112, rd_atom_types = 110 };

/// Counts of a fingerprint, folded to `size` bins by a hash; a bin holds at most 255. Returns 0 for a failure.
int32_t rd_folded_counts(const rd_molecule *molecule, int32_t kind, int32_t size, uint8_t *counts);

/// rd_descriptor_values descriptors, and how many atoms, hydrogens not counted, have each of rd_atom_types types of
/// Wildman and Crippen. Values that cannot be computed are 0. Returns 0 for a failure.
int32_t rd_feature_values(const rd_molecule *molecule, float *descriptors, float *atom_types);

#ifdef __cplusplus
}
#endif
