import QuartetEngine
import QuartetTraffic
import Testing

@Suite struct KnotIndexTests {
    static let knots: [[Float]] = [
        (0..<300).map { Float($0) * 0.01 },
        (0..<500).map { Float($0 * $0) * 1e-9 + 1e-12 },
        [-3, -2, -1, 0, 1, 2], [-5, -1], [7], [0], [.leastNonzeroMagnitude, 1e-30, 1e30],
        CounterRandom.normals(400, seed: 1, stream: 0).sorted(),
    ]

    /// The index finds the same knot as a search from the first one: at knots, between them, and next to them.
    @Test(arguments: KnotIndexTests.knots)
    func findsTheFirstKnotThatIsNotBelow(knots: [Float]) {
        let between = zip(knots, knots.dropFirst()).map { ($0 + $1) / 2 }
        let values = knots + knots.map(\.nextDown) + knots.map(\.nextUp) + between
        let index = KnotIndex(knots)
        for value in values where value > knots[0] && value <= knots[knots.count - 1] {
            let place = index.place(of: value, in: knots.span)
            #expect(place == knots.firstIndex { $0 >= value })
        }
    }
}
