#include "face.h"

#include <GraphMol/DistGeomHelpers/Embedder.h>
#include <GraphMol/FileParsers/FileParsers.h>
#include <GraphMol/ForceFieldHelpers/MMFF/MMFF.h>
#include <GraphMol/ForceFieldHelpers/UFF/UFF.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/PartialCharges/GasteigerCharges.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/Substruct/SubstructMatch.h>
#include <GraphMol/new_canon.h>
#include <cmath>
#include <set>
#include <stdexcept>
#include <vector>

using namespace RDKit;

rd_molecule *rd_conformer(const rd_molecule *molecule, int32_t seed, int32_t *is_from_random, char **error) {
    *is_from_random = 0;
    return rd_guarded(error, [&]() -> rd_molecule * {
        std::unique_ptr<ROMol> whole(MolOps::addHs(*molecule->mol));
        DGeomHelpers::EmbedParameters parameters(DGeomHelpers::ETKDGv3);
        parameters.randomSeed = seed;
        parameters.maxIterations = 10;
        if (DGeomHelpers::EmbedMolecule(*whole, parameters) < 0) {
            *is_from_random = 1;
            parameters.useRandomCoords = true;
            parameters.maxIterations = 50;
            if (DGeomHelpers::EmbedMolecule(*whole, parameters) < 0)
                throw std::runtime_error(
                    "no form in space found, neither from distance geometry nor from random coordinates");
        }
        // A copy: MMFF gives the molecule its own aromaticity, in which fused rings have double bonds.
        ROMol relaxed(*whole);
        MMFF::MMFFMolProperties forces(relaxed);
        if (forces.isValid())
            MMFF::MMFFOptimizeMolecule(relaxed, 1000);
        else
            UFF::UFFOptimizeMolecule(relaxed, 1000);
        whole->getConformer().getPositions() = relaxed.getConformer().getPositions();
        return new rd_molecule{std::move(whole)};
    });
}

rd_ligand_atom *rd_ligand_atoms(const rd_molecule *conformer, int32_t *count, char **error) {
    return rd_guarded(error, [&]() -> rd_ligand_atom * {
        const ROMol &mol = *conformer->mol;
        if (mol.getNumConformers() == 0) throw std::invalid_argument("the molecule has no positions");
        std::vector<double> charges(mol.getNumAtoms());
        computeGasteigerCharges(mol, charges);
        auto *atoms = static_cast<rd_ligand_atom *>(std::malloc((mol.getNumAtoms() + 1) * sizeof(rd_ligand_atom)));
        if (!atoms) throw std::bad_alloc();
        for (const Atom *atom : mol.atoms()) {
            const unsigned int i = atom->getIdx();
            const auto place = mol.getConformer().getAtomPos(i);
            atoms[i] = {atom->getAtomicNum(), atom->getFormalCharge(), static_cast<int32_t>(atom->getTotalDegree()),
                        static_cast<int32_t>(atom->getTotalValence()), atom->getIsAromatic(),
                        place.x, place.y, place.z, charges[i]};
        }
        *count = static_cast<int32_t>(mol.getNumAtoms());
        return atoms;
    });
}

static int32_t order_of(const Bond &bond) {
    switch (bond.getBondType()) {
    case Bond::SINGLE: return 1;
    case Bond::DOUBLE: return 2;
    case Bond::TRIPLE: return 3;
    default: return 0;
    }
}

rd_ligand_bond *rd_ligand_bonds(const rd_molecule *molecule, int32_t *count, char **error) {
    return rd_guarded(error, [&]() -> rd_ligand_bond * {
        const ROMol &mol = *molecule->mol;
        auto *bonds = static_cast<rd_ligand_bond *>(std::malloc((mol.getNumBonds() + 1) * sizeof(rd_ligand_bond)));
        if (!bonds) throw std::bad_alloc();
        for (const Bond *bond : mol.bonds())
            bonds[bond->getIdx()] = {static_cast<int32_t>(bond->getBeginAtomIdx()),
                                     static_cast<int32_t>(bond->getEndAtomIdx()), order_of(*bond),
                                     mol.getRingInfo()->numBondRings(bond->getIdx()) > 0};
        *count = static_cast<int32_t>(mol.getNumBonds());
        return bonds;
    });
}

static std::vector<MatchVectType> matches(const ROMol &mol, const char *smarts) {
    std::unique_ptr<RWMol> pattern(SmartsToMol(smarts));
    SubstructMatchParameters parameters;
    parameters.uniquify = false;
    return SubstructMatch(mol, *pattern, parameters);
}

int32_t *rd_fixed_amides(const rd_molecule *molecule, int32_t *count, char **error) {
    return rd_guarded(error, [&]() -> int32_t * {
        const ROMol &mol = *molecule->mol;
        std::set<std::pair<int, int>> fixed;
        for (const auto &match : matches(mol, "[NX3]-[CX3]=[O,N,S]")) fixed.insert({match[0].second, match[1].second});
        // Substituents that are alike by symmetry: turning would only exchange them.
        std::vector<unsigned int> ranks;
        Canon::rankMolAtoms(mol, ranks, false);
        for (const auto &match : matches(mol, "[NX3]([!#1])([!#1])-[CX3]=[O,N,S]"))
            if (ranks[match[1].second] != ranks[match[2].second]) fixed.erase({match[0].second, match[3].second});
        auto *pairs = static_cast<int32_t *>(std::malloc((2 * fixed.size() + 1) * sizeof(int32_t)));
        if (!pairs) throw std::bad_alloc();
        *count = 0;
        for (const auto &bond : fixed) {
            pairs[2 * *count] = bond.first;
            pairs[2 * *count + 1] = bond.second;
            ++*count;
        }
        return pairs;
    });
}

