/// Precision and recall of labelled parts of texts: one counts only if its label, start and end are all right, as in the
/// evaluation of CoNLL-2003 (Tjong Kim Sang & De Meulder, 2003).
public struct SpanMatch: Sendable, Equatable {
    /// Parts that were found, that were expected, and that are both.
    public let found, expected, right: Int

    /// - Parameters:
    ///   - found: the parts of each text, without repetition.
    ///   - expected: likewise, in the same order of texts.
    public init<Span: Hashable>(_ found: [[Span]], expected: [[Span]]) {
        self.found = found.reduce(0) { $0 + $1.count }
        self.expected = expected.reduce(0) { $0 + $1.count }
        right = zip(found, expected).reduce(0) { $0 + Set($1.0).intersection($1.1).count }
    }

    /// The share of the found parts that are right; 0 if none was found.
    public var precision: Double { Double(right) / Double(max(found, 1)) }

    /// The share of the expected parts that were found; 0 if none was expected.
    public var recall: Double { Double(right) / Double(max(expected, 1)) }

    /// The harmonic mean of both.
    public var f1: Double { 2 * Double(right) / Double(max(found + expected, 1)) }
}
