// The IUPAC International Chemical Identifier, from the InChI library: Debian's RDKit is built without it.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;

/// The standard InChI; NULL with the library's message for a molecule that it refuses.
char *rd_inchi(const rd_molecule *molecule, char **error);
/// The standard InChIKey, 27 characters.
char *rd_inchi_key(const rd_molecule *molecule, char **error);

#ifdef __cplusplus
}
#endif
