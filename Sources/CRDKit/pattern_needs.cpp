#include "pattern_needs.h"

#include <GraphMol/MolOps.h>
#include <GraphMol/QueryAtom.h>
#include <GraphMol/QueryBond.h>
#include <GraphMol/QueryOps.h>
#include <GraphMol/RingInfo.h>
#include <algorithm>

using namespace RDKit;

namespace needs {

static int element_of(int atomic_number) {
    static const int known[] = {1, 5, 6, 7, 8, 9, 14, 15, 16, 17, 34, 35, 53};
    const auto found = std::find(std::begin(known), std::end(known), atomic_number);
    return static_cast<int>(found - std::begin(known));
}

static int kind_of(int atomic_number, bool is_aromatic) { return 2 * element_of(atomic_number) + is_aromatic; }
static int kind_of(const Atom *atom) { return kind_of(atom->getAtomicNum(), atom->getIsAromatic()); }

static int order_of(int type) {
    switch (type) {
    case Bond::SINGLE: return 0;
    case Bond::DOUBLE: return 1;
    case Bond::TRIPLE: return 2;
    case Bond::AROMATIC: return 3;
    default: return 4;
    }
}

static int bonded_kind(int one, int bond, int other) {
    return (std::min(one, other) * atom_kinds + std::max(one, other)) * bond_kinds + bond;
}

// The supply of a molecule.

static uint32_t possible_ring_sizes(const RingInfo &rings, int independent) {
    const auto &found = rings.atomRings();
    // Where RDKit gave up, all may be there.
    if (static_cast<int>(found.size()) < independent) return UINT32_MAX;
    std::vector<size_t> sizes;
    for (const auto &ring : found) sizes.push_back(ring.size());
    std::sort(sizes.begin(), sizes.end());
    uint32_t possible = 0;
    for (size_t size = 3; size < 32; ++size) {
        const bool is_ring = std::binary_search(sizes.begin(), sizes.end(), size);
        // A cycle that is no ring is the sum of at least two smaller ones.
        const bool is_sum = sizes.size() > 1 && sizes[1] < size;
        if (is_ring || is_sum) possible |= 1u << size;
    }
    return possible;
}

Supply::Supply(const ROMol &mol) {
    const RingInfo &ring_info = *mol.getRingInfo();
    const int hydrogen = kind_of(1, false);
    std::vector<int> kinds;
    for (const Atom *atom : mol.atoms()) {
        const int kind = kind_of(atom), hydrogens = static_cast<int>(atom->getTotalNumHs());
        atoms[kind] += 1;
        atoms[hydrogen] += hydrogens;
        kinds.insert(kinds.end(), hydrogens, bonded_kind(kind, 0, hydrogen));
    }
    for (const Bond *bond : mol.bonds()) {
        const bool is_in_ring = ring_info.numBondRings(bond->getIdx()) > 0;
        kinds.push_back(bonded_kind(
            kind_of(bond->getBeginAtom()), 2 * order_of(bond->getBondType()) + is_in_ring,
            kind_of(bond->getEndAtom())));
    }
    std::sort(kinds.begin(), kinds.end());
    for (int kind : kinds) {
        if (bonds.empty() || bonds.back().first != kind) bonds.emplace_back(kind, 0);
        bonds.back().second += 1;
    }
    INT_VECT parts;
    rings = static_cast<int>(mol.getNumBonds() + MolOps::getMolFrags(mol, parts)) - static_cast<int>(mol.getNumAtoms());
    ring_sizes = possible_ring_sizes(ring_info, rings);
}

// The needs of a pattern: which kinds an atom or a bond of it can lie on.

/// Kinds outside of which there is no match; `is_exact` where there is one on each of them.
template <size_t size> struct Possible {
    std::bitset<size> kinds;
    bool is_exact;
};

template <size_t size> static Possible<size> anything() { return {std::bitset<size>().set(), false}; }

/// Combines the parts of a query; `leaf` knows the simple ones.
template <size_t size, typename Query, typename Leaf> static Possible<size> possible(const Query &query, Leaf leaf) {
    const std::string &text = query.getDescription();
    const bool is_and = text == "AtomAnd" || text == "BondAnd", is_or = text == "AtomOr" || text == "BondOr";
    Possible<size> result{std::bitset<size>(), true};
    if (is_and || is_or) {
        if (is_and) result.kinds.set();
        for (auto child = query.beginChildren(); child != query.endChildren(); ++child) {
            const Possible<size> part = possible<size>(**child, leaf);
            result.kinds = is_and ? result.kinds & part.kinds : result.kinds | part.kinds;
            result.is_exact &= part.is_exact;
        }
    } else {
        result = leaf(query, text);
    }
    if (!query.getNegation()) return result;
    return result.is_exact ? Possible<size>{~result.kinds, true} : anything<size>();
}

template <size_t size> static Possible<size> kinds_where(bool (*holds)(int, int), int value, bool is_exact = true) {
    Possible<size> result{std::bitset<size>(), is_exact};
    for (size_t kind = 0; kind < size; ++kind) result.kinds[kind] = holds(static_cast<int>(kind), value);
    return result;
}

static AtomKinds atom_kinds_of(const Atom *atom);

static Possible<atom_kinds> atom_leaf(const QueryAtom::QUERYATOM_QUERY &query, const std::string &text) {
    const auto *equality = dynamic_cast<const ATOM_EQUALS_QUERY *>(&query);
    const auto is_of_element = [](int kind, int element) { return kind / 2 == element; };
    const auto is_kind = [](int kind, int wanted) { return kind == wanted; };
    const auto is_aromatic = [](int kind, int aromatic) { return kind % 2 == aromatic; };
    if (text == "AtomNull") return {AtomKinds().set(), true};
    if (text == "AtomIsAromatic") return kinds_where<atom_kinds>(is_aromatic, 1);
    if (text == "AtomIsAliphatic") return kinds_where<atom_kinds>(is_aromatic, 0);
    if (text == "AtomAtomicNum" && equality) {
        const int element = element_of(equality->getVal());
        return kinds_where<atom_kinds>(is_of_element, element, element + 1 < elements);
    }
    if (text == "AtomType" && equality) {
        int number;
        bool aromatic;
        parseAtomType(equality->getVal(), number, aromatic);
        return kinds_where<atom_kinds>(is_kind, kind_of(number, aromatic), element_of(number) + 1 < elements);
    }
    if (const auto *environment = dynamic_cast<const RecursiveStructureQuery *>(&query))
        return {atom_kinds_of(environment->getQueryMol()->getAtomWithIdx(0)), false};
    return anything<atom_kinds>();
}

static AtomKinds atom_kinds_of(const Atom *atom) {
    if (!atom->hasQuery()) return AtomKinds().set();
    return possible<atom_kinds>(*atom->getQuery(), atom_leaf).kinds;
}

static Possible<bond_kinds> bond_leaf(const QueryBond::QUERYBOND_QUERY &query, const std::string &text) {
    const auto *equality = dynamic_cast<const BOND_EQUALS_QUERY *>(&query);
    const auto is_order = [](int kind, int order) { return kind / 2 == order; };
    const auto is_one_of = [](int kind, int mask) { return (mask >> kind / 2 & 1) != 0; };
    const auto is_in_ring = [](int kind, int in_ring) { return kind % 2 == in_ring; };
    if (text == "BondNull") return {BondKinds().set(), true};
    if (text == "BondInRing") return kinds_where<bond_kinds>(is_in_ring, 1);
    if (text == "SingleOrAromaticBond") return kinds_where<bond_kinds>(is_one_of, 0b1001);
    if (text == "BondOrder" && equality) {
        const int order = order_of(equality->getVal());
        return kinds_where<bond_kinds>(is_order, order, order + 1 < orders);
    }
    return anything<bond_kinds>();
}

static BondKinds bond_kinds_of(const Bond *bond) {
    if (!bond->hasQuery()) return BondKinds().set();
    return possible<bond_kinds>(*bond->getQuery(), bond_leaf).kinds;
}

/// Kinds of two bonded atoms that a bond of a pattern can lie on, rising.
static std::vector<int> bonded_kinds_of(const Bond *bond) {
    const AtomKinds one = atom_kinds_of(bond->getBeginAtom()), other = atom_kinds_of(bond->getEndAtom());
    const BondKinds between = bond_kinds_of(bond);
    std::vector<int> kinds;
    for (int a = 0; a < atom_kinds; ++a) {
        if (!one[a]) continue;
        for (int b = 0; b < atom_kinds; ++b) {
            if (!other[b]) continue;
            for (int c = 0; c < bond_kinds; ++c)
                if (between[c]) kinds.push_back(bonded_kind(a, c, b));
        }
    }
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    return kinds;
}

// The needs of a set.

int Needs::atom_need(AtomKinds kinds, int count) {
    const auto [found, is_new] = atom_index.try_emplace({kinds.to_ullong(), count}, atom_needs.size());
    if (is_new) atom_needs.emplace_back(kinds, count);
    return found->second;
}

int Needs::bond_need(const std::vector<int> &kinds, int count) {
    const auto [found, is_new] = bond_index.try_emplace({kinds, count}, bond_needs.size());
    if (is_new) {
        bond_needs.push_back(count);
        for (int kind : kinds) bonds_helped[kind].push_back(found->second);
    }
    return found->second;
}

void Needs::add(const ROMol &query) {
    Pattern pattern;
    std::vector<AtomKinds> atoms;
    for (const Atom *atom : query.atoms()) atoms.push_back(atom_kinds_of(atom));
    for (const AtomKinds &kinds : atoms) {
        const auto fits = [&](const AtomKinds &other) { return (other & ~kinds).none(); };
        pattern.atoms.push_back(atom_need(kinds, static_cast<int>(std::count_if(atoms.begin(), atoms.end(), fits))));
    }
    std::vector<std::vector<int>> bonds;
    for (const Bond *bond : query.bonds()) bonds.push_back(bonded_kinds_of(bond));
    for (const auto &kinds : bonds) {
        const auto fits = [&](const std::vector<int> &other) {
            return std::includes(kinds.begin(), kinds.end(), other.begin(), other.end());
        };
        pattern.bonds.push_back(bond_need(kinds, static_cast<int>(std::count_if(bonds.begin(), bonds.end(), fits))));
    }
    for (auto *list : {&pattern.atoms, &pattern.bonds}) {
        std::sort(list->begin(), list->end());
        list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    INT_VECT parts;
    pattern.rings = static_cast<int>(query.getNumBonds() + MolOps::getMolFrags(query, parts)) -
                    static_cast<int>(query.getNumAtoms());
    pattern.ring_sizes = 0;
    VECT_INT_VECT rings;
    MolOps::findSSSR(query, rings);
    for (const auto &ring : rings)
        if (ring.size() < 32) pattern.ring_sizes |= 1u << ring.size();
    patterns.push_back(std::move(pattern));
}

std::vector<int> Needs::met(const ROMol &mol) const {
    const Supply supply(mol);
    std::vector<char> has_atoms, has_bonds;
    for (const auto &[kinds, count] : atom_needs) {
        int found = 0;
        for (int kind = 0; kind < atom_kinds; ++kind)
            if (kinds[kind]) found += supply.atoms[kind];
        has_atoms.push_back(found >= count);
    }
    std::vector<int> found(bond_needs.size());
    for (const auto &[kind, count] : supply.bonds)
        for (int need : bonds_helped[kind]) found[need] += count;
    for (size_t i = 0; i < found.size(); ++i) has_bonds.push_back(found[i] >= bond_needs[i]);
    std::vector<int> result;
    for (size_t i = 0; i < patterns.size(); ++i) {
        const Pattern &pattern = patterns[i];
        if (pattern.rings > supply.rings || (pattern.ring_sizes & ~supply.ring_sizes)) continue;
        const auto is_met = [](const std::vector<char> &has) { return [&has](int need) { return has[need] != 0; }; };
        if (std::all_of(pattern.bonds.begin(), pattern.bonds.end(), is_met(has_bonds)) &&
            std::all_of(pattern.atoms.begin(), pattern.atoms.end(), is_met(has_atoms)))
            result.push_back(static_cast<int>(i));
    }
    return result;
}

}
