/// How a table of molecules is written, recognised by its first records: the separator, the column of structures, that of
/// names, and the headings.
struct TableLayout: Sendable, Equatable {
    let cells: SeparatedCells
    /// One for each column, all different.
    let headings: [String]
    let hasHeadings: Bool
    let structure: Int
    let name: Int?

    /// Records that decide.
    static let sampleSize = 64

    /// - Parameters:
    ///   - sample: the first lines that are not blank.
    ///   - column: the heading or the number of the structure column, if the user gives it.
    init(_ sample: [[UInt8]], column: String? = nil) throws(MoleculeFileError.Reason) {
        let separators = Array("\t,;|".utf8)
        let candidates = separators.compactMap { separator -> TableGuess? in
            let candidate = TableGuess(.separated(separator), sample)
            return candidate.isTable ? candidate : nil
        }
        let blanks = TableGuess(.blanks, sample)
        let given = column.map { name in candidates.first { $0.index(of: name) != nil } ?? blanks }
        let chosen =
            given ?? candidates.first { $0.structure != nil }
            ?? (blanks.structure == nil && !candidates.isEmpty
                ? candidates[0] : blanks)
        cells = chosen.cells
        if let column {
            guard let index = chosen.index(of: column) else {
                throw .noColumn(column, headings: chosen.first)
            }
            structure = index
        } else if let index = chosen.structure {
            structure = index
        } else if chosen.width <= 2, cells == .blanks {
            structure = 0
        } else {
            throw .noStructures(headings: chosen.first)
        }
        hasHeadings = chosen.hasHeadings(structure)
        headings = Self.distinct(
            hasHeadings
                ? chosen.first
                : (1...max(chosen.width, 1)).map { "column \($0)" }, width: chosen.width)
        name = Self.nameColumn(chosen, headings: hasHeadings ? chosen.first : nil, structure)
    }

    /// A name for each column, also for those that have none.
    private static func distinct(_ names: [String], width: Int) -> [String] {
        DistinctNames.of(
            (0..<max(names.count, width)).map { index in
                index < names.count && !names[index].isEmpty ? names[index] : "column \(index + 1)"
            })
    }

    private static func nameColumn(_ table: TableGuess, headings: [String]?, _ structure: Int) -> Int? {
        if table.cells == .blanks { return structure == 0 ? 1 : nil }
        let others = (0..<table.width).filter { $0 != structure }
        guard let headings else {
            return others.first { index in table.column(index).allSatisfy { Double($0) == nil } }
        }
        let plain = headings.map { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
        for word in ["name", "title", "id", "moleculename", "compoundname", "compoundid", "moleculeid"] {
            if let index = others.first(where: { $0 < plain.count && plain[$0] == word }) { return index }
        }
        return others.first { $0 < plain.count && (plain[$0].hasSuffix("id") || plain[$0].hasSuffix("name")) }
    }
}

/// A way to cut the sample into cells.
private struct TableGuess {
    let cells: SeparatedCells
    let records: [[String]]
    /// The best column by content; nil when none holds structures.
    private(set) var structure: Int?

    init(_ cells: SeparatedCells, _ sample: [[UInt8]]) {
        self.cells = cells
        records = sample.compactMap { cells.cells($0)?.map(\.trimmed) }
        structure = nil
        structure = bestColumn
    }

    var first: [String] { records.first ?? [] }
    var width: Int { cells == .blanks ? records.map(\.count).max() ?? 1 : first.count }

    /// Whether most records have as many cells as the first.
    var isTable: Bool { width > 1 && 2 * records.count(where: { $0.count == width }) > records.count }

    /// The cells of a column below the first record.
    func column(_ index: Int) -> [String] {
        records.dropFirst().compactMap { index < $0.count && !$0[index].isEmpty ? $0[index] : nil }
    }

    /// A heading, or a number counted from 1.
    func index(of column: String) -> Int? {
        if let index = first.firstIndex(of: column) { return index }
        if let number = Int(column), 1...max(width, 1) ~= number { return number - 1 }
        return first.firstIndex { $0.lowercased() == column.lowercased() }
    }

    static func isStructureHeading(_ cell: String) -> Bool {
        let word = cell.lowercased()
        return word.contains("smiles") || ["smi", "structure", "mol", "molecule", "compound"].contains(word)
    }

    /// The column with the most structures; headings decide between those of which half can be read.
    private var bestColumn: Int? {
        var best: (index: Int, value: (Int, Double, Double))?
        for index in 0..<width {
            let cells = column(index) + (first.indices.contains(index) ? [first[index]] : [])
            let sizes = cells.compactMap { try? Molecule(smiles: $0).atomCount }
            let heading = first.indices.contains(index) ? first[index].lowercased() : ""
            let named = heading == "smiles" ? 2 : heading.contains("smiles") ? 1 : 0
            guard named > 0 || (!sizes.isEmpty && 2 * sizes.count >= cells.count) else { continue }
            // Single letters are classes or elements: a column of structures has larger ones.
            let meanSize = Double(sizes.reduce(0, +)) / Double(max(sizes.count, 1))
            let value = (named, Double(sizes.count) / Double(max(cells.count, 1)), meanSize)
            if let best, best.value >= value { continue }
            best = (index, value)
        }
        return best?.index
    }

    /// Whether the first record names the columns.
    func hasHeadings(_ structure: Int) -> Bool {
        guard structure < first.count else { return false }
        let cell = first[structure]
        if Self.isStructureHeading(cell) { return true }
        if (try? Molecule(smiles: cell)) != nil || cells == .blanks { return false }
        // A wrong SMILES is no heading: it has brackets, bonds or digits.
        return cell.allSatisfy { $0.isLetter || $0 == "_" || $0 == " " }
            && first.allSatisfy { Double($0) == nil }
            && column(structure).contains { (try? Molecule(smiles: $0)) != nil }
    }
}
