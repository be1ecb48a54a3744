#include "pattern.h"
#include "CRDKitBreeding.h"

#include <GraphMol/ChemReactions/Reaction.h>
#include <GraphMol/ChemReactions/ReactionParser.h>
#include <GraphMol/ChemTransforms/MolFragmenter.h>
#include <GraphMol/Chirality.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <GraphMol/Substruct/SubstructMatch.h>

using namespace RDKit;

struct rd_reaction {
    std::unique_ptr<ChemicalReaction> reaction;
};

namespace {

/// splitmix64: the same numbers from the same seed everywhere.
class Random {
  public:
    explicit Random(uint64_t seed) : state(seed) {}
    size_t below(size_t count) { return static_cast<size_t>(next() % count); }
    template <typename Items> void shuffle(Items &items) {
        for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

  private:
    uint64_t state;
    uint64_t next() {
        uint64_t z = (state += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
};

/// Places at which a reaction is tried: of more, a random part.
constexpr unsigned mostPlaces = 32;

/// The molecule as reactions change it: single and double bonds for aromatic ones, hydrogens that follow from the valence,
/// no stereo, and its atoms in random order, so that the first places found are random ones.
ROMOL_SPTR opened(const ROMol &molecule, Random &random) {
    std::vector<unsigned> order(molecule.getNumAtoms());
    for (unsigned i = 0; i < order.size(); ++i) order[i] = i;
    random.shuffle(order);
    std::unique_ptr<ROMol> shuffled(MolOps::renumberAtoms(molecule, order));
    auto mol = boost::make_shared<RWMol>(*shuffled);
    MolOps::removeStereochemistry(*mol);
    MolOps::Kekulize(*mol, true);
    for (Atom *atom : mol->atoms()) {
        if (atom->getFormalCharge() != 0 || atom->getNumRadicalElectrons() != 0) continue;
        atom->setNumExplicitHs(0);
        atom->setNoImplicit(false);
    }
    mol->updatePropertyCache(false);
    MolOps::symmetrizeSSSR(*mol);
    return mol;
}

bool isWithin(const ROMol &mol, const rd_child_rules &rules) {
    const int atoms = static_cast<int>(mol.getNumAtoms());
    if (atoms < rules.least_atoms || atoms > rules.most_atoms) return false;
    for (const auto &ring : mol.getRingInfo()->atomRings()) {
        if (static_cast<int>(ring.size()) > rules.largest_ring) return false;
    }
    MatchVectType match;
    for (int32_t i = 0; i < rules.forbidden_count; ++i) {
        if (SubstructMatch(mol, *rules.forbidden[i]->query, match)) return false;
    }
    return true;
}

/// What a reaction made, if it can exist and keeps the rules.
rd_molecule *child(const ROMol &product, const rd_child_rules &rules) {
    RWMol mol(product);
    if (static_cast<int>(mol.getNumAtoms()) > rules.most_atoms) return nullptr;
    try {
        MolOps::sanitizeMol(mol);
    } catch (const MolSanitizeException &) {
        return nullptr;
    }
    for (const Atom *atom : mol.atoms()) {
        if (atom->getNumRadicalElectrons() != 0 || atom->getAtomicNum() == 0) return nullptr;
    }
    std::unique_ptr<rd_molecule> settled(rd_settled(mol));
    if (!settled || !isWithin(*settled->mol, rules)) return nullptr;
    std::vector<int> parts;
    return MolOps::getMolFrags(*settled->mol, parts) == 1 ? settled.release() : nullptr;
}

/// The two halves of a molecule cut at a random place; none where the cut leaves it whole or makes three.
std::vector<ROMOL_SPTR> halves(const ROMol &mol, const rd_crossover &crossover, Random &random) {
    SubstructMatchParameters parameters;
    parameters.uniquify = false;
    parameters.maxMatches = 256;
    const auto matches = SubstructMatch(mol, *crossover.cut->query, parameters);
    if (matches.empty()) return {};
    const auto &match = matches[random.below(matches.size())];
    std::vector<unsigned> bonds;
    const size_t last = match.size() - 1;
    bonds.push_back(mol.getBondBetweenAtoms(match[0].second, match[1].second)->getIdx());
    if (crossover.bonds == 2) {
        bonds.push_back(mol.getBondBetweenAtoms(match[last - 1].second, match[last].second)->getIdx());
    }
    const std::vector<std::pair<unsigned, unsigned>> labels(bonds.size(), {1, 1});
    std::unique_ptr<ROMol> cut(MolFragmenter::fragmentOnBonds(mol, bonds, true, &labels));
    auto parts = MolOps::getMolFrags(*cut, false);
    if (parts.size() != 2) return {};
    for (auto &part : parts) {
        part->updatePropertyCache(false);
        MolOps::fastFindRings(*part);
    }
    return parts;
}

std::vector<MOL_SPTR_VECT> products(const rd_reaction *reaction, const MOL_SPTR_VECT &reactants) {
    return reaction->reaction->runReactants(reactants, mostPlaces);
}

/// A child of two halves; NULL if none of the ways to join them gives one.
rd_molecule *joined(
    const MOL_SPTR_VECT &pair, const rd_crossover &crossover, const rd_child_rules &rules, Random &random) {
    const auto *join = crossover.joins[random.below(crossover.join_count)];
    auto first = products(join, pair);
    random.shuffle(first);
    for (const auto &made : first) {
        if (crossover.bonds == 1) {
            if (auto *found = child(*made[0], rules)) return found;
            continue;
        }
        made[0]->updatePropertyCache(false);
        MolOps::fastFindRings(*made[0]);
        const auto *closing = crossover.closings[random.below(crossover.closing_count)];
        for (const auto &closed : products(closing, {made[0]})) {
            if (auto *found = child(*closed[0], rules)) return found;
        }
    }
    return nullptr;
}

} // namespace

rd_reaction *rd_from_reaction_smarts(const char *smarts, int32_t reactants) {
    return rd_guarded(nullptr, [&]() -> rd_reaction * {
        std::unique_ptr<ChemicalReaction> reaction(RxnSmartsToChemicalReaction(smarts));
        if (!reaction || static_cast<int32_t>(reaction->getNumReactantTemplates()) != reactants) return nullptr;
        if (reaction->getNumProductTemplates() != 1) return nullptr;
        reaction->initReactantMatchers(true);
        return new rd_reaction{std::move(reaction)};
    });
}

void rd_reaction_release(const rd_reaction *reaction) { delete reaction; }

rd_molecule *rd_mutant(
    const rd_molecule *molecule, const rd_reaction *reaction, const rd_child_rules *rules, uint64_t seed) {
    return rd_guarded(nullptr, [&]() -> rd_molecule * {
        Random random(seed);
        auto made = products(reaction, {opened(*molecule->mol, random)});
        random.shuffle(made);
        for (const auto &product : made) {
            if (auto *found = child(*product[0], *rules)) return found;
        }
        return nullptr;
    });
}

rd_molecule *rd_bred(
    const rd_molecule *first, const rd_molecule *second, const rd_crossover *crossover, const rd_child_rules *rules,
    uint64_t seed) {
    return rd_guarded(nullptr, [&]() -> rd_molecule * {
        Random random(seed);
        const auto firstHalves = halves(*opened(*first->mol, random), *crossover, random);
        if (firstHalves.empty()) return nullptr;
        const auto secondHalves = halves(*opened(*second->mol, random), *crossover, random);
        if (secondHalves.empty()) return nullptr;
        std::vector<MOL_SPTR_VECT> pairs;
        for (const auto &a : firstHalves) {
            for (const auto &b : secondHalves) pairs.push_back({a, b});
        }
        random.shuffle(pairs);
        for (const auto &pair : pairs) {
            if (auto *found = joined(pair, *crossover, *rules, random)) return found;
        }
        return nullptr;
    });
}
