// Connection tables of BIOVIA's CTfile formats.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;

/// Reads a mol block, V2000 or V3000, with its coordinates and the stereo that they and its wedges give; hydrogens become
/// implicit. Sanitizes on request. `error` receives the reason.
rd_molecule *rd_from_mol_block(const char *block, int32_t sanitizes, char **error);
/// Writes a mol block; V3000 where V2000 has no room. Without coordinates, it gets a drawing's.
char *rd_mol_block(const rd_molecule *molecule, char **error);

#ifdef __cplusplus
}
#endif
