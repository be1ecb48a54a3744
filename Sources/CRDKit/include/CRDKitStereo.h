// Stereoisomers.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;

/// Stereoisomers as canonical SMILES, one a line, in the order of the alphabet: of every centre and double bond, or only
/// of those left open. At most `limit`; `is_complete` is 0 when there may be more.
char *rd_stereoisomers(
    const rd_molecule *molecule, int32_t only_open, int32_t limit, int32_t *is_complete, char **error);

#ifdef __cplusplus
}
#endif
