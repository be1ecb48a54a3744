#include "face.h"
#include "CRDKitDrawing.h"

#include <GraphMol/Depictor/RDDepictor.h>
#include <GraphMol/MolDraw2D/MolDraw2D.h>
#include <GraphMol/MolDraw2D/MolDraw2DUtils.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/Substruct/SubstructMatch.h>
#include <algorithm>
#include <vector>

using namespace RDKit;

struct rd_drawing {
    std::vector<rd_drawn_atom> atoms;
    std::vector<rd_drawn_bond> bonds;
};

/// The least distance between two atoms, in ångström.
static double closest(const ROMol &mol) {
    const RDGeom::POINT3D_VECT &places = mol.getConformer().getPositions();
    double least = 1e9;
    for (size_t i = 0; i < places.size(); ++i)
        for (size_t j = 0; j < i; ++j) least = std::min(least, (places[i] - places[j]).length());
    return least;
}

/// Nearer atoms lie on one another.
static const double apart = 0.7;

static void lay_out(RWMol &mol, const rd_molecule *scaffold) {
    if (scaffold) {
        ROMol reference(*scaffold->mol);
        RDDepict::compute2DCoords(reference, nullptr, true);
        MatchVectType match;
        if (SubstructMatch(mol, reference, match)) {
            RDDepict::generateDepictionMatching2DStructure(mol, reference, match);
            if (closest(mol) >= apart) return;
            // A cage that is pressed into the frame of another one cannot be read.
            ROMol alone(mol);
            RDDepict::compute2DCoords(alone, nullptr, true);
            if (closest(alone) <= closest(mol)) return;
            mol.clearConformers();
            mol.addConformer(new Conformer(alone.getConformer()));
            return;
        }
    }
    RDDepict::compute2DCoords(mol, nullptr, true);
}

static int32_t order(const Bond &bond) {
    switch (bond.getBondType()) {
    case Bond::SINGLE: return 1;
    case Bond::DOUBLE: return 2;
    case Bond::TRIPLE: return 3;
    default: return 0;
    }
}

static int32_t style(const Bond &bond) {
    if (bond.getBondType() == Bond::DOUBLE) {
        const bool is_crossed = bond.getBondDir() == Bond::EITHERDOUBLE || bond.getStereo() == Bond::STEREOANY;
        return is_crossed ? rd_crossed : rd_plain;
    }
    switch (bond.getBondDir()) {
    case Bond::BEGINWEDGE: return rd_wedge;
    case Bond::BEGINDASH: return rd_hash;
    case Bond::UNKNOWN: return rd_wavy;
    default: return rd_plain;
    }
}

/// The centre of the smallest ring that holds a bond; a full ring of double bonds, such as benzene, before others.
static void find_ring(const ROMol &mol, const Conformer &places, rd_drawn_bond &drawn, unsigned bond) {
    const RingInfo &rings = *mol.getRingInfo();
    int best = -1, best_value = 0;
    for (size_t ring = 0; ring < rings.numRings(); ++ring) {
        const INT_VECT &bonds = rings.bondRings()[ring];
        if (std::find(bonds.begin(), bonds.end(), static_cast<int>(bond)) == bonds.end()) continue;
        int double_bonds = 0;
        for (int other : bonds) double_bonds += mol.getBondWithIdx(other)->getBondType() == Bond::DOUBLE;
        const int value = 1000 * double_bonds - static_cast<int>(bonds.size());
        if (best >= 0 && value <= best_value) continue;
        best = static_cast<int>(ring);
        best_value = value;
    }
    drawn.is_in_ring = best >= 0;
    if (best < 0) return;
    const INT_VECT &atoms = rings.atomRings()[best];
    for (int atom : atoms) {
        drawn.ring_x += places.getAtomPos(atom).x / atoms.size();
        drawn.ring_y += places.getAtomPos(atom).y / atoms.size();
    }
}

rd_drawing *rd_draw(const rd_molecule *molecule, const rd_molecule *scaffold, char **error) {
    return rd_guarded(error, [&]() -> rd_drawing * {
        RWMol mol(*molecule->mol);
        const unsigned own = mol.getNumAtoms();
        lay_out(mol, scaffold);
        MolDraw2DUtils::prepareMolForDrawing(mol);
        if (!mol.getRingInfo()->isInitialized()) MolOps::symmetrizeSSSR(mol);
        const Conformer &places = mol.getConformer();
        std::unique_ptr<rd_drawing> drawing(new rd_drawing);
        for (const Atom *atom : mol.atoms()) {
            const RDGeom::Point3D &place = places.getAtomPos(atom->getIdx());
            drawing->atoms.push_back(
                {place.x, place.y, atom->getAtomicNum(), atom->getFormalCharge(),
                 static_cast<int32_t>(atom->getTotalNumHs()), static_cast<int32_t>(atom->getIsotope()),
                 atom->getAtomMapNum(), static_cast<int32_t>(atom->getNumRadicalElectrons()),
                 atom->getIdx() >= own});
        }
        for (const Bond *bond : mol.bonds()) {
            rd_drawn_bond drawn = {
                static_cast<int32_t>(bond->getBeginAtomIdx()), static_cast<int32_t>(bond->getEndAtomIdx()),
                order(*bond), style(*bond), 0, 0, 0};
            find_ring(mol, places, drawn, bond->getIdx());
            drawing->bonds.push_back(drawn);
        }
        return drawing.release();
    });
}

void rd_drawing_release(const rd_drawing *drawing) { delete drawing; }

int32_t rd_drawn_atoms(const rd_drawing *drawing, const rd_drawn_atom **atoms) {
    *atoms = drawing->atoms.data();
    return static_cast<int32_t>(drawing->atoms.size());
}

int32_t rd_drawn_bonds(const rd_drawing *drawing, const rd_drawn_bond **bonds) {
    *bonds = drawing->bonds.data();
    return static_cast<int32_t>(drawing->bonds.size());
}
