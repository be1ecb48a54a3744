#include "face.h"

#include <GraphMol/MolOps.h>
#include <algorithm>
#include <inchi_api.h>
#include <mutex>
#include <stdexcept>
#include <vector>

using namespace RDKit;

/// The library keeps state of its own.
static std::mutex one_at_a_time;

static std::vector<inchi_Atom> atoms_of(const ROMol &mol) {
    std::vector<inchi_Atom> atoms(mol.getNumAtoms());
    for (const Atom *atom : mol.atoms()) {
        inchi_Atom &record = atoms[atom->getIdx()];
        std::strncpy(record.elname, atom->getSymbol().c_str(), ATOM_EL_LEN - 1);
        record.charge = static_cast<S_CHAR>(atom->getFormalCharge());
        record.isotopic_mass = static_cast<AT_NUM>(atom->getIsotope());
        // 2 is one unpaired electron, 3 two of them.
        const unsigned int unpaired = atom->getNumRadicalElectrons();
        record.radical = static_cast<S_CHAR>(unpaired ? unpaired + 1 : 0);
        record.num_iso_H[0] = static_cast<S_CHAR>(atom->getTotalNumHs());
    }
    return atoms;
}

static void add_bonds(const ROMol &mol, std::vector<inchi_Atom> &atoms) {
    for (const Bond *bond : mol.bonds()) {
        inchi_Atom &record = atoms[bond->getBeginAtomIdx()];
        if (record.num_bonds >= MAXVAL) throw std::invalid_argument("an atom has more than 20 bonds");
        S_CHAR type = INCHI_BOND_TYPE_SINGLE;
        if (bond->getBondType() == Bond::DOUBLE) type = INCHI_BOND_TYPE_DOUBLE;
        if (bond->getBondType() == Bond::TRIPLE) type = INCHI_BOND_TYPE_TRIPLE;
        record.neighbor[record.num_bonds] = static_cast<AT_NUM>(bond->getEndAtomIdx());
        record.bond_type[record.num_bonds] = type;
        record.num_bonds++;
    }
}

/// Parity of a tetrahedral atom. RDKit's tag looks from the first neighbour and has a hydrogen that is not written last;
/// InChI has that hydrogen, written as the atom itself, first: an odd exchange.
static inchi_Stereo0D tetrahedral(const ROMol &mol, const Atom *atom) {
    inchi_Stereo0D stereo = {};
    stereo.central_atom = static_cast<AT_NUM>(atom->getIdx());
    stereo.type = INCHI_StereoType_Tetrahedral;
    const bool has_all = atom->getDegree() == 4;
    int filled = 0;
    if (!has_all) stereo.neighbor[filled++] = stereo.central_atom;
    for (const Bond *bond : mol.atomBonds(atom))
        stereo.neighbor[filled++] = static_cast<AT_NUM>(bond->getOtherAtomIdx(atom->getIdx()));
    const bool clockwise = atom->getChiralTag() == Atom::CHI_TETRAHEDRAL_CW;
    stereo.parity = clockwise == has_all ? INCHI_PARITY_EVEN : INCHI_PARITY_ODD;
    return stereo;
}

static std::vector<inchi_Stereo0D> stereo_of(const ROMol &mol) {
    std::vector<inchi_Stereo0D> all;
    for (const Atom *atom : mol.atoms()) {
        const auto tag = atom->getChiralTag();
        const bool is_tetrahedral = tag == Atom::CHI_TETRAHEDRAL_CW || tag == Atom::CHI_TETRAHEDRAL_CCW;
        if (is_tetrahedral && (atom->getDegree() == 3 || atom->getDegree() == 4)) all.push_back(tetrahedral(mol, atom));
    }
    for (const Bond *bond : mol.bonds()) {
        if (bond->getStereo() <= Bond::STEREOANY || bond->getStereoAtoms().size() != 2) continue;
        const bool same_side = bond->getStereo() == Bond::STEREOZ || bond->getStereo() == Bond::STEREOCIS;
        inchi_Stereo0D stereo = {};
        stereo.neighbor[0] = static_cast<AT_NUM>(bond->getStereoAtoms()[0]);
        stereo.neighbor[1] = static_cast<AT_NUM>(bond->getBeginAtomIdx());
        stereo.neighbor[2] = static_cast<AT_NUM>(bond->getEndAtomIdx());
        stereo.neighbor[3] = static_cast<AT_NUM>(bond->getStereoAtoms()[1]);
        stereo.central_atom = NO_ATOM;
        stereo.type = INCHI_StereoType_DoubleBond;
        stereo.parity = same_side ? INCHI_PARITY_ODD : INCHI_PARITY_EVEN;
        all.push_back(stereo);
    }
    return all;
}

static std::string inchi(const ROMol &molecule) {
    if (molecule.getNumAtoms() >= 1024) throw std::invalid_argument("InChI has a limit of 1023 atoms");
    RWMol mol(molecule);
    MolOps::Kekulize(mol);
    auto atoms = atoms_of(mol);
    add_bonds(mol, atoms);
    auto stereo = stereo_of(mol);
    char options[] = "";
    inchi_Input input = {};
    input.atom = atoms.data();
    input.stereo0D = stereo.data();
    input.szOptions = options;
    input.num_atoms = static_cast<AT_NUM>(atoms.size());
    input.num_stereo0D = static_cast<AT_NUM>(stereo.size());
    inchi_Output output = {};
    std::lock_guard<std::mutex> guard(one_at_a_time);
    const int status = GetStdINCHI(&input, &output);
    const std::string text = output.szInChI ? output.szInChI : "";
    const std::string message = output.szMessage ? output.szMessage : "no InChI for this structure";
    FreeStdINCHI(&output);
    if ((status != inchi_Ret_OKAY && status != inchi_Ret_WARNING) || text.empty()) throw std::runtime_error(message);
    return text;
}

char *rd_inchi(const rd_molecule *molecule, char **error) {
    return rd_guarded(error, [&] { return rd_copied(inchi(*molecule->mol)); });
}

char *rd_inchi_key(const rd_molecule *molecule, char **error) {
    return rd_guarded(error, [&] {
        const std::string text = inchi(*molecule->mol);
        char key[28] = {};
        if (GetStdINCHIKeyFromStdINCHI(text.c_str(), key) != INCHIKEY_OK) throw std::runtime_error("no InChIKey");
        return rd_copied(key);
    });
}
