// Cuts of one bond, from which matched pairs are made.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;

/// Each way to cut one acyclic single bond into a constant part and a variable part of at most `heavy_limit` heavy atoms,
/// no larger than the constant one. A line for each, with tabs between: the constant part, its heavy atoms, the variable
/// part, its heavy atoms, and the molecule that hydrogen in place of the variable part gives. All are canonical SMILES with
/// `*` for the cut end. Empty for a molecule with dummy atoms; NULL when RDKit fails.
char *rd_single_cuts(const rd_molecule *molecule, int32_t heavy_limit);

#ifdef __cplusplus
}
#endif
