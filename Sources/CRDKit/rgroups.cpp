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

/// The lines of the table; an exception when the time is over.
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

char *rd_r_groups(const rd_pattern *core, const rd_molecule *const *molecules, int32_t count, double seconds,
                  int32_t *is_aligned, char **error) {
    *is_aligned = 1;
    return rd_guarded(error, [&] {
        RGroupDecompositionParameters parameters;
        parameters.timeout = seconds;
        try {
            return rd_copied(table(*core->query, molecules, count, parameters));
        } catch (const std::runtime_error &) {
            // A core with much symmetry can be laid in too many ways for all of them to be compared.
            *is_aligned = 0;
            parameters.timeout = -1;
            parameters.matchingStrategy = Greedy | NoSymmetrization;
            return rd_copied(table(*core->query, molecules, count, parameters));
        }
    });
}
