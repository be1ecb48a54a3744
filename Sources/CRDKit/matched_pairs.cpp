#include "face.h"
#include "CRDKitMatchedPairs.h"

#include <GraphMol/ChemTransforms/MolFragmenter.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <GraphMol/Substruct/SubstructMatch.h>
#include <algorithm>
#include <set>
#include <vector>

using namespace RDKit;

/// RDKit's rule for matched pairs: carbon that is not that of a carbonyl, nitrile or the like, and any atom.
static const ROMol &cuttable_bond() {
    static const std::unique_ptr<const ROMol> pattern(SmartsToMol("[#6+0;!$(*=,#[!#6])]!@!=!#[*]"));
    return *pattern;
}

/// A molecule read again: marks of stereo that mean nothing in it are gone.
static std::string read_again(const std::string &smiles) {
    const std::unique_ptr<RWMol> mol(SmilesToMol(smiles));
    return mol ? MolToSmiles(*mol) : std::string();
}

struct Part {
    std::string smiles;
    int heavy_atoms;

    explicit Part(const ROMol &mol) : smiles(MolToSmiles(mol)) {
        heavy_atoms = static_cast<int>(std::count_if(
            mol.atoms().begin(), mol.atoms().end(), [](const Atom *atom) { return atom->getAtomicNum() > 1; }));
        // What was a centre in the molecule may be none in its part.
        if (smiles.find_first_of("@/\\") != std::string::npos) smiles = read_again(smiles);
    }

    std::string with_hydrogen() const {
        std::string whole = smiles;
        return read_again(whole.replace(whole.find('*'), 1, "[H]"));
    }
};

static void add_line(const Part &constant, const Part &variable, int32_t limit, std::set<std::string> &lines) {
    if (variable.heavy_atoms > std::min(limit, constant.heavy_atoms)) return;
    if (constant.smiles.empty() || variable.smiles.empty()) return;
    lines.insert(constant.smiles + "\t" + std::to_string(constant.heavy_atoms) + "\t" + variable.smiles + "\t" +
                 std::to_string(variable.heavy_atoms) + "\t" + constant.with_hydrogen() + "\n");
}

char *rd_single_cuts(const rd_molecule *molecule, int32_t heavy_limit) {
    return rd_guarded(nullptr, [&]() -> char * {
        const ROMol &mol = *molecule->mol;
        std::set<std::string> lines;
        for (const Atom *atom : mol.atoms())
            if (atom->getAtomicNum() == 0) return rd_copied("");
        const std::vector<std::pair<unsigned int, unsigned int>> plain{{0, 0}};
        for (const auto &match : SubstructMatch(mol, cuttable_bond())) {
            const Bond *bond = mol.getBondBetweenAtoms(match[0].second, match[1].second);
            const std::unique_ptr<ROMol> cut(MolFragmenter::fragmentOnBonds(mol, {bond->getIdx()}, true, &plain));
            const auto parts = MolOps::getMolFrags(*cut, false);
            if (parts.size() != 2) continue;
            const Part first(*parts[0]), second(*parts[1]);
            add_line(first, second, heavy_limit, lines);
            add_line(second, first, heavy_limit, lines);
        }
        std::string text;
        for (const auto &line : lines) text += line;
        return rd_copied(text);
    });
}
