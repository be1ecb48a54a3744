// SMARTS: patterns of atoms and bonds.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;
/// Immutable: threads may share it.
typedef struct rd_pattern rd_pattern;

/// Reads a SMARTS; NULL for a text that is not a SMARTS.
rd_pattern *rd_from_smarts(const char *smarts);
void rd_pattern_release(const rd_pattern *pattern);
/// Marks with 1 each atom that matches the pattern's first atom; `marks` has room for rd_atom_count. Returns their
/// number, -1 for a failure.
int32_t rd_first_atoms(const rd_molecule *molecule, const rd_pattern *pattern, uint8_t *marks);

/// Bonds on the shortest path between two different atoms; INT32_MAX if no path joins them.
int32_t rd_bonds_between(const rd_molecule *molecule, int32_t first, int32_t second);

/// The molecule with charges and hydrogens of some atoms changed: atom `atoms[i]` has `changes[i]` protons more, a
/// negative number fewer.
rd_molecule *rd_with_protons(
    const rd_molecule *molecule, const int32_t *atoms, const int32_t *changes, int32_t count);

#ifdef __cplusplus
}
#endif
