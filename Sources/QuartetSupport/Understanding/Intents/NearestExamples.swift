internal import QuartetEngine

/// The vectors of known examples, by which a text is compared with each class: by cosines with what customers wrote.
struct NearestExamples: Sendable {
    let classes: Int
    /// The class of each example.
    let labels: [Int32]

    /// What the cosines of a text with all examples say.
    struct Summary {
        /// Of each class the mean of its three largest cosines; -1 for a class without examples.
        var means: [Float]
        /// The largest cosine of each class.
        var largest: [Float]
    }

    /// Cosines of a class whose mean counts.
    private static let neighbours = 3
    /// Examples that a model keeps, of all classes together.
    private static let most = 16_384

    /// The examples that are kept of so many: of large classes some, evenly spread.
    static func kept(_ labels: [Int32], classes: Int) -> [Int] {
        let limit = max(most / max(classes, 1), neighbours)
        var rows = [[Int]](repeating: [], count: classes)
        for (row, label) in labels.enumerated() { rows[Int(label)].append(row) }
        return rows.flatMap { rows in
            rows.count <= limit ? rows : (0..<limit).map { rows[$0 * rows.count / limit] }
        }.sorted()
    }

    /// - Parameter isUsed: whether an example takes part; all do by default.
    func summary(
        _ cosines: UnsafeBufferPointer<Float>, isUsed: (Int) -> Bool = { _ in true }
    ) -> Summary {
        let places = Self.neighbours
        var best = [Float](repeating: -1, count: classes * places)
        var counts = [Int](repeating: 0, count: classes)
        for (index, label) in labels.enumerated() where isUsed(index) {
            let (cosine, first) = (cosines[index], Int(label) * places)
            counts[Int(label)] += 1
            if cosine <= best[first + places - 1] { continue }
            var place = first + places - 1
            while place > first, best[place - 1] < cosine {
                best[place] = best[place - 1]
                place -= 1
            }
            best[place] = cosine
        }
        let means = (0..<classes).map { label -> Float in
            let count = min(counts[label], places)
            if count == 0 { return -1 }
            return best[label * places..<label * places + count].reduce(0, +) / Float(count)
        }
        return Summary(means: means, largest: (0..<classes).map { best[$0 * places] })
    }
}
