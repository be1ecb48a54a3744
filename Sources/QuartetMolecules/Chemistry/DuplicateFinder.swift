internal import QuartetFiles

/// A row that repeats an earlier one, and in what sense.
public struct Duplicate: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The same compound, salt and all.
        case same
        /// The same parent from another salt or solvate.
        case saltForm = "salt form"
        /// The same parent but for stereo.
        case stereoVariant = "stereo variant"
        /// Another tautomer.
        case tautomer
    }

    public let kind: Kind
    /// The first row of that structure.
    public let row: Int

    public init(kind: Kind, row: Int) {
        self.kind = kind
        self.row = row
    }
}

/// Remembers the structures of a table and says which row repeats which: the strictest sense that fits.
///
/// It keeps 64-bit hashes in place of texts, about 100 MB for a million rows; that two of a million different structures
/// share one has a chance of 1 in 37 million.
public struct DuplicateFinder: Sendable {
    private var firstRows: [Duplicate.Kind: [UInt64: UInt32]] = [:]

    public init() {}

    /// Notes the structure of a row.
    /// - Returns: nil for the first of its kind.
    public mutating func note(_ key: StructureKey, of parent: Parent, row: Int) -> Duplicate? {
        let whole = key.exact + " " + parent.removed.joined(separator: " ")
        let texts: [(Duplicate.Kind, String?)] = [
            (.same, whole), (.saltForm, key.exact), (.stereoVariant, key.withoutStereo),
            (.tautomer, key.tautomer),
        ]
        var found: Duplicate?
        for (kind, text) in texts {
            guard let text else { continue }
            let hash = Fingerprint(text).value.mixed
            if let first = firstRows[kind]?[hash] {
                if found == nil { found = Duplicate(kind: kind, row: Int(first)) }
            } else {
                firstRows[kind, default: [:]][hash] = UInt32(clamping: row)
            }
        }
        return found
    }
}
