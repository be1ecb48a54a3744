internal import QuartetEngine

/// The classes of cloth in the metadata of a weights file.
extension FabricClass {
    static let metadataKey = "classes"

    /// Names with spaces between.
    static func list(_ classes: [FabricClass]) -> String { classes.map(\.rawValue).joined(separator: " ") }

    /// The classes that a file names, in its order.
    ///
    /// - Parameters:
    ///   - count: the number of classes of its network.
    ///   - file: its path, for errors.
    /// - Throws: `CheckpointError` for an unknown class, or another number of them.
    static func named(in metadata: [String: String], count: Int, file: String) throws(CheckpointError)
        -> [FabricClass]
    {
        let names = (metadata[metadataKey] ?? "").split(separator: " ").map(String.init)
        let classes = try names.map { name throws(CheckpointError) in
            if let known = FabricClass(rawValue: name) { return known }
            throw CheckpointError(
                file: file, "is for a class of cloth \"\(name)\"; expected \(allCases.map(\.rawValue))")
        }
        if classes.count != count {
            throw CheckpointError(file: file, "names \(classes.count) classes of cloth for \(count)")
        }
        return classes
    }
}
