#include "pattern.h"

#include <GraphMol/ChemTransforms/ChemTransforms.h>
#include <GraphMol/Descriptors/Crippen.h>
#include <GraphMol/Descriptors/Lipinski.h>
#include <GraphMol/Descriptors/MolDescriptors.h>
#include <GraphMol/Descriptors/MolSurf.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/Substruct/SubstructMatch.h>
#include <algorithm>

using namespace RDKit;

/// Atoms that are, or may be, centres of stereo; whether they are marked does not matter.
static int32_t stereocentres(ROMol &mol) {
    MolOps::assignStereochemistry(mol, false, true, true);
    return static_cast<int32_t>(std::count_if(mol.atoms().begin(), mol.atoms().end(), [](const Atom *atom) {
        return atom->hasProp(common_properties::_ChiralityPossible) || atom->hasProp(common_properties::_CIPCode);
    }));
}

/// Bonds that turn freely. Without deuterium, which this version of RDKit takes for the end of a chain.
static int32_t rotatable_bonds(const ROMol &mol) {
    bool has_hydrogen = false;
    for (const Atom *atom : mol.atoms()) has_hydrogen |= atom->getAtomicNum() == 1;
    if (!has_hydrogen) return Descriptors::calcNumRotatableBonds(mol, Descriptors::Strict);
    MolOps::RemoveHsParameters parameters;
    parameters.removeIsotopes = true;
    const std::unique_ptr<ROMol> plain(MolOps::removeHs(mol, parameters));
    return Descriptors::calcNumRotatableBonds(*plain, Descriptors::Strict);
}

static void count_atoms(const ROMol &mol, rd_descriptors &descriptors) {
    for (const Atom *atom : mol.atoms()) {
        const int number = atom->getAtomicNum();
        const bool is_polar = number == 7 || number == 8;
        descriptors.heavy_atoms += number > 1;
        descriptors.charged_atoms += atom->getFormalCharge() != 0;
        descriptors.nitrogens_and_oxygens += is_polar;
        if (is_polar) descriptors.polar_hydrogens += static_cast<int32_t>(atom->getTotalNumHs(true));
    }
    for (const auto &ring : mol.getRingInfo()->atomRings())
        descriptors.largest_ring = std::max(descriptors.largest_ring, static_cast<int32_t>(ring.size()));
}

int32_t rd_describe(const rd_molecule *molecule, rd_descriptors *descriptors) {
    return rd_guarded(nullptr, [&]() -> int32_t {
        *descriptors = {};
        // A copy: RDKit keeps some results as properties of the molecule, which threads share.
        ROMol mol(*molecule->mol);
        double molar_refractivity;
        Descriptors::calcCrippenDescriptors(mol, descriptors->log_p, molar_refractivity);
        descriptors->weight = Descriptors::calcAMW(mol);
        descriptors->tpsa = Descriptors::calcTPSA(mol);
        descriptors->fraction_sp3 = Descriptors::calcFractionCSP3(mol);
        descriptors->donors = Descriptors::calcNumHBD(mol);
        descriptors->acceptors = Descriptors::calcNumHBA(mol);
        descriptors->rotatable_bonds = rotatable_bonds(mol);
        descriptors->rings = Descriptors::calcNumRings(mol);
        descriptors->aromatic_rings = Descriptors::calcNumAromaticRings(mol);
        descriptors->spiro_atoms = Descriptors::calcNumSpiroAtoms(mol);
        descriptors->bridgehead_atoms = Descriptors::calcNumBridgeheadAtoms(mol);
        const auto &rings = mol.getRingInfo()->atomRings();
        descriptors->macrocycles = static_cast<int32_t>(
            std::count_if(rings.begin(), rings.end(), [](const auto &ring) { return ring.size() > 8; }));
        count_atoms(mol, *descriptors);
        descriptors->stereocentres = stereocentres(mol);
        return 1;
    });
}

/// A number; -1 where RDKit failed.
template <typename Work> static int32_t counted(Work work) {
    char *error = nullptr;
    const int32_t count = rd_guarded(&error, work);
    const bool failed = error != nullptr;
    rd_free(error);
    return failed ? -1 : count;
}

int32_t rd_fragment_codes(const rd_molecule *molecule, uint32_t *codes, int32_t *counts) {
    return counted([&]() -> int32_t {
        const std::unique_ptr<SparseIntVect<uint32_t>> fingerprint(
            MorganFingerprints::getFingerprint(*molecule->mol, 2));
        int32_t filled = 0;
        for (const auto &[code, count] : fingerprint->getNonzeroElements()) {
            codes[filled] = code;
            counts[filled++] = count;
        }
        return filled;
    });
}

int32_t rd_match_count(const rd_molecule *molecule, const rd_pattern *pattern) {
    return counted([&]() -> int32_t {
        return static_cast<int32_t>(SubstructMatch(*molecule->mol, *pattern->query).size());
    });
}

int32_t rd_has_match(const rd_molecule *molecule, const rd_pattern *pattern) {
    return rd_guarded(nullptr, [&]() -> int32_t {
        MatchVectType match;
        return SubstructMatch(*molecule->mol, *pattern->query, match) ? 1 : 0;
    });
}

int32_t rd_rings_without(const rd_molecule *molecule, const rd_pattern *pattern) {
    return counted([&]() -> int32_t {
        const std::unique_ptr<ROMol> rest(deleteSubstructs(*molecule->mol, *pattern->query));
        VECT_INT_VECT rings;
        return MolOps::findSSSR(*rest, rings);
    });
}

int32_t rd_element_counts(const rd_molecule *molecule, int32_t *counts) {
    return rd_guarded(nullptr, [&]() -> int32_t {
        std::fill_n(counts, 119, 0);
        for (const auto *atom : molecule->mol->atoms()) {
            const int element = atom->getAtomicNum();
            if (element <= 118) ++counts[element];
            counts[1] += static_cast<int32_t>(atom->getTotalNumHs());
        }
        return 1;
    });
}
