// Parts, charges, isotopes and tautomers: what makes two ways to write a compound one structure.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;

typedef struct {
    int32_t element, charge, isotope, map, radical_electrons;
    /// The connected part that the atom belongs to, counted from 0.
    int32_t part;
} rd_atom;

/// Facts about each atom; `atoms` has room for rd_atom_count. Returns the number of connected parts, 0 for a failure.
int32_t rd_atoms(const rd_molecule *molecule, rd_atom *atoms);

/// The connected part of that number as a molecule of its own.
rd_molecule *rd_part(const rd_molecule *molecule, int32_t part);

/// Charges that hydrogen can balance are balanced (Uncharger of RDKit's MolStandardize).
rd_molecule *rd_uncharged(const rd_molecule *molecule);
/// Atom map numbers are taken away, and isotopes on request.
rd_molecule *rd_unlabelled(const rd_molecule *molecule, int32_t isotopes_too);

/// The canonical tautomer without stereo as canonical SMILES: a key, not a structure to be shown.
char *rd_tautomer_key(const rd_molecule *molecule);
/// Tautomers as canonical SMILES, one a line, in the order of the alphabet; at most `limit`.
char *rd_tautomers(const rd_molecule *molecule, int32_t limit);

#ifdef __cplusplus
}
#endif
