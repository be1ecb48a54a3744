// Reactions as SMARTS: mutations of a molecule, and children of two.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;
typedef struct rd_pattern rd_pattern;
/// Immutable: threads may share it.
typedef struct rd_reaction rd_reaction;

/// What a child must be.
typedef struct {
    int32_t least_atoms, most_atoms, largest_ring;
    const rd_pattern *const *forbidden;
    int32_t forbidden_count;
} rd_child_rules;

/// How two molecules are crossed. `cut` lays one bond open, between its first two atoms, or two, the other between its
/// last two; each end becomes the dummy atom [1*]. `joins` take a half of each parent; where two bonds were cut,
/// `closings` join the other ends of what came of it.
typedef struct {
    const rd_pattern *cut;
    int32_t bonds;
    const rd_reaction *const *joins;
    int32_t join_count;
    const rd_reaction *const *closings;
    int32_t closing_count;
} rd_crossover;

/// Reads a reaction SMARTS with `reactants` reactants and one product; NULL for any other text.
rd_reaction *rd_from_reaction_smarts(const char *smarts, int32_t reactants);
void rd_reaction_release(const rd_reaction *reaction);

/// The molecule changed by the reaction at a place that the seed chooses, without stereo; NULL where no place gives a
/// child within the rules.
rd_molecule *rd_mutant(
    const rd_molecule *molecule, const rd_reaction *reaction, const rd_child_rules *rules, uint64_t seed);

/// A child of two molecules, cut and joined where the seed says, without stereo; NULL where these cuts give none within
/// the rules.
rd_molecule *rd_bred(
    const rd_molecule *first, const rd_molecule *second, const rd_crossover *crossover, const rd_child_rules *rules,
    uint64_t seed);

#ifdef __cplusplus
}
#endif
