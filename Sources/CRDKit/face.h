// What the files of this target share: the molecule behind the handle, texts that cross the border, and no exception that
// does.
#pragma once
#include "boost_enums.h"
#include "CRDKit.h"

// Of RDKit's headers, everywhere.
#pragma clang diagnostic ignored "-Wdeprecated-literal-operator"
// The options that the library was built with, before all others: without them some of its classes look smaller than they are.
#include <RDGeneral/RDConfig.h>
#include <GraphMol/RDKitBase.h>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <string>

struct rd_molecule {
    std::unique_ptr<const RDKit::ROMol> mol;
};

/// The molecule as it is read from its own SMILES: hydrogens, rings and stereo are perceived afresh.
rd_molecule *rd_settled(const RDKit::ROMol &mol);

inline char *rd_copied(const std::string &text) {
    char *copy = static_cast<char *>(std::malloc(text.size() + 1));
    if (copy) std::memcpy(copy, text.c_str(), text.size() + 1);
    return copy;
}

/// Runs `work`; an exception becomes NULL and its text.
template <typename Work> auto rd_guarded(char **error, Work work) -> decltype(work()) {
    if (error) *error = nullptr;
    try {
        return work();
    } catch (const std::exception &e) {
        if (error) *error = rd_copied(e.what());
    } catch (...) {
        if (error) *error = rd_copied("RDKit failed for an unknown reason");
    }
    return {};
}
