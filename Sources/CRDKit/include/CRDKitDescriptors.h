// Descriptors, and the fragment codes and pattern counts that scores are made of.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;
typedef struct rd_pattern rd_pattern;

typedef struct {
    double weight, log_p, tpsa, fraction_sp3;
    int32_t donors, acceptors, rotatable_bonds, rings, aromatic_rings, macrocycles;
    int32_t stereocentres, spiro_atoms, bridgehead_atoms;
    /// Hydrogens on nitrogen and oxygen, and nitrogen and oxygen: donors and acceptors as Lipinski counts them.
    int32_t polar_hydrogens, nitrogens_and_oxygens;
    int32_t heavy_atoms, charged_atoms, largest_ring;
} rd_descriptors;

/// Returns 0 for a failure.
int32_t rd_describe(const rd_molecule *molecule, rd_descriptors *descriptors);

/// The different Morgan codes of radius 2, rising, and how often each occurs; `codes` and `counts` have room for three
/// times rd_atom_count. Returns their number, -1 for a failure.
int32_t rd_fragment_codes(const rd_molecule *molecule, uint32_t *codes, int32_t *counts);

/// Atoms of each element by its atomic number, implicit hydrogens among them; `counts` has room for 119. Returns 0 for a
/// failure.
int32_t rd_element_counts(const rd_molecule *molecule, int32_t *counts);

/// Number of different sets of atoms that match the pattern; -1 for a failure.
int32_t rd_match_count(const rd_molecule *molecule, const rd_pattern *pattern);
/// Whether the pattern occurs.
int32_t rd_has_match(const rd_molecule *molecule, const rd_pattern *pattern);
/// Rings that are left when all atoms that match the pattern are deleted; -1 for a failure.
int32_t rd_rings_without(const rd_molecule *molecule, const rd_pattern *pattern);

#ifdef __cplusplus
}
#endif
