/// A set of places from 0 on, a bit each, as the scan of an index reads it.
public struct PlaceSet: Sendable, Equatable, ExpressibleByArrayLiteral {
    private var words: [UInt64] = []

    public init() {}

    public init(arrayLiteral places: Int...) { for place in places { insert(place) } }

    /// - Parameter place: 0 or more.
    public mutating func insert(_ place: Int) {
        if place / 64 >= words.count {
            words.append(contentsOf: repeatElement(0, count: place / 64 + 1 - words.count))
        }
        words[place / 64] |= 1 << UInt64(place % 64)
    }

    public mutating func remove(_ place: Int) {
        if place / 64 < words.count { words[place / 64] &= ~(1 << UInt64(place % 64)) }
    }

    public func contains(_ place: Int) -> Bool {
        place / 64 < words.count && words[place / 64] >> UInt64(place % 64) & 1 == 1
    }

    public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// The bits of the places below `count`, in whole words.
    func words(count: Int) -> [UInt64] {
        let needed = (count + 63) / 64
        return Array(words.prefix(needed)) + repeatElement(0, count: max(0, needed - words.count))
    }
}
