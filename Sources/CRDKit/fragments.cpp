#include "face.h"
#include "CRDKitFragments.h"

#include <GraphMol/ChemTransforms/ChemTransforms.h>
#include <GraphMol/ChemTransforms/MolFragmenter.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>

char *rd_murcko_smiles(const rd_molecule *molecule, int32_t with_stereo, int32_t *rings) {
    *rings = 0;
    return rd_guarded(nullptr, [&] {
        std::unique_ptr<RDKit::ROMol> scaffold(RDKit::MurckoDecompose(*molecule->mol));
        // What was computed for the whole molecule does not hold for a part of it.
        scaffold->clearComputedProps();
        scaffold->updatePropertyCache();
        RDKit::MolOps::symmetrizeSSSR(*scaffold);
        *rings = static_cast<int32_t>(scaffold->getRingInfo()->numRings());
        return rd_copied(RDKit::MolToSmiles(*scaffold, with_stereo != 0));
    });
}

char *rd_brics_smiles(const rd_molecule *molecule) {
    return rd_guarded(nullptr, [&] {
        std::unique_ptr<RDKit::ROMol> cut(RDKit::MolFragmenter::fragmentOnBRICSBonds(*molecule->mol));
        return rd_copied(RDKit::MolToSmiles(*cut));
    });
}
