/// A cloth whose pattern is woven in: the ink of each thread of one repeat.
struct ThreadInks: Sendable, Codable, Equatable {
    /// Warp threads from left to right, and weft threads from top to bottom.
    var warp: [UInt8]
    var weft: [UInt8]
    /// One repeat of the weave, a row for each pick: 1 where the warp lies on top. "1" shows the warp only, "0" the weft.
    var weave: [String]

    static let limit = 16384

    /// Whether the weave repeats in the threads.
    var isValid: Bool {
        guard let ends = weave.first?.count, (1...64).contains(ends), (1...64).contains(weave.count),
            weave.allSatisfy({ $0.count == ends && $0.allSatisfy { "01".contains($0) } })
        else { return false }
        return (1...Self.limit).contains(warp.count) && (1...Self.limit).contains(weft.count)
            && warp.count % ends == 0 && weft.count % weave.count == 0
    }

    /// Number of inks with the ground.
    var count: Int { 1 + Int(max(warp.max() ?? 0, weft.max() ?? 0)) }

    /// Whether the warp shows, for each end of each pick of the weave.
    var showsWarp: [[Bool]] { weave.map { $0.map { $0 == "1" } } }
}
