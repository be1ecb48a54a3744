#include "pattern.h"

#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/Substruct/SubstructMatch.h>
#include <algorithm>
#include <stdexcept>

using namespace RDKit;

rd_pattern *rd_from_smarts(const char *smarts) {
    return rd_guarded(nullptr, [&]() -> rd_pattern * {
        std::unique_ptr<RWMol> query(SmartsToMol(smarts));
        if (!query || query->getNumAtoms() == 0) return nullptr;
        return new rd_pattern{std::move(query)};
    });
}

void rd_pattern_release(const rd_pattern *pattern) { delete pattern; }

int32_t rd_first_atoms(const rd_molecule *molecule, const rd_pattern *pattern, uint8_t *marks) {
    char *error = nullptr;
    const int32_t count = rd_guarded(&error, [&]() -> int32_t {
        std::fill_n(marks, molecule->mol->getNumAtoms(), 0);
        SubstructMatchParameters parameters;
        // Each way to lay the pattern counts: another may begin at another atom.
        parameters.uniquify = false;
        int32_t found = 0;
        for (const auto &match : SubstructMatch(*molecule->mol, *pattern->query, parameters)) {
            const int first = std::find_if(match.begin(), match.end(), [](const auto &pair) {
                                  return pair.first == 0;
                              })->second;
            if (!marks[first]) ++found;
            marks[first] = 1;
        }
        return found;
    });
    const bool failed = error != nullptr;
    rd_free(error);
    return failed ? -1 : count;
}

int32_t rd_bonds_between(const rd_molecule *molecule, int32_t first, int32_t second) {
    const int32_t atoms = rd_guarded(nullptr, [&]() -> int32_t {
        return static_cast<int32_t>(MolOps::getShortestPath(*molecule->mol, first, second).size());
    });
    return atoms > 0 ? atoms - 1 : INT32_MAX;
}

rd_molecule *rd_with_protons(
    const rd_molecule *molecule, const int32_t *atoms, const int32_t *changes, int32_t count) {
    return rd_guarded(nullptr, [&]() -> rd_molecule * {
        RWMol mol(*molecule->mol);
        for (int32_t i = 0; i < count; ++i) {
            Atom *atom = mol.getAtomWithIdx(atoms[i]);
            const int hydrogens = static_cast<int>(atom->getTotalNumHs()) + changes[i];
            if (hydrogens < 0) throw std::invalid_argument("an atom has no proton to give");
            atom->setFormalCharge(atom->getFormalCharge() + changes[i]);
            atom->setNoImplicit(true);
            atom->setNumExplicitHs(hydrogens);
        }
        MolOps::sanitizeMol(mol);
        return rd_settled(mol);
    });
}
