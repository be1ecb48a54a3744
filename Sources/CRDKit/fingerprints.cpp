#include "face.h"
#include "CRDKitFingerprints.h"

#include <DataStructs/ExplicitBitVect.h>
#include <DataStructs/SparseIntVect.h>
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

int32_t rd_morgan_counts(const rd_molecule *molecule, int32_t radius, int32_t capacity, uint32_t *environments,
                         int32_t *counts) {
    return rd_guarded(nullptr, [&]() -> int32_t {
        std::unique_ptr<RDKit::SparseIntVect<std::uint32_t>> found(
            RDKit::MorganFingerprints::getFingerprint(*molecule->mol, radius));
        int32_t count = 0;
        for (const auto &[environment, occurrences] : found->getNonzeroElements()) {
            if (count < capacity) {
                environments[count] = environment;
                counts[count] = occurrences;
            }
            count += 1;
        }
        return count;
    });
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
