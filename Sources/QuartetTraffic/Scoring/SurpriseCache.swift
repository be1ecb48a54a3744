/// Surprises that were worked out before, by key; a newer one takes the place of an older one.
///
/// Traffic repeats itself: nearly every number is asked for in a combination that was asked for a moment ago. Used by one
/// thread at a time.
struct SurpriseCache {
    private var keys: [UInt64]
    private var values: [Float]

    private static let size = 1 << 16

    init() {
        keys = [UInt64](repeating: 0, count: Self.size)
        values = [Float](repeating: 0, count: Self.size)
    }

    /// Lookups in a loop, without the arrays' own bookkeeping at each.
    struct Places {
        fileprivate let keys: UnsafeMutableBufferPointer<UInt64>
        fileprivate let values: UnsafeMutableBufferPointer<Float>

        /// - Parameter key: well mixed, as by ``KeyTable/combined(_:_:)``, and so never 0.
        @inline(__always) func value(of key: UInt64, orElse make: () -> Float) -> Float {
            let place = Int(truncatingIfNeeded: key) & (SurpriseCache.size - 1)
            if keys[place] == key { return values[place] }
            let value = make()
            (keys[place], values[place]) = (key, value)
            return value
        }
    }

    mutating func withPlaces<Result>(_ body: (Places) -> Result) -> Result {
        keys.withUnsafeMutableBufferPointer { keys in
            values.withUnsafeMutableBufferPointer { body(Places(keys: keys, values: $0)) }
        }
    }
}
