// Morgan fingerprints (Rogers & Hahn, J. Chem. Inf. Model. 2010, 50, 742), radius 2 for ECFP4.
#pragma once
#include "CRDKit.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Sets the bits of `words`, `bits / 64` of them, which the caller provides; `bits` is a multiple of 64. Returns how many
/// are set, or 0 when RDKit fails.
int32_t rd_morgan_bits(const rd_molecule *molecule, int32_t radius, int32_t bits, uint64_t *words);

/// Unfolded environments and how often each occurs, by rising number. Returns how many there are and writes the first
/// `capacity` of them; 0 when RDKit fails.
int32_t rd_morgan_counts(const rd_molecule *molecule, int32_t radius, int32_t capacity, uint32_t *environments,
                         int32_t *counts);

/// Bonds on the shortest path between each two atoms, row by row, at most 255; 255 also where no path joins them. `bonds`
/// has room for the square of rd_atom_count. Returns 0 when RDKit fails.
int32_t rd_distances(const rd_molecule *molecule, uint8_t *bonds);

/// The kinds of fingerprints with counts: Morgan environments up to `extent` bonds around an atom; the same of
/// pharmacophore features; pairs of atoms at most `extent` bonds apart (Carhart et al., J. Chem. Inf. Comput. Sci. 1985, 25,
/// 64); chains of `extent` atoms (Nilakantan et al., J. Chem. Inf. Comput. Sci. 1987, 27, 82).
enum { rd_environments, rd_feature_environments, rd_atom_pairs, rd_torsions };

/// Codes of a fingerprint, their lower 32 bits, and how often each occurs, by rising number. Returns how many there are and
/// writes the first `capacity` of them; -1 when RDKit fails.
int32_t rd_counted_codes(const rd_molecule *molecule, int32_t kind, int32_t extent, int32_t capacity, uint32_t *codes,
                         int32_t *counts);

/// The same fingerprint, folded to `size` bins by a hash; a bin holds at most 255. Returns 0 for a failure.
int32_t rd_folded_counts(const rd_molecule *molecule, int32_t kind, int32_t extent, int32_t size, uint8_t *counts);

#ifdef __cplusplus
}
#endif
