// Many patterns at once: most are ruled out by what they need at least, before any is laid on the molecule.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;
/// Immutable: threads may share it.
typedef struct rd_pattern_set rd_pattern_set;

/// What a hydrogen that is written as an atom of a pattern means.
enum {
    /// An atom: it matches hydrogens that are atoms of the molecule as it is, such as deuterium.
    rd_hydrogens_as_written = 0,
    /// A count: its neighbour has at least that many hydrogens. So RDKit's catalogs of alerts are meant.
    rd_hydrogens_merged = 1,
    /// An atom, and the molecule has all its hydrogens as atoms. So MOSES' filters are meant.
    rd_hydrogens_explicit = 2,
};

/// Reads the patterns; NULL with the index of the first text that is not a SMARTS in `wrong`.
rd_pattern_set *rd_pattern_set_read(
    const char *const *smarts, int32_t count, int32_t hydrogens, int32_t *wrong);
void rd_pattern_set_release(const rd_pattern_set *patterns);

/// Writes the indices of the patterns that occur, rising, to `found`, which has room for all. Returns their number, -1
/// for a failure.
int32_t rd_patterns_found(const rd_pattern_set *patterns, const rd_molecule *molecule, int32_t *found);
/// The first pattern that occurs; -1 for none, -2 for a failure.
int32_t rd_any_pattern(const rd_pattern_set *patterns, const rd_molecule *molecule);
/// Marks with 1 the atoms on which a pattern lies, wherever it occurs; `marks` has room for rd_atom_count. Returns 0 for a
/// failure.
int32_t rd_pattern_atoms(
    const rd_pattern_set *patterns, int32_t index, const rd_molecule *molecule, uint8_t *marks);
#ifdef __cplusplus
}
#endif
