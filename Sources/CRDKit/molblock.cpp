#include "face.h"

#include <GraphMol/Depictor/RDDepictor.h>
#include <GraphMol/FileParsers/FileParsers.h>
#include <stdexcept>

rd_molecule *rd_from_mol_block(const char *block, int32_t sanitizes, char **error) {
    return rd_guarded(error, [&]() -> rd_molecule * {
        std::unique_ptr<RDKit::RWMol> mol(RDKit::MolBlockToMol(block, sanitizes != 0, sanitizes != 0));
        if (!mol) throw std::invalid_argument("it is no mol block");
        return new rd_molecule{std::move(mol)};
    });
}

char *rd_mol_block(const rd_molecule *molecule, char **error) {
    return rd_guarded(error, [&] {
        RDKit::RWMol mol(*molecule->mol);
        if (!mol.getNumConformers()) RDDepict::compute2DCoords(mol);
        return rd_copied(RDKit::MolToMolBlock(mol));
    });
}
