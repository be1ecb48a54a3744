// Murcko scaffolds and BRICS fragments.
#pragma once
#include "CRDKit.h"

#ifdef __cplusplus
extern "C" {
#endif

/// The ring systems and the linkers between them (Bemis & Murcko, J. Med. Chem. 1996, 39, 2887), as canonical SMILES: empty
/// for an acyclic molecule. `rings` receives the number of its rings. NULL when RDKit fails.
char *rd_murcko_smiles(const rd_molecule *molecule, int32_t with_stereo, int32_t *rings);

/// The molecule cut at all BRICS bonds (Degen et al., ChemMedChem 2008, 3, 1503), as canonical SMILES with a dot between
/// the fragments; ends are dummy atoms with the number of their environment. NULL when RDKit fails.
char *rd_brics_smiles(const rd_molecule *molecule);

/// Two pieces as one molecule: the dummy atoms with these indices go, and their neighbours are bound as the dummies were.
/// Stereo is kept. NULL when an index is not that of a dummy atom with one bond, or the valences do not allow it.
rd_molecule *rd_joined(const rd_molecule *first, int32_t first_end, const rd_molecule *second, int32_t second_end,
                       char **error);
/// The molecule with hydrogen in place of all dummy atoms; NULL when RDKit fails.
rd_molecule *rd_capped(const rd_molecule *molecule);

#ifdef __cplusplus
}
#endif
