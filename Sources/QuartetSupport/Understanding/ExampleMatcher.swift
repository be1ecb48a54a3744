internal import Foundation

/// Which of several groups of example messages a message belongs to: by the cosine of their vectors, or without an encoder
/// by their common content words.
package struct ExampleMatcher: Sendable {
    private struct Example: Sendable {
        let group: String
        let vector: [Float]
        let words: Set<String>
    }

    private let examples: [Example]

    /// - Parameters:
    ///   - groups: the examples of each group, by its name.
    ///   - encode: texts to vectors; nil without an encoder.
    package init(
        _ groups: [(name: String, messages: [String])], encode: ([String]) throws -> [[Float]]?
    ) rethrows {
        let all = groups.flatMap { group in group.messages.map { (group: group.name, text: $0) } }
        let vectors = try encode(all.map(\.text))
        examples = all.enumerated().map { index, example in
            Example(
                group: example.group, vector: vectors?[index] ?? [],
                words: Set(SearchWords(example.text).content))
        }
    }

    /// The group of the nearest example, and how near it is, from 0 to 1.
    package func nearest(to message: String, vector: [Float]?) -> (group: String, similarity: Double)? {
        let words = Set(SearchWords(message).content)
        var best: (group: String, similarity: Double)?
        for example in examples {
            let similarity: Double
            if let vector, vector.count == example.vector.count {
                similarity = Double(zip(vector, example.vector).reduce(Float(0)) { $0 + $1.0 * $1.1 })
            } else {
                let shared = Double(words.intersection(example.words).count)
                similarity = shared / max(Double(words.count) * Double(example.words.count), 1).squareRoot()
            }
            if similarity > best?.similarity ?? -1 { best = (example.group, similarity) }
        }
        return best
    }
}
