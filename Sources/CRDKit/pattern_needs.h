// What a pattern needs at least in a molecule: numbers of atoms and bonds of some kinds, and rings.
#pragma once
#include "face.h"

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <vector>

namespace needs {

/// Elements told apart, the last one for all others; aromatic or not.
constexpr int elements = 14, atom_kinds = 2 * elements;
/// Orders told apart, the last one for all others; in a ring or not.
constexpr int orders = 5, bond_kinds = 2 * orders;
constexpr int bonded_kinds = atom_kinds * atom_kinds * bond_kinds;

using AtomKinds = std::bitset<atom_kinds>;
using BondKinds = std::bitset<bond_kinds>;

/// How often each kind occurs in a molecule, implicit hydrogens counted as atoms.
struct Supply {
    explicit Supply(const RDKit::ROMol &mol);

    std::array<int, atom_kinds> atoms{};
    /// Kind of two bonded atoms and their bond, and how often; sorted, each kind once.
    std::vector<std::pair<int, int>> bonds;
    /// Independent rings, and bit `n` for a cycle of `n` atoms that may exist.
    int rings = 0;
    uint32_t ring_sizes = 0;
};

/// The needs of all patterns of a set, each asked once a molecule.
class Needs {
public:
    /// Notes the needs of a pattern; they are number `count()` from now on.
    void add(const RDKit::ROMol &query);
    /// The patterns whose needs are met, rising.
    std::vector<int> met(const RDKit::ROMol &mol) const;

private:
    struct Pattern {
        std::vector<int> atoms, bonds;
        int rings;
        uint32_t ring_sizes;
    };
    std::vector<Pattern> patterns;
    /// Kinds of atoms of which a number is needed.
    std::map<std::pair<uint64_t, int>, int> atom_index;
    std::vector<std::pair<AtomKinds, int>> atom_needs;
    /// The same of bonds: the number of each need, and the needs that a kind helps to meet.
    std::map<std::pair<std::vector<int>, int>, int> bond_index;
    std::vector<int> bond_needs;
    std::vector<std::vector<int>> bonds_helped{bonded_kinds};

    int atom_need(AtomKinds kinds, int count);
    int bond_need(const std::vector<int> &kinds, int count);
};

}
