/// Surprises that were computed before, by key; newer ones overwrite older ones.
///
/// Traffic is repetitive: nearly every number occurs in a combination that occurred a moment ago. Used by one thread at a
/// time.
struct SurpriseCache {
    private var keys: [UInt64]
    private var values: [Float]

    private static let size = 1 << 16

    init() {
        keys = [UInt64](repeating: 0, count: Self.size)
        values = [Float](repeating: 0, count: Self.size)
    }

    /// - Parameter key: well mixed, as by ``KeyTable/combined(_:_:)``, and so never 0.
    @inline(__always) mutating func value(of key: UInt64, orElse make: () -> Float) -> Float {
        let place = Int(truncatingIfNeeded: key) & (Self.size - 1)
        if keys[place] == key { return values[place] }
        let value = make()
        keys[place] = key
        values[place] = value
        return value
    }
}
