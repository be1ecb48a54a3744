internal import QuartetModels

/// All vectors of a knowledge base in memory, as 8-bit codes, with the passage and the statement that each stands for.
package struct VectorIndex: Sendable {
    /// What one vector stands for.
    package struct Entry: Sendable, Equatable {
        package let passage: Int64
        package let grain: VectorTexts.Grain
        package let statement: UInt16

        package init(passage: Int64, grain: VectorTexts.Grain, statement: UInt16) {
            (self.passage, self.grain, self.statement) = (passage, grain, statement)
        }
    }

    package struct Hit: Sendable, Equatable {
        package let entry: Entry
        package let cosine: Float
    }

    private let index: Int8VectorIndex
    private let entries: [Entry]
    /// The rows of each passage.
    private let rows: [Int64: Range<Int>]

    /// The vectors that a knowledge base keeps of one encoder.
    package init(_ stored: StoredVectors) {
        index = Int8VectorIndex(width: max(stored.width, 1), scales: stored.scales, codes: stored.codes)
        entries = stored.passages.indices.map { row in
            Entry(
                passage: stored.passages[row],
                grain: VectorTexts.Grain(rawValue: stored.grains[row]) ?? .passage,
                statement: stored.statements[row])
        }
        var rows: [Int64: Range<Int>] = [:]
        for (row, entry) in entries.enumerated() {
            rows[entry.passage] = (rows[entry.passage]?.lowerBound ?? row)..<row + 1
        }
        self.rows = rows
    }

    package var count: Int { entries.count }

    /// All vectors of a passage.
    package func hits(of passage: Int64, for vector: [Float]) -> [Hit] {
        (rows[passage] ?? 0..<0).map { Hit(entry: entries[$0], cosine: index.score(of: $0, for: vector)) }
    }

    /// The nearest vectors, the nearest first.
    package func nearest(to vector: [Float], count: Int) -> [Hit] {
        index.nearest(to: vector, count: count).map { Hit(entry: entries[$0.place], cosine: $0.score) }
    }
}
