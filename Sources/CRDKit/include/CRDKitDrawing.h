// Molecules in the plane: what a structural formula is drawn from.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rd_molecule rd_molecule;
typedef struct rd_drawing rd_drawing;

/// An atom. Lengths are in ångström, y upwards; a bond is 1.5 long.
typedef struct {
    double x, y;
    int32_t element, charge, hydrogens, isotope, map, radical_electrons;
    /// Explicit hydrogens of stereocentres follow the molecule's own atoms.
    int32_t is_added;
} rd_drawn_atom;

static const int32_t rd_plain = 0, rd_wedge = 1, rd_hash = 2, rd_wavy = 3, rd_crossed = 4;

/// A bond. Aromatic ones are alternating single and double bonds.
typedef struct {
    int32_t begin, end;
    /// 1 to 3; 0 for a bond of another kind, such as a dative one.
    int32_t order;
    /// How it is drawn; a wedge begins at the stereocentre.
    int32_t style;
    /// Whether it is in a ring, and the centre of its smallest one, where the second line of a double bond belongs.
    int32_t is_in_ring;
    double ring_x, ring_y;
} rd_drawn_bond;

/// Lays a molecule out. Where `scaffold` occurs in it, that part lies as it does in the scaffold's own drawing, so that
/// molecules of a series can be compared; `scaffold` may be NULL.
rd_drawing *rd_draw(const rd_molecule *molecule, const rd_molecule *scaffold, char **error);
void rd_drawing_release(const rd_drawing *drawing);
int32_t rd_drawn_atoms(const rd_drawing *drawing, const rd_drawn_atom **atoms);
int32_t rd_drawn_bonds(const rd_drawing *drawing, const rd_drawn_bond **bonds);

#ifdef __cplusplus
}
#endif
