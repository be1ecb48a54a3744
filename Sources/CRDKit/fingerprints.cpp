#include "face.h"
#include "CRDKitFingerprints.h"

#include <DataStructs/ExplicitBitVect.h>
#include <DataStructs/SparseIntVect.h>
#include <GraphMol/Fingerprints/AtomPairs.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>
#include <GraphMol/MolOps.h>
#include <algorithm>

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

template <typename Code>
static int32_t written(const RDKit::SparseIntVect<Code> &found, int32_t capacity, uint32_t *codes, int32_t *counts) {
    int32_t count = 0;
    for (const auto &[code, occurrences] : found.getNonzeroElements()) {
        if (count < capacity) {
            codes[count] = static_cast<uint32_t>(code);
            counts[count] = occurrences;
        }
        count += 1;
    }
    return count;
}

int32_t rd_counted_codes(const rd_molecule *molecule, int32_t kind, int32_t extent, int32_t capacity, uint32_t *codes,
                         int32_t *counts) {
    char *error = nullptr;
    const int32_t found = rd_guarded(&error, [&]() -> int32_t {
        if (kind == rd_atom_pairs) {
            // A copy: RDKit keeps the distances as a property of the molecule, which threads share.
            const RDKit::ROMol mol(*molecule->mol);
            std::unique_ptr<RDKit::SparseIntVect<std::int32_t>> found(
                RDKit::AtomPairs::getAtomPairFingerprint(mol, 1, extent));
            return written(*found, capacity, codes, counts);
        }
        const RDKit::ROMol &mol = *molecule->mol;
        std::vector<std::uint32_t> features(mol.getNumAtoms());
        if (kind == rd_feature_environments) RDKit::MorganFingerprints::getFeatureInvariants(mol, features);
        std::unique_ptr<RDKit::SparseIntVect<std::uint32_t>> found(RDKit::MorganFingerprints::getFingerprint(
            mol, extent, kind == rd_feature_environments ? &features : nullptr));
        return written(*found, capacity, codes, counts);
    });
    const bool failed = error != nullptr;
    rd_free(error);
    return failed ? -1 : found;
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
