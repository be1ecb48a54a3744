#include "pattern.h"
#include "CRDKitRGroups.h"

#include <GraphMol/FMCS/FMCS.h>
#include <GraphMol/RGroupDecomposition/RGroupDecomp.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <algorithm>
#include <vector>

using namespace RDKit;

rd_pattern *rd_pattern_of(const rd_molecule *molecule) {
    return rd_guarded(nullptr, [&] { return new rd_pattern{std::make_unique<const ROMol>(*molecule->mol)}; });
}

char *rd_common_core(const rd_molecule *const *molecules, int32_t count, double threshold, int32_t seconds,
                     int32_t *atoms, int32_t *is_complete, char **error) {
    *atoms = 0;
    *is_complete = 1;
    return rd_guarded(error, [&] {
        std::vector<ROMOL_SPTR> all;
        for (int32_t i = 0; i < count; ++i) all.emplace_back(new ROMol(*molecules[i]->mol));
        const bool whole_rings = true;
        const MCSResult found = findMCS(all, true, threshold, static_cast<unsigned>(seconds), false, false,
                                        whole_rings, whole_rings, false, AtomCompareElements, BondCompareOrder);
        *atoms = static_cast<int32_t>(found.NumAtoms);
        *is_complete = found.isCompleted();
        return rd_copied(found.SmartsString);
    });
}

/// The lines of the table.
static std::string table(const ROMol &core, const rd_molecule *const *molecules, int32_t count,
                         const RGroupDecompositionParameters &parameters) {
    RGroupDecomposition decomposition(core, parameters);
    std::vector<int32_t> members;
    for (int32_t i = 0; i < count; ++i)
        if (decomposition.add(*molecules[i]->mol) >= 0) members.push_back(i);
    if (members.empty()) return "";
    decomposition.process();
    std::string lines;
    const auto labels = decomposition.getRGroupLabels();
    for (const auto &label : labels) lines += (lines.empty() ? "" : "\t") + label;
    const auto rows = decomposition.getRGroupsAsRows();
    for (size_t i = 0; i < std::min(rows.size(), members.size()); ++i) {
        lines += "\n" + std::to_string(members[i]);
        for (const auto &label : labels) {
            const auto group = rows[i].find(label);
            lines += "\t" + (group == rows[i].end() ? std::string() : MolToSmiles(*group->second));
        }
    }
    return lines + "\n";
}

/// Rows that are looked at when ways to lay the core are compared, at most: about a minute's work.
static const double comparison_limit = 1e8;

/// Whether the ways to lay the core can be compared: those over each few molecules, all combined, against the molecules
/// before them.
static bool can_be_aligned(const ROMol &core, const rd_molecule *const *molecules, int32_t count, unsigned chunk) {
    SubstructMatchParameters parameters;
    parameters.uniquify = false;
    double work = 0, ways = 1;
    size_t members = 0;
    for (int32_t i = 0; i < count && work + ways * members <= comparison_limit; ++i) {
        const size_t matches = SubstructMatch(*molecules[i]->mol, core, parameters).size();
        if (matches == 0) continue;
        ways *= matches;
        if (++members % chunk == 0) {
            work += ways * members;
            ways = 1;
        }
    }
    return work + ways * members <= comparison_limit;
}

char *rd_r_groups(const rd_pattern *core, const rd_molecule *const *molecules, int32_t count, int32_t *is_aligned,
                  char **error) {
    return rd_guarded(error, [&] {
        RGroupDecompositionParameters parameters;
        *is_aligned = can_be_aligned(*core->query, molecules, count, parameters.chunkSize);
        if (!*is_aligned) {
            parameters.substructmatchParams.maxMatches = 1;
            parameters.matchingStrategy = Exhaustive | NoSymmetrization;
        }
        return rd_copied(table(*core->query, molecules, count, parameters));
    });
}
