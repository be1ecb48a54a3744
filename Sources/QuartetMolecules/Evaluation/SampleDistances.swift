/// Distances and similarities of two samples of simple things.
enum SampleDistances {
    /// The Wasserstein distance of two lists of numbers, each with an element: the area between their distribution functions
    /// (Vallender, Theory Probab. Appl. 1974, 18, 784).
    static func wasserstein(_ first: [Double], _ second: [Double]) -> Double {
        let (a, b) = (first.sorted(), second.sorted())
        var (i, j, area) = (0, 0, 0.0)
        var place = min(a[0], b[0])
        while i < a.count || j < b.count {
            let next = min(i < a.count ? a[i] : .infinity, j < b.count ? b[j] : .infinity)
            area += (next - place) * abs(Double(i) / Double(a.count) - Double(j) / Double(b.count))
            place = next
            while i < a.count, a[i] == place { i += 1 }
            while j < b.count, b[j] == place { j += 1 }
        }
        return area
    }

    /// The cosine of the angle between two tables of counts; nil when one of them is empty.
    static func cosine(_ first: [String: Int], _ second: [String: Int]) -> Double? {
        if first.isEmpty || second.isEmpty { return nil }
        var product = 0.0
        for (key, count) in first { product += Double(count) * Double(second[key] ?? 0) }
        func length(_ counts: [String: Int]) -> Double {
            counts.values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        }
        return product / (length(first) * length(second))
    }

    /// How often each text occurs.
    static func counts(_ texts: some Sequence<String>) -> [String: Int] {
        var counts: [String: Int] = [:]
        for text in texts { counts[text, default: 0] += 1 }
        return counts
    }
}
