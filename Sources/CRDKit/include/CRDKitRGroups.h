// A common core of molecules, and what stands on it.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;
typedef struct rd_pattern rd_pattern;

/// A molecule as a pattern: its atoms and bonds, whatever hydrogens they have.
rd_pattern *rd_pattern_of(const rd_molecule *molecule);

/// The largest substructure, with whole rings, that at least a share `threshold` of the molecules have, as SMARTS; empty
/// for none. `atoms` receives its size. After `seconds` the search ends with the largest one so far, and `is_complete` is 0.
char *rd_common_core(const rd_molecule *const *molecules, int32_t count, double threshold, int32_t seconds,
                     int32_t *atoms, int32_t *is_complete, char **error);

/// The groups of molecules on a core. The first line has `Core` and the labels of the groups, with tabs between; each
/// further line is for a molecule that has the core: its index, and a SMILES for each label, in which `[*:1]` is the end
/// at R1. Of the ways to lay the core over a molecule, the one is chosen that makes groups at one place alike; where there
/// are too many ways to compare, it is the first, and `is_aligned` is 0. Empty if no molecule has the core.
char *rd_r_groups(const rd_pattern *core, const rd_molecule *const *molecules, int32_t count, int32_t *is_aligned,
                  char **error);

#ifdef __cplusplus
}
#endif
