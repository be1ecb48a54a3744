#include "face.h"
#include "CRDKitFingerprints.h"

#include <DataStructs/ExplicitBitVect.h>
#include <DataStructs/SparseIntVect.h>
#include <GraphMol/Fingerprints/AtomPairs.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>
#include <GraphMol/MolOps.h>
#include <algorithm>
#include <stdexcept>
#include <type_traits>

int32_t rd_morgan_bits(const rd_molecule *molecule, int32_t radius, int32_t bits, uint64_t *words) {
    return rd_guarded(nullptr, [&]() -> int32_t {
        std::unique_ptr<ExplicitBitVect> found(
            RDKit::MorganFingerprints::getFingerprintAsBitVect(*molecule->mol, radius, bits));
        std::memset(words, 0, static_cast<size_t>(bits / 64) * sizeof *words);
        std::vector<int> set;
        found->getOnBits(set);
        for (int bit : set) words[bit / 64] |= uint64_t{1} << (bit % 64);
        return static_cast<int32_t>(set.size());
    });
}

/// Calls `visit` with each code of a fingerprint and how often it occurs, by rising code.
template <typename Visit>
static void visit_counts(const rd_molecule *molecule, int32_t kind, int32_t extent, Visit visit) {
    using namespace RDKit;
    const auto each = [&](auto *made) {
        const std::unique_ptr<std::remove_pointer_t<decltype(made)>> found(made);
        for (const auto &[code, count] : found->getNonzeroElements()) visit(static_cast<uint64_t>(code), count);
    };
    if (kind == rd_environments) return each(MorganFingerprints::getFingerprint(*molecule->mol, extent));
    if (kind == rd_feature_environments) {
        std::vector<std::uint32_t> features(molecule->mol->getNumAtoms());
        MorganFingerprints::getFeatureInvariants(*molecule->mol, features);
        return each(MorganFingerprints::getFingerprint(*molecule->mol, extent, &features));
    }
    // A copy: RDKit keeps the distances as a property of the molecule, which threads share.
    const ROMol mol(*molecule->mol);
    if (kind == rd_atom_pairs) return each(AtomPairs::getAtomPairFingerprint(mol, 1, extent));
    if (kind == rd_torsions) return each(AtomPairs::getTopologicalTorsionFingerprint(mol, extent));
    throw std::invalid_argument("an unknown kind of fingerprint");
}

int32_t rd_counted_codes(const rd_molecule *molecule, int32_t kind, int32_t extent, int32_t capacity, uint32_t *codes,
                         int32_t *counts) {
    char *error = nullptr;
    const int32_t found = rd_guarded(&error, [&]() -> int32_t {
        int32_t place = 0;
        visit_counts(molecule, kind, extent, [&](uint64_t code, int32_t count) {
            if (place < capacity) {
                codes[place] = static_cast<uint32_t>(code);
                counts[place] = count;
            }
            place += 1;
        });
        return place;
    });
    const bool failed = error != nullptr;
    rd_free(error);
    return failed ? -1 : found;
}

/// Codes of neighbouring numbers land in bins far apart (the finisher of MurmurHash3).
static uint64_t mixed(uint64_t code) {
    code = (code ^ (code >> 33)) * 0xff51afd7ed558ccdULL;
    code = (code ^ (code >> 33)) * 0xc4ceb9fe1a85ec53ULL;
    return code ^ (code >> 33);
}

int32_t rd_folded_counts(const rd_molecule *molecule, int32_t kind, int32_t extent, int32_t size, uint8_t *counts) {
    return rd_guarded(nullptr, [&]() -> int32_t {
        std::fill(counts, counts + size, 0);
        visit_counts(molecule, kind, extent, [&](uint64_t code, int32_t count) {
            uint8_t &bin = counts[mixed(code) % static_cast<uint64_t>(size)];
            bin = static_cast<uint8_t>(std::min(255, bin + std::max(0, count)));
        });
        return 1;
    });
}

int32_t rd_morgan_counts(const rd_molecule *molecule, int32_t radius, int32_t capacity, uint32_t *environments,
                         int32_t *counts) {
    return rd_counted_codes(molecule, rd_environments, radius, capacity, environments, counts);
}

int32_t rd_distances(const rd_molecule *molecule, uint8_t *bonds) {
    return rd_guarded(nullptr, [&]() -> int32_t {
        // A copy: RDKit keeps the matrix as a property of the molecule, which threads share.
        const RDKit::ROMol mol(*molecule->mol);
        const size_t count = static_cast<size_t>(mol.getNumAtoms()) * mol.getNumAtoms();
        const double *found = RDKit::MolOps::getDistanceMat(mol);
        std::transform(found, found + count, bonds,
                       [](double distance) { return static_cast<uint8_t>(std::min(distance, 255.0)); });
        return 1;
    });
}
