internal import QuartetEngine
internal import QuartetText

/// How well a student follows its teacher on texts that it was not trained on.
public struct DistillationFigures: Sendable, Encodable {
    /// Pairs of one language that are measured.
    public struct Validation: Sendable {
        /// Such as "en-de".
        public let name: String
        public let pairs: [PairTable.Pair]

        public init(name: String, pairs: [PairTable.Pair]) { (self.name, self.pairs) = (name, pairs) }
    }

    /// One language's.
    public struct Language: Sendable, Encodable {
        public let name: String
        public let pairs: Int
        /// Mean cosine of the student's vectors of the originals with the teacher's.
        public let originalCosine: Double
        /// The same of its vectors of the translations.
        public let translationCosine: Double
        /// Share of the translations whose original is the nearest of all originals, by the student's vectors alone.
        public let retrieval: Double
    }

    public let languages: [Language]

    /// Mean cosine over all texts.
    public var cosine: Double {
        let sum = languages.reduce(0) { $0 + $1.originalCosine + $1.translationCosine }
        return sum / Double(max(2 * languages.count, 1))
    }
}

/// Validation pairs with the teacher's vectors of their originals.
struct DistillationJudge {
    private let validations: [(validation: DistillationFigures.Validation, teacher: [[Float]])]

    init(_ validations: [DistillationFigures.Validation], teacher: SentenceEncoder) throws {
        self.validations = try validations.filter { !$0.pairs.isEmpty }.map {
            ($0, try teacher.vectors(of: $0.pairs.map(\.source)))
        }
    }

    var isEmpty: Bool { validations.isEmpty }

    /// - Parameter vectors: the student's.
    func figures(_ vectors: ([String]) throws -> [[Float]]) throws -> DistillationFigures {
        DistillationFigures(
            languages: try validations.map { validation, teacher in
                let originals = try vectors(validation.pairs.map(\.source))
                let translations = try vectors(validation.pairs.map(\.target))
                let found = translations.indices.count { index in
                    let scores = originals.map { Self.product($0, translations[index]) }
                    return scores.max() == scores[index]
                }
                return .init(
                    name: validation.name, pairs: validation.pairs.count,
                    originalCosine: Self.mean(originals, teacher),
                    translationCosine: Self.mean(translations, teacher),
                    retrieval: Double(found) / Double(translations.count))
            })
    }

    private static func mean(_ one: [[Float]], _ other: [[Float]]) -> Double {
        zip(one, other).reduce(0) { $0 + Double(product($1.0, $1.1)) } / Double(one.count)
    }

    private static func product(_ one: [Float], _ other: [Float]) -> Float {
        var sum: Float = 0
        for index in one.indices { sum += one[index] * other[index] }
        return sum
    }
}
