// A C face of RDKit, the open-source chemistry toolkit (https://www.rdkit.org).
//
// Molecules are immutable: threads may share them. Texts that are returned are released with rd_free. Where something can
// fail, the result is NULL, and `error` receives a text to release, or NULL.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;

void rd_free(char *text);

/// Reads a SMILES without a name and sanitizes the molecule; NULL if it is empty or wrong in grammar or chemistry.
rd_molecule *rd_from_smiles(const char *smiles);
/// Reads a SMILES by its grammar alone; NULL if the grammar is broken.
rd_molecule *rd_from_smiles_unsanitized(const char *smiles);
void rd_release(const rd_molecule *molecule);

int32_t rd_atom_count(const rd_molecule *molecule);
/// Canonical SMILES; without stereo marks on request.
char *rd_smiles(const rd_molecule *molecule, int32_t with_stereo);
/// SMILES without stereo that begins with an atom; NULL for an atom that is not there.
char *rd_smiles_from(const rd_molecule *molecule, int32_t atom);

#ifdef __cplusplus
}
#endif

#include "CRDKitBits.h"
#include "CRDKitBreeding.h"
#include "CRDKitDescriptors.h"
#include "CRDKitDocking.h"
#include "CRDKitDrawing.h"
#include "CRDKitFeatures.h"
#include "CRDKitFingerprints.h"
#include "CRDKitFragments.h"
#include "CRDKitInChI.h"
#include "CRDKitMatchedPairs.h"
#include "CRDKitMolBlock.h"
#include "CRDKitPatternSets.h"
#include "CRDKitPatterns.h"
#include "CRDKitProblems.h"
#include "CRDKitRGroups.h"
#include "CRDKitStandardise.h"
#include "CRDKitStereo.h"
