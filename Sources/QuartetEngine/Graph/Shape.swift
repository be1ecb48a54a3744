/// The extents of a tensor, outermost first. A picture batch is `[batch, height, width, channels]`.
///
/// A shape is checked once, when it is made: its number of elements, counted in bytes, cannot overflow. Use
/// ``init(checking:)`` for extents from a file or a user.
public struct Shape: Hashable, Sendable {
    /// Far more elements than any machine has memory for; their number of bytes still fits an `Int`.
    static let mostElements = 1 << 52

    private let extents: [Int]

    /// The product of the extents, 1 for a scalar.
    public let elementCount: Int

    /// Traps if an extent is negative or the shape has more than 2^52 elements.
    public init(_ extents: some Sequence<Int>) {
        let extents = Array(extents)
        guard let shape = Shape(checking: extents) else {
            fatalError("Shape: \(extents) has a negative extent or more than 2^52 elements.")
        }
        self = shape
    }

    /// A shape of untrusted extents; nil if one is negative or the shape would have more than 2^52 elements.
    ///
    /// Other extents are checked even if one is 0, so the product of any of them cannot overflow either.
    public init?(checking extents: [Int]) {
        var product = 1
        for extent in extents {
            let (larger, overflows) = product.multipliedReportingOverflow(by: Swift.max(extent, 1))
            if extent < 0 || overflows || larger > Self.mostElements { return nil }
            product = larger
        }
        self.extents = extents
        elementCount = extents.contains(0) ? 0 : product
    }

    public init(repeating extent: Int, count: Int) { self.init(repeatElement(extent, count: count)) }
}

extension Shape: ExpressibleByArrayLiteral {
    public init(arrayLiteral extents: Int...) { self.init(extents) }
}

extension Shape: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { extents.count }

    public subscript(axis: Int) -> Int {
        get { extents[axis] }
        set {
            var changed = extents
            changed[axis] = newValue
            self = Shape(changed)
        }
    }

    public subscript(axes: Range<Int>) -> ArraySlice<Int> { extents[axes] }
}

extension Shape: CustomStringConvertible {
    public var description: String { extents.description }
}

extension Shape {
    public static func + (outer: Shape, inner: Shape) -> Shape { Shape(outer.extents + inner.extents) }
    public static func + (outer: ArraySlice<Int>, inner: Shape) -> Shape { Shape(outer + inner.extents) }
    public static func + (outer: Shape, inner: ArraySlice<Int>) -> Shape { Shape(outer.extents + inner) }

    /// The shape that both operands of an elementwise operation are broadcast to, or nil if they do not match: aligned
    /// at the last axis, extents are equal or one of them is 1.
    func broadcast(with other: Shape) -> Shape? {
        let rank = Swift.max(count, other.count)
        var result = [Int](repeating: 1, count: rank)
        for axis in 0..<rank {
            let mine = axis < rank - count ? 1 : self[axis - (rank - count)]
            let theirs = axis < rank - other.count ? 1 : other[axis - (rank - other.count)]
            guard mine == theirs || mine == 1 || theirs == 1 else { return nil }
            result[axis] = mine == 1 ? theirs : mine
        }
        return Shape(result)
    }

    /// Row-major strides in elements.
    var rowMajorStrides: [Int] {
        var strides = [Int](repeating: 1, count: count)
        for axis in stride(from: count - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * self[axis + 1]
        }
        return strides
    }

    /// Strides that walk a row-major tensor of this shape as if it had the shape `target`: 0 along broadcast axes.
    func broadcastStrides(to target: Shape) -> [Int] {
        let own = rowMajorStrides
        let missing = target.count - count
        return target.indices.map { axis in
            axis < missing || self[axis - missing] == 1 ? 0 : own[axis - missing]
        }
    }
}
