// What is chemically wrong with a text that is a SMILES by its grammar.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;

enum {
    rd_no_problem = 0,
    /// An atom has more bonds than its element and charge take.
    rd_valence = 1,
    /// Aromatic bonds cannot be written as single and double bonds in turn.
    rd_kekulization = 2,
    /// An atom is written as aromatic and is in no ring.
    rd_aromatic_chain = 3,
    rd_other_problem = 4,
};
enum { rd_problem_atoms = 64 };

/// The first problem of a molecule. Atoms are counted from 0 in the order in which they are written.
typedef struct {
    int32_t kind;
    int32_t atom_count;
    int32_t atoms[rd_problem_atoms];
    /// Of the first atom: atomic number, charge, and the sum of its bond orders with hydrogens written.
    int32_t element, charge, valence;
} rd_problem;

/// The first problem of a molecule that is not sanitized.
rd_problem rd_first_problem(const rd_molecule *molecule);

#ifdef __cplusplus
}
#endif
