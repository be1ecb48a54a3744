#include "pattern_needs.h"
#include "CRDKitPatternSets.h"

#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/Substruct/SubstructMatch.h>
#include <algorithm>

using namespace RDKit;

struct rd_pattern_set {
    int hydrogens;
    std::vector<std::unique_ptr<const ROMol>> queries;
    needs::Needs needs;
};

rd_pattern_set *rd_pattern_set_read(
    const char *const *smarts, int32_t count, int32_t hydrogens, int32_t *wrong) {
    *wrong = 0;
    return rd_guarded(nullptr, [&]() -> rd_pattern_set * {
        auto patterns = std::make_unique<rd_pattern_set>();
        patterns->hydrogens = hydrogens;
        for (; *wrong < count; ++*wrong) {
            std::unique_ptr<ROMol> query(SmartsToMol(smarts[*wrong], 0, hydrogens == rd_hydrogens_merged));
            if (!query || query->getNumAtoms() == 0) return nullptr;
            patterns->needs.add(*query);
            patterns->queries.push_back(std::move(query));
        }
        return patterns.release();
    });
}

void rd_pattern_set_release(const rd_pattern_set *patterns) { delete patterns; }

/// The molecule as the patterns of a set see it, made when the first of them is laid on it.
class View {
public:
    View(const rd_pattern_set &patterns, const ROMol &mol) : patterns(patterns), mol(mol) {}

    const ROMol &operator*() {
        if (patterns.hydrogens != rd_hydrogens_explicit) return mol;
        if (!whole) whole.reset(MolOps::addHs(mol));
        return *whole;
    }

private:
    const rd_pattern_set &patterns;
    const ROMol &mol;
    std::unique_ptr<ROMol> whole;
};

/// A number; `failure` where RDKit failed.
template <typename Work> static int32_t number(int32_t failure, Work work) {
    char *error = nullptr;
    const int32_t result = rd_guarded(&error, work);
    const bool failed = error != nullptr;
    rd_free(error);
    return failed ? failure : result;
}

int32_t rd_patterns_found(const rd_pattern_set *patterns, const rd_molecule *molecule, int32_t *found) {
    return number(-1, [&]() -> int32_t {
        View view(*patterns, *molecule->mol);
        int32_t count = 0;
        MatchVectType match;
        for (int index : patterns->needs.met(*molecule->mol))
            if (SubstructMatch(*view, *patterns->queries[index], match)) found[count++] = index;
        return count;
    });
}

int32_t rd_any_pattern(const rd_pattern_set *patterns, const rd_molecule *molecule) {
    return number(-2, [&]() -> int32_t {
        View view(*patterns, *molecule->mol);
        MatchVectType match;
        for (int index : patterns->needs.met(*molecule->mol))
            if (SubstructMatch(*view, *patterns->queries[index], match)) return index;
        return -1;
    });
}

int32_t rd_pattern_atoms(
    const rd_pattern_set *patterns, int32_t index, const rd_molecule *molecule, uint8_t *marks) {
    const int32_t atoms = rd_atom_count(molecule);
    std::fill_n(marks, atoms, 0);
    return rd_guarded(nullptr, [&]() -> int32_t {
        View view(*patterns, *molecule->mol);
        for (const auto &match : SubstructMatch(*view, *patterns->queries[index]))
            for (const auto &[ours, theirs] : match)
                if (theirs < atoms) marks[theirs] = 1;
        return 1;
    });
}
