#include "face.h"
#include "CRDKitFragments.h"

#include <GraphMol/ChemTransforms/ChemTransforms.h>
#include <GraphMol/ChemTransforms/MolFragmenter.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <stdexcept>

/// Atom maps number atoms of a reaction: they are no part of a structure.
static void drop_maps(RDKit::ROMol &mol) {
    for (RDKit::Atom *atom : mol.atoms()) atom->setAtomMapNum(0);
}

char *rd_murcko_smiles(const rd_molecule *molecule, int32_t with_stereo, int32_t *rings) {
    *rings = 0;
    return rd_guarded(nullptr, [&] {
        std::unique_ptr<RDKit::ROMol> scaffold(RDKit::MurckoDecompose(*molecule->mol));
        // What was computed for the whole molecule does not hold for a part of it.
        scaffold->clearComputedProps();
        drop_maps(*scaffold);
        scaffold->updatePropertyCache();
        RDKit::MolOps::symmetrizeSSSR(*scaffold);
        *rings = static_cast<int32_t>(scaffold->getRingInfo()->numRings());
        return rd_copied(RDKit::MolToSmiles(*scaffold, with_stereo != 0));
    });
}

char *rd_brics_smiles(const rd_molecule *molecule) {
    return rd_guarded(nullptr, [&] {
        std::unique_ptr<RDKit::ROMol> cut(RDKit::MolFragmenter::fragmentOnBRICSBonds(*molecule->mol));
        drop_maps(*cut);
        return rd_copied(RDKit::MolToSmiles(*cut));
    });
}

/// A copy whose one end is marked for the join, and no other atom.
static std::unique_ptr<RDKit::RWMol> marked(const rd_molecule *piece, int32_t end) {
    auto mol = std::make_unique<RDKit::RWMol>(*piece->mol);
    for (RDKit::Atom *atom : mol->atoms()) atom->setAtomMapNum(0);
    if (end < 0 || end >= static_cast<int32_t>(mol->getNumAtoms())) throw std::invalid_argument("there is no such atom");
    RDKit::Atom *atom = mol->getAtomWithIdx(end);
    if (atom->getAtomicNum() != 0 || atom->getDegree() != 1) throw std::invalid_argument("the atom is no cut end");
    atom->setIsotope(0);
    atom->setAtomMapNum(1);
    return mol;
}

rd_molecule *rd_joined(const rd_molecule *first, int32_t first_end, const rd_molecule *second, int32_t second_end,
                       char **error) {
    return rd_guarded(error, [&]() -> rd_molecule * {
        const auto one = marked(first, first_end), other = marked(second, second_end);
        const std::unique_ptr<RDKit::ROMol> whole = RDKit::molzip(*one, *other);
        if (!whole) throw std::invalid_argument("the pieces cannot be joined");
        return rd_settled(*whole);
    });
}

rd_molecule *rd_capped(const rd_molecule *molecule) {
    return rd_guarded(nullptr, [&]() -> rd_molecule * {
        RDKit::RWMol mol(*molecule->mol);
        for (RDKit::Atom *atom : mol.atoms()) {
            if (atom->getAtomicNum() != 0) continue;
            atom->setAtomicNum(1);
            atom->setIsotope(0);
            atom->setAtomMapNum(0);
            // A cut double bond leaves a hydrogen for each of its two halves.
            for (RDKit::Bond *bond : mol.atomBonds(atom)) {
                if (bond->getBondType() == RDKit::Bond::DOUBLE) bond->setBondType(RDKit::Bond::SINGLE);
            }
        }
        RDKit::MolOps::sanitizeMol(mol);
        return rd_settled(mol);
    });
}
