// Shapes in space for docking: conformers, what a docking program asks of atoms and bonds, and poses.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;

/// An atom as a docking program sees it: bonds and valence count hydrogens. Position and partial charge are those of
/// the conformer; the charge is NaN where Gasteiger's method has no parameters.
typedef struct rd_ligand_atom {
    int32_t element, formal_charge, bonds, valence, is_aromatic;
    double x, y, z, partial_charge;
} rd_ligand_atom;

/// `order` is 1, 2 or 3; 0 for aromatic and other bonds.
typedef struct rd_ligand_bond {
    int32_t first, second, order, is_in_ring;
} rd_ligand_bond;

/// One conformer of a molecule with all hydrogens, which follow the heavy atoms: ETKDG version 3 from distance geometry,
/// where that fails from random coordinates, then MMFF94, where that has no parameters UFF.
rd_molecule *rd_conformer(const rd_molecule *molecule, int32_t seed, int32_t *is_from_random, char **error);
/// Atoms and bonds of a molecule with a conformer; NULL when it has none. Released with `free`.
rd_ligand_atom *rd_ligand_atoms(const rd_molecule *conformer, int32_t *count, char **error);
rd_ligand_bond *rd_ligand_bonds(const rd_molecule *molecule, int32_t *count, char **error);

/// Amide bonds that stay fixed, as bonds of N and C: pairs of atoms. Tertiary ones whose two other substituents differ
/// are free to turn. Released with `free`; `count` is the number of pairs.
int32_t *rd_fixed_amides(const rd_molecule *molecule, int32_t *count, char **error);

/// `molecule` with all hydrogens at the places of a pose: `atoms` are the indices of atoms of its conformer (all heavy
/// ones among them), `positions` three numbers for each. Hydrogens that are not given are built.
rd_molecule *rd_posed(
    const rd_molecule *molecule, const int32_t *atoms, const double *positions, int32_t count, char **error);

/// A molecule with positions from the text of a PDB file. Bonds are found by distance, all single.
rd_molecule *rd_from_pdb_block(const char *text, char **error);
/// A molecule with positions from the first molecule of a MOL2 file (Tripos). It is not sanitized.
rd_molecule *rd_from_mol2_block(const char *text, char **error);

/// Root mean square deviation in ångström of the heavy atoms, without moving either, least over all ways to lay one
/// graph of elements and bonds on the other; orders of bonds and charges do not matter.
/// Negative when the graphs differ; -2 and an error when it fails.
double rd_rmsd(const rd_molecule *first, const rd_molecule *second, char **error);

#ifdef __cplusplus
}
#endif
