/// A set of characters, as an expression describes it.
indirect enum CharacterClass: Sendable, Equatable {
    case range(ClosedRange<UInt32>)
    /// A sorted list of ranges that do not touch.
    case ranges([ClosedRange<UInt32>])
    /// Characters of some general categories.
    case categories(CategorySet)
    /// `\s` or `\w`.
    case property(ScalarClass)
    case union([CharacterClass])
    case intersection(CharacterClass, CharacterClass)
    case inverse(CharacterClass)
    /// Characters of which some case is in the set.
    case anyCase(CharacterClass)

    static func single(_ scalar: Unicode.Scalar) -> CharacterClass { .range(scalar.value...scalar.value) }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        switch self {
        case .range(let range): return range.contains(value)
        case .ranges(let ranges):
            var (low, high) = (0, ranges.count)
            while low < high {
                let middle = (low + high) / 2
                if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
            }
            return low < ranges.count && ranges[low].lowerBound <= value
        case .categories(let set): return set.contains(CategorySet.of(scalar))
        case .property(let property): return ScalarClass.of(scalar).contains(property)
        case .union(let parts): return parts.contains { $0.contains(scalar) }
        case .intersection(let left, let right): return left.contains(scalar) && right.contains(scalar)
        case .inverse(let other): return !other.contains(scalar)
        case .anyCase(let other):
            return other.contains(scalar) || other.contains(scalar.lowered)
                || other.contains(scalar.raised) || other.contains(scalar.folded)
        }
    }
}

extension Unicode.Scalar {
    /// Its case mappings, where they are single characters.
    fileprivate var lowered: Unicode.Scalar { single(properties.lowercaseMapping) }
    fileprivate var raised: Unicode.Scalar { single(properties.uppercaseMapping) }

    /// The small letter of its capital: s for the long s, too.
    var folded: Unicode.Scalar { raised.lowered }

    private func single(_ mapping: String) -> Unicode.Scalar {
        let scalars = mapping.unicodeScalars
        return scalars.count == 1 ? scalars.first ?? self : self
    }
}

/// A class with its ASCII characters as bits, because most text is ASCII.
struct CompiledClass: Sendable {
    private let full: CharacterClass
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    init(_ full: CharacterClass) {
        self.full = full
        for value in UInt8(0)..<64 where full.contains(Unicode.Scalar(value)) { low |= 1 << UInt64(value) }
        for value in UInt8(64)..<128 where full.contains(Unicode.Scalar(value)) {
            high |= 1 << UInt64(value - 64)
        }
    }

    /// The number of bytes of the character at a place, or 0 if it is not of this class.
    @inline(__always)
    func length(_ bytes: Span<UInt8>, at index: Int) -> Int {
        let byte = bytes[index]
        if byte < 64 { return low >> UInt64(byte) & 1 == 1 ? 1 : 0 }
        if byte < 128 { return high >> UInt64(byte - 64) & 1 == 1 ? 1 : 0 }
        let (scalar, length) = bytes.scalar(at: index)
        return full.contains(scalar) ? length : 0
    }
}
