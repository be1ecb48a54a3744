#include "face.h"
#include "CRDKitFeatures.h"

#include <GraphMol/Descriptors/ConnectivityDescriptors.h>
#include <GraphMol/Descriptors/Crippen.h>
#include <GraphMol/Descriptors/Lipinski.h>
#include <GraphMol/Descriptors/MQN.h>
#include <GraphMol/Descriptors/MolDescriptors.h>
#include <GraphMol/Descriptors/MolSurf.h>
#include <algorithm>
#include <cmath>
#include <vector>

using namespace RDKit;

/// Counts, sizes and shapes of the graph.
static void add_graph(const ROMol &mol, std::vector<double> &values) {
    using namespace Descriptors;
    double log_p, refractivity;
    calcCrippenDescriptors(mol, log_p, refractivity);
    values = {calcAMW(mol), log_p, refractivity, calcTPSA(mol), calcLabuteASA(mol), calcFractionCSP3(mol)};
    for (unsigned count :
         {calcNumHBD(mol), calcNumHBA(mol), calcNumRotatableBonds(mol), calcNumRings(mol), calcNumAromaticRings(mol),
          calcNumHeterocycles(mol), calcNumAmideBonds(mol), calcNumAliphaticRings(mol), calcNumSaturatedRings(mol),
          calcNumSpiroAtoms(mol), calcNumBridgeheadAtoms(mol), calcNumHeteroatoms(mol),
          calcNumAromaticHeterocycles(mol)}) {
        values.push_back(count);
    }
    for (double value : {calcHallKierAlpha(mol), calcKappa1(mol), calcKappa2(mol), calcKappa3(mol), calcPhi(mol),
                         calcChi0n(mol), calcChi0v(mol), calcChi1n(mol), calcChi1v(mol), calcChi2n(mol),
                         calcChi2v(mol), calcChi3n(mol), calcChi3v(mol), calcChi4n(mol), calcChi4v(mol)}) {
        values.push_back(value);
    }
}

/// Surface by logP, refractivity and charge, and the molecular quantum numbers.
static void add_surface(const ROMol &mol, std::vector<double> &values) {
    for (const auto &part :
         {Descriptors::calcSlogP_VSA(mol), Descriptors::calcSMR_VSA(mol), Descriptors::calcPEOE_VSA(mol)}) {
        values.insert(values.end(), part.begin(), part.end());
    }
    for (unsigned number : Descriptors::calcMQNs(mol)) values.push_back(number);
}

int32_t rd_feature_values(const rd_molecule *molecule, float *descriptors, float *atom_types) {
    return rd_guarded(nullptr, [&]() -> int32_t {
        // A copy: RDKit keeps some results as properties of the molecule, which threads share.
        const ROMol mol(*molecule->mol);
        std::vector<double> values;
        add_graph(mol, values);
        add_surface(mol, values);
        if (values.size() != rd_descriptor_values) throw std::runtime_error("an unknown number of descriptors");
        for (size_t i = 0; i < values.size(); i++) {
            descriptors[i] = std::isfinite(values[i]) ? static_cast<float>(values[i]) : 0;
        }
        std::vector<double> log_p(mol.getNumAtoms()), refractivity(mol.getNumAtoms());
        std::vector<unsigned> types(mol.getNumAtoms());
        Descriptors::getCrippenAtomContribs(mol, log_p, refractivity, true, &types);
        std::fill(atom_types, atom_types + rd_atom_types, 0.0f);
        for (unsigned type : types) {
            if (type < rd_atom_types) atom_types[type] += 1;
        }
        return 1;
    });
}
