#include "face.h"

#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>

void rd_free(char *text) { std::free(text); }

rd_molecule *rd_settled(const RDKit::ROMol &mol) {
    std::unique_ptr<RDKit::RWMol> again(RDKit::SmilesToMol(RDKit::MolToSmiles(mol)));
    return again ? new rd_molecule{std::move(again)} : nullptr;
}

/// Without a name: RDKit would take what follows a blank for one.
static rd_molecule *parsed(const char *smiles, bool sanitized) {
    // RDKit takes an empty text for a molecule without atoms.
    if (!*smiles) return nullptr;
    RDKit::SmilesParserParams parameters;
    parameters.parseName = false;
    parameters.allowCXSMILES = false;
    parameters.sanitize = sanitized;
    parameters.removeHs = sanitized;
    std::unique_ptr<RDKit::RWMol> mol(RDKit::SmilesToMol(smiles, parameters));
    return mol ? new rd_molecule{std::move(mol)} : nullptr;
}

rd_molecule *rd_from_smiles(const char *smiles) {
    return rd_guarded(nullptr, [&] { return parsed(smiles, true); });
}

rd_molecule *rd_from_smiles_unsanitized(const char *smiles) {
    return rd_guarded(nullptr, [&] { return parsed(smiles, false); });
}

void rd_release(const rd_molecule *molecule) { delete molecule; }

int32_t rd_atom_count(const rd_molecule *molecule) { return static_cast<int32_t>(molecule->mol->getNumAtoms()); }

char *rd_smiles(const rd_molecule *molecule, int32_t with_stereo) {
    return rd_guarded(nullptr, [&] { return rd_copied(RDKit::MolToSmiles(*molecule->mol, with_stereo != 0)); });
}

char *rd_smiles_from(const rd_molecule *molecule, int32_t atom) {
    return rd_guarded(nullptr, [&]() -> char * {
        if (atom < 0 || atom >= rd_atom_count(molecule)) return nullptr;
        return rd_copied(RDKit::MolToSmiles(*molecule->mol, false, false, atom));
    });
}
