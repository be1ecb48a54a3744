#include "face.h"

#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <RDGeneral/versions.h>
#include <stdexcept>

void rd_free(char *text) { std::free(text); }

const char *rd_version(void) { return RDKit::rdkitVersion; }

/// Without a name: RDKit would take what follows a blank for one.
static std::unique_ptr<RDKit::RWMol> parsed(const char *smiles, bool sanitized) {
    if (!*smiles) throw std::invalid_argument("the SMILES is empty");
    RDKit::SmilesParserParams parameters;
    parameters.parseName = false;
    parameters.allowCXSMILES = false;
    parameters.sanitize = sanitized;
    parameters.removeHs = sanitized;
    std::unique_ptr<RDKit::RWMol> mol(RDKit::SmilesToMol(smiles, parameters));
    if (!mol) throw std::invalid_argument("the text is no SMILES");
    return mol;
}

rd_molecule *rd_from_smiles(const char *smiles, char **error) {
    return rd_guarded(error, [&]() -> rd_molecule * { return new rd_molecule{parsed(smiles, true)}; });
}

rd_molecule *rd_from_smiles_unsanitized(const char *smiles) {
    return rd_guarded(nullptr, [&]() -> rd_molecule * { return new rd_molecule{parsed(smiles, false)}; });
}

void rd_release(const rd_molecule *molecule) { delete molecule; }

int32_t rd_atom_count(const rd_molecule *molecule) { return static_cast<int32_t>(molecule->mol->getNumAtoms()); }

char *rd_smiles(const rd_molecule *molecule, int32_t with_stereo) {
    return rd_guarded(nullptr, [&] { return rd_copied(RDKit::MolToSmiles(*molecule->mol, with_stereo != 0)); });
}
