#include "face.h"

#include <GraphMol/MolOps.h>
#include <GraphMol/SanitException.h>
#include <algorithm>
#include <set>
#include <vector>

using namespace RDKit;

/// The atoms of all rings of aromatic bonds that hold an atom; that atom alone if there is none.
static std::vector<unsigned int> aromatic_ring_of(RWMol &mol, unsigned int atom) {
    MolOps::symmetrizeSSSR(mol);
    std::set<unsigned int> atoms;
    for (const auto &bonds : mol.getRingInfo()->bondRings()) {
        std::set<unsigned int> ring;
        for (const int index : bonds) {
            const Bond *bond = mol.getBondWithIdx(index);
            if (!bond->getIsAromatic()) break;
            ring.insert({bond->getBeginAtomIdx(), bond->getEndAtomIdx()});
        }
        if (ring.size() == bonds.size() && ring.count(atom)) atoms.insert(ring.begin(), ring.end());
    }
    if (atoms.empty()) return {atom};
    return {atoms.begin(), atoms.end()};
}

static void describe(RWMol &mol, const MolSanitizeException &problem, rd_problem &result) {
    result.kind = rd_other_problem;
    if (const auto *rings = dynamic_cast<const KekulizeException *>(&problem)) {
        result.kind = rd_kekulization;
        auto atoms = rings->getAtomIndices();
        if (atoms.size() == 1) atoms = aromatic_ring_of(mol, atoms[0]);
        result.atom_count = static_cast<int32_t>(std::min<size_t>(atoms.size(), rd_problem_atoms));
        std::copy_n(atoms.begin(), result.atom_count, result.atoms);
    } else if (const auto *atom = dynamic_cast<const AtomSanitizeException *>(&problem)) {
        if (dynamic_cast<const AtomValenceException *>(atom)) result.kind = rd_valence;
        if (dynamic_cast<const AtomKekulizeException *>(atom)) result.kind = rd_aromatic_chain;
        result.atom_count = 1;
        result.atoms[0] = static_cast<int32_t>(atom->getAtomIdx());
    }
}

rd_problem rd_first_problem(const rd_molecule *molecule) {
    rd_problem result = {};
    char *error = nullptr;
    rd_guarded(&error, [&] {
        RWMol mol(*molecule->mol);
        // Nitro groups and the like with five bonds are rewritten with charges before anything is judged, as in
        // sanitizing.
        MolOps::cleanUp(mol);
        const auto problems = MolOps::detectChemistryProblems(mol);
        if (problems.empty()) return true;
        describe(mol, *problems.front(), result);
        if (result.atom_count == 0) return true;
        Atom *atom = mol.getAtomWithIdx(result.atoms[0]);
        result.element = atom->getAtomicNum();
        result.charge = atom->getFormalCharge();
        result.valence = atom->calcExplicitValence(false);
        return true;
    });
    if (error) result.kind = rd_other_problem;
    rd_free(error);
    return result;
}
