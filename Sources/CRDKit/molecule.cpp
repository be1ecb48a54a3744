#include "face.h"

#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <RDGeneral/RDLog.h>
#include <RDGeneral/versions.h>
#include <mutex>
#include <sstream>
#include <stdexcept>

void rd_free(char *text) { std::free(text); }

const char *rd_version(void) { return RDKit::rdkitVersion; }

/// What the parser says of a SMILES goes only to RDKit's error log, one for the whole program.
static std::mutex log_is_read;

static std::string parser_message(const std::string &smiles, const RDKit::SmilesParserParams &parameters) {
    std::lock_guard<std::mutex> guard(log_is_read);
    std::ostringstream text;
    RDLog::InitLogs();
    rdErrorLog->SetTee(text);
    std::unique_ptr<RDKit::RWMol> again(RDKit::SmilesToMol(smiles, parameters));
    rdErrorLog->ClearTee();
    return text.str();
}

rd_molecule *rd_from_smiles(const char *smiles, char **error) {
    return rd_guarded(error, [&]() -> rd_molecule * {
        if (!*smiles) throw std::invalid_argument("the SMILES is empty");
        RDKit::SmilesParserParams parameters;
        parameters.parseName = false;
        parameters.allowCXSMILES = false;
        std::unique_ptr<RDKit::RWMol> mol(RDKit::SmilesToMol(smiles, parameters));
        if (!mol) throw std::invalid_argument(parser_message(smiles, parameters));
        return new rd_molecule{std::move(mol)};
    });
}

void rd_release(const rd_molecule *molecule) { delete molecule; }

int32_t rd_atom_count(const rd_molecule *molecule) { return static_cast<int32_t>(molecule->mol->getNumAtoms()); }

char *rd_smiles(const rd_molecule *molecule, int32_t with_stereo) {
    return rd_guarded(nullptr, [&] { return rd_copied(RDKit::MolToSmiles(*molecule->mol, with_stereo != 0)); });
}