rd_molecule *rd_posed(
    const rd_molecule *molecule, const int32_t *atoms, const double *positions, int32_t count, char **error) {
    return rd_guarded(error, [&]() -> rd_molecule * {
        RWMol heavy(*molecule->mol);
        heavy.clearConformers();
        auto *conformer = new Conformer(heavy.getNumAtoms());
        heavy.addConformer(conformer, true);
        auto place = [&](int32_t i) {
            return RDGeom::Point3D(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]);
        };
        for (int32_t i = 0; i < count; ++i)
            if (atoms[i] >= 0 && static_cast<unsigned int>(atoms[i]) < heavy.getNumAtoms())
                conformer->setAtomPos(atoms[i], place(i));
        std::unique_ptr<ROMol> whole(MolOps::addHs(static_cast<const ROMol &>(heavy), false, true));
        for (int32_t i = 0; i < count; ++i) {
            if (atoms[i] < 0 || static_cast<unsigned int>(atoms[i]) >= whole->getNumAtoms())
                throw std::invalid_argument("the pose has an atom that the molecule lacks");
            whole->getConformer().setAtomPos(atoms[i], place(i));
        }
        return new rd_molecule{std::move(whole)};
    });
}

rd_molecule *rd_from_pdb_block(const char *text, char **error) {
    return rd_guarded(error, [&]() -> rd_molecule * {
        std::unique_ptr<RWMol> mol(PDBBlockToMol(text, false, false, 0, true));
        if (!mol || mol->getNumAtoms() == 0) throw std::invalid_argument("the text has no ATOM or HETATM line");
        mol->updatePropertyCache(false);
        MolOps::fastFindRings(*mol);
        return new rd_molecule{std::move(mol)};
    });
}

rd_molecule *rd_from_mol2_block(const char *text, char **error) {
    return rd_guarded(error, [&]() -> rd_molecule * {
        std::unique_ptr<RWMol> mol(Mol2BlockToMol(text, false, false));
        if (!mol || mol->getNumAtoms() == 0) throw std::invalid_argument("the MOL2 block has no atoms");
        mol->updatePropertyCache(false);
        MolOps::fastFindRings(*mol);
        return new rd_molecule{std::move(mol)};
    });
}

/// Heavy atoms by element, joined by single bonds, with their positions.
static std::unique_ptr<RWMol> plain_graph(const ROMol &mol) {
    if (mol.getNumConformers() == 0) throw std::invalid_argument("the molecule has no positions");
    auto graph = std::make_unique<RWMol>();
    std::vector<int> index(mol.getNumAtoms(), -1);
    std::vector<RDGeom::Point3D> places;
    for (const Atom *atom : mol.atoms()) {
        if (atom->getAtomicNum() == 1) continue;
        Atom plain(atom->getAtomicNum());
        plain.setNoImplicit(true);
        index[atom->getIdx()] = static_cast<int>(graph->addAtom(&plain));
        places.push_back(mol.getConformer().getAtomPos(atom->getIdx()));
    }
    for (const Bond *bond : mol.bonds()) {
        const int first = index[bond->getBeginAtomIdx()], second = index[bond->getEndAtomIdx()];
        if (first >= 0 && second >= 0) graph->addBond(first, second, Bond::SINGLE);
    }
    auto *conformer = new Conformer(graph->getNumAtoms());
    for (size_t i = 0; i < places.size(); ++i) conformer->setAtomPos(i, places[i]);
    graph->addConformer(conformer, true);
    graph->updatePropertyCache(false);
    // Matching compares rings: those that are found fast depend on the order of the atoms in a macrocycle.
    MolOps::symmetrizeSSSR(*graph);
    return graph;
}

double rd_rmsd(const rd_molecule *first, const rd_molecule *second, char **error) {
    double result = -2;
    if (error) *error = nullptr;
    rd_guarded(error, [&]() -> char * {
        const auto one = plain_graph(*first->mol), other = plain_graph(*second->mol);
        result = -1;
        if (one->getNumAtoms() != other->getNumAtoms() || one->getNumBonds() != other->getNumBonds()) return nullptr;
        SubstructMatchParameters parameters;
        parameters.uniquify = false;
        parameters.maxMatches = 100000;
        for (const auto &match : SubstructMatch(*one, *other, parameters)) {
            double sum = 0;
            for (const auto &pair : match)
                sum += (other->getConformer().getAtomPos(pair.first) - one->getConformer().getAtomPos(pair.second))
                           .lengthSq();
            const double rmsd = std::sqrt(sum / static_cast<double>(match.size()));
            if (result < 0 || rmsd < result) result = rmsd;
        }
        return nullptr;
    });
    return result;
}
