internal import Foundation
public import QuartetFiles

/// A folder of dockings that were done, each in a file of its own, written whole or not at all: none is done twice, a run
/// that was killed goes on where it was, and several runs may share it.
public struct DockingCache: Sendable {
    /// What a docking depends on.
    struct Key: Codable, Equatable, Sendable {
        let smiles: String
        /// The fingerprint of the receptor's file.
        let receptor: String
        let box: String
        /// As Vina names itself.
        let version: String
        let seed: Int
        let exhaustiveness: Int
        /// Raised whenever the program makes other ligands from the same SMILES.
        var preparation = 1
    }

    private struct Entry: Codable {
        let key: Key
        var docking: Docking?
        /// Seconds within which Vina did not finish.
        var tooSlow: Double?
    }

    /// What a file says.
    enum Record {
        case done(Docking)
        case tooSlow(limit: Double)
    }

    public let folder: String

    /// - Throws: `FileError` when the folder cannot be made.
    public init(folder: String) throws(FileError) {
        self.folder = folder
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .cannotWrite(file: folder, reason: error.localizedDescription)
        }
    }

    /// Nil for what is not there, and for a damaged file, which the next docking replaces.
    func record(of key: Key) -> Record? {
        guard let bytes = try? FileBytes.read(path(of: key), limit: 1 << 24),
            let entry = try? JSONDecoder().decode(Entry.self, from: Data(bytes)), entry.key == key
        else { return nil }
        if let docking = entry.docking, !docking.poses.isEmpty { return .done(docking) }
        return entry.tooSlow.map { .tooSlow(limit: $0) }
    }

    func keep(_ record: Record, of key: Key) throws {
        var entry = Entry(key: key)
        switch record {
        case .done(let docking): entry.docking = docking
        case .tooSlow(let limit): entry.tooSlow = limit
        }
        try AtomicFile.write(JSONEncoder.sorted.text(entry) + "\n", to: path(of: key))
    }

    /// The file's name is a fingerprint; the file itself has the whole key.
    private func path(of key: Key) -> String {
        let parts = [key.smiles, key.receptor, key.box, key.version]
        let numbers = [key.seed, key.exhaustiveness, key.preparation].map(String.init)
        let name = Fingerprint((parts + numbers).joined(separator: "\n")).value
        return folder + "/" + String(format: "%016lx", name) + ".json"
    }
}
