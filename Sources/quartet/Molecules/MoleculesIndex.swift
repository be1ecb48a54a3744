import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetMolecules

/// `quartet molecules index`.
struct MoleculesIndex: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index", abstract: "Make an index of known molecules to search for the nearest.",
        discussion: """
            The index holds the fingerprint, SMILES and name of every molecule that can be read, about 170 bytes each. \
            score --reference INDEX says whether a molecule is known, and which known one is nearest. Making it needs \
            as much memory as it is large; searching it needs none.

            EXAMPLES:
              quartet molecules index chembl.smi.gz -o chembl.index
              quartet molecules score hits.smi --reference chembl.index
            """)

    @OptionGroup var input: MoleculeInput

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write the index to this file.", valueName: "file"),
        completion: .file())
    var out: String

    private struct Summary: Encodable {
        let index: String
        let molecules: Int
    }

    func run() throws {
        try OutputFile.requireDifferent(out, "--out", from: [input.file])
        let folder = URL(filePath: out).deletingLastPathComponent().path
        // Said before the work rather than after it.
        if !FileManager.default.isWritableFile(atPath: folder) {
            throw FileError.cannotWrite(file: out, reason: "the folder \(folder) cannot be written to")
        }
        let known = try KnownMoleculesBuilder(input)
        try known.write(to: out)
        if input.json.isRequested {
            try JSONOutput.print(Summary(index: out, molecules: known.count))
        } else {
            StandardOutput.show("\(out): \(known.count) molecules")
        }
    }
}

extension KnownMoleculesBuilder {
    /// Reads the molecules of a file on all cores.
    init(_ input: MoleculeInput) throws {
        self.init()
        try input.read(
            { molecule, row in Entry(molecule, name: row.name) },
            { _, entry in
                if case .success(let entry) = entry { add(entry) }
            })
    }
}
