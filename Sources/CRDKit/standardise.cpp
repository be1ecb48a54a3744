#include "face.h"

#include <GraphMol/MolOps.h>
#include <GraphMol/MolStandardize/Charge.h>
#include <GraphMol/MolStandardize/Tautomer.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <vector>

using namespace RDKit;

int32_t rd_atoms(const rd_molecule *molecule, rd_atom *atoms) {
    return rd_guarded(nullptr, [&]() -> int32_t {
        std::vector<int> parts;
        const unsigned int count = MolOps::getMolFrags(*molecule->mol, parts);
        for (const Atom *atom : molecule->mol->atoms()) {
            const unsigned int i = atom->getIdx();
            atoms[i] = {atom->getAtomicNum(),
                        atom->getFormalCharge(),
                        static_cast<int32_t>(atom->getIsotope()),
                        atom->getAtomMapNum(),
                        static_cast<int32_t>(atom->getNumRadicalElectrons()),
                        parts[i]};
        }
        return static_cast<int32_t>(count);
    });
}

rd_molecule *rd_part(const rd_molecule *molecule, int32_t part) {
    return rd_guarded(nullptr, [&]() -> rd_molecule * {
        const auto parts = MolOps::getMolFrags(*molecule->mol, false);
        return rd_settled(*parts.at(part));
    });
}

rd_molecule *rd_uncharged(const rd_molecule *molecule) {
    return rd_guarded(nullptr, [&]() -> rd_molecule * {
        // It reads its patterns when it is made, and remembers nothing between molecules.
        thread_local MolStandardize::Uncharger uncharger;
        std::unique_ptr<ROMol> neutral(uncharger.uncharge(*molecule->mol));
        return rd_settled(*neutral);
    });
}

rd_molecule *rd_unlabelled(const rd_molecule *molecule, int32_t isotopes_too) {
    return rd_guarded(nullptr, [&]() -> rd_molecule * {
        RWMol mol(*molecule->mol);
        for (Atom *atom : mol.atoms()) {
            atom->setAtomMapNum(0);
            if (isotopes_too) atom->setIsotope(0);
        }
        return rd_settled(mol);
    });
}

static const MolStandardize::TautomerEnumerator &tautomer_rules() {
    thread_local const auto rules = [] {
        MolStandardize::TautomerEnumerator made;
        made.setReassignStereo(false);
        return made;
    }();
    return rules;
}

char *rd_tautomer_key(const rd_molecule *molecule) {
    return rd_guarded(nullptr, [&]() -> char * {
        RWMol flat(*molecule->mol);
        MolOps::removeStereochemistry(flat);
        const auto tautomers = tautomer_rules().enumerate(flat);
        if (tautomers.size() == 1) return rd_copied(MolToSmiles(flat, false));
        std::unique_ptr<ROMol> canonical(tautomer_rules().pickCanonical(tautomers));
        return rd_copied(MolToSmiles(*canonical, false));
    });
}

char *rd_tautomers(const rd_molecule *molecule, int32_t limit) {
    return rd_guarded(nullptr, [&]() -> char * {
        MolStandardize::TautomerEnumerator rules;
        rules.setMaxTautomers(limit > 0 ? limit : 1);
        std::string lines;
        // Stereocentres that the shift does not touch are kept.
        for (const auto &smiles : rules.enumerate(*molecule->mol).smiles()) lines += smiles + "\n";
        return rd_copied(lines);
    });
}
