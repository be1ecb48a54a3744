import QuartetCommandLine
import QuartetMolecules

/// Rows so far: progress on standard error, and a summary of those that have no result.
struct MoleculeCount {
    private(set) var rows = 0
    private let quiet: Bool
    private var readable = 0
    private var refused = 0
    private var setAside = 0
    private var firstRefusal = ""
    private var lastReport = ContinuousClock.now

    init(quiet: Bool) { self.quiet = quiet }

    mutating func add<Product>(_ row: MoleculeRow, isRead: Bool, _ result: Result<Product, MoleculeError>) {
        rows += 1
        if isRead { readable += 1 }
        if case .failure(let error) = result {
            if error.fault == .setAside { setAside += 1 } else { refused += 1 }
            if firstRefusal.isEmpty { firstRefusal = "line \(row.line): \(error.reason)" }
        }
        guard !quiet, ContinuousClock.now - lastReport > .seconds(10) else { return }
        lastReport = .now
        StandardError.print("\(rows) rows, \(refused + setAside) without a result")
    }

    /// - Throws: ``MoleculeFileError`` when no row was a molecule.
    func finish(_ file: String) throws(MoleculeFileError) {
        if readable == 0 {
            throw MoleculeFileError(file: file, reason: .nothingReadable(rows: rows, first: firstRefusal))
        }
        let counts = [(refused, "refused"), (setAside, "set aside")].filter { $0.0 > 0 }
        if quiet || counts.isEmpty { return }
        let text = counts.enumerated().map { index, count in
            index == 0 ? "\(count.0) of \(rows) rows \(count.1)" : "\(count.0) \(count.1)"
        }
        StandardError.print("\(file): \(text.joined(separator: ", ")); the first: \(firstRefusal)")
    }
}
