#include "face.h"

#include <GraphMol/Chirality.h>
#include <GraphMol/DistGeomHelpers/Embedder.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <set>
#include <vector>

using namespace RDKit;

/// Combinations of marks that are tried at most.
static const uint64_t trial_limit = 1 << 14;

/// Centres and double bonds that can have a mark, without those that have one when only open ones are asked for.
static std::vector<Chirality::StereoInfo> elements_of(RWMol &mol, bool only_open) {
    std::vector<Chirality::StereoInfo> elements;
    for (const auto &element : Chirality::findPotentialStereo(mol, false, true)) {
        const bool is_known = element.type == Chirality::StereoType::Atom_Tetrahedral ||
                              element.type == Chirality::StereoType::Bond_Double;
        if (is_known && !(only_open && element.specified == Chirality::StereoSpecified::Specified))
            elements.push_back(element);
    }
    return elements;
}

static void mark(RWMol &mol, const Chirality::StereoInfo &element, bool first) {
    if (element.type == Chirality::StereoType::Atom_Tetrahedral) {
        mol.getAtomWithIdx(element.centeredOn)
            ->setChiralTag(first ? Atom::CHI_TETRAHEDRAL_CW : Atom::CHI_TETRAHEDRAL_CCW);
        return;
    }
    Bond *bond = mol.getBondWithIdx(element.centeredOn);
    // Each end has two places for neighbours, of which a hydrogen leaves one empty.
    const auto &neighbours = element.controllingAtoms;
    if (neighbours.size() != 4) return;
    const unsigned int none = Chirality::StereoInfo::NOATOM;
    const unsigned int left = neighbours[0] != none ? neighbours[0] : neighbours[1];
    const unsigned int right = neighbours[2] != none ? neighbours[2] : neighbours[3];
    if (left == none || right == none) return;
    bond->setStereoAtoms(left, right);
    bond->setStereo(first ? Bond::STEREOCIS : Bond::STEREOTRANS);
}

/// Whether marks can contradict each other in space: at atoms that rings share, and at double bonds in rings.
static bool can_be_impossible(const RWMol &mol, const std::vector<Chirality::StereoInfo> &elements) {
    const RingInfo *rings = mol.getRingInfo();
    for (const auto &element : elements) {
        const bool is_atom = element.type == Chirality::StereoType::Atom_Tetrahedral;
        if (is_atom ? rings->numAtomRings(element.centeredOn) > 1 : rings->numBondRings(element.centeredOn) > 0)
            return true;
    }
    return false;
}

static bool can_be_embedded(const RWMol &mol) {
    std::unique_ptr<ROMol> whole(MolOps::addHs(mol));
    DGeomHelpers::EmbedParameters parameters(DGeomHelpers::ETKDGv3);
    parameters.randomSeed = 1;
    parameters.maxIterations = 20;
    if (DGeomHelpers::EmbedMolecule(*whole, parameters) >= 0) return true;
    parameters.useRandomCoords = true;
    return DGeomHelpers::EmbedMolecule(*whole, parameters) >= 0;
}

char *rd_stereoisomers(
    const rd_molecule *molecule, int32_t only_open, int32_t limit, int32_t *is_complete, char **error) {
    *is_complete = 1;
    return rd_guarded(error, [&]() -> char * {
        RWMol mol(*molecule->mol);
        const auto elements = elements_of(mol, only_open != 0);
        const bool is_checked = can_be_impossible(mol, elements);
        const uint64_t combinations = elements.size() < 63 ? uint64_t(1) << elements.size() : UINT64_MAX;
        if (combinations > trial_limit) *is_complete = 0;
        std::set<std::string> seen, isomers;
        for (uint64_t marks = 0; marks < std::min(combinations, trial_limit); ++marks) {
            RWMol marked(mol);
            for (size_t i = 0; i < elements.size(); ++i) mark(marked, elements[i], i < 63 && (marks >> i) & 1);
            // Marks that mean nothing, such as those of a meso form's twin, are gone when the SMILES is read.
            std::unique_ptr<RWMol> again(SmilesToMol(MolToSmiles(marked)));
            if (!again) continue;
            const std::string smiles = MolToSmiles(*again);
            if (!seen.insert(smiles).second || (is_checked && !can_be_embedded(*again))) continue;
            if (isomers.size() == static_cast<size_t>(limit)) {
                *is_complete = 0;
                break;
            }
            isomers.insert(smiles);
        }
        std::string lines;
        for (const auto &smiles : isomers) lines += smiles + "\n";
        return rd_copied(lines);
    });
}
