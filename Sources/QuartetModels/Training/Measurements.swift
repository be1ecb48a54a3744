/// What a step measured: numbers by name, in order.
public struct Measurements: Sendable, ExpressibleByDictionaryLiteral {
    public let all: [(name: String, value: Double)]

    init(_ all: [(name: String, value: Double)]) { self.all = all }

    public init(dictionaryLiteral elements: (String, Double)...) {
        all = elements.map { (name: $0, value: $1) }
    }

    /// The number of that name, which must have been measured.
    public subscript(_ name: String) -> Double {
        guard let entry = all.first(where: { $0.name == name }) else {
            fatalError("\(name) was not measured: \(all.map(\.name)).")
        }
        return entry.value
    }

    var dictionary: [String: Double] { Dictionary(all.map { ($0.name, $0.value) }) { $1 } }

    /// With short names, for a progress line.
    var progress: [(name: String, value: Double)] {
        all.map { (Self.shortNames[$0.name] ?? $0.name, $0.value) }
    }

    private static let shortNames = [
        "reconstruction": "-log p", "divergence": "KL", "discriminatorLoss": "D", "generatorLoss": "G",
        "realProbability": "p(real)", "generatedProbability": "p(generated)",
    ]
}
