internal import CKernels

/// Vectors in a byte an element, and the exact search for those that are most similar to a query.
///
/// A vector v is stored as a scale s = max |v| / 127 and codes c = v / s, rounded. The score of a vector is the inner
/// product of its codes with the query's, times both scales: for vectors of length 1 their cosine to within about 0.001.
/// A search reads all codes once, at the memory's rate.
///
/// The place of a vector is the number of those before it.
public struct Int8VectorIndex: Sendable, Equatable {
    /// A vector that was found.
    public struct Match: Sendable, Equatable {
        public let place: Int
        /// The inner product with the query, as codes and scales give it.
        public let score: Float
    }

    /// Elements of each vector.
    public let width: Int
    var codes: [Int8] = []
    var scales: [Float] = []

    /// The widest vectors that an index takes.
    public static let widest = Int(QK_SCAN_MAX_WIDTH)

    /// - Parameter width: from 1 to ``widest``.
    public init(width: Int) {
        guard (1...Self.widest).contains(width) else {
            fatalError("an index has vectors of 1 to \(Self.widest) elements, not \(width)")
        }
        self.width = width
    }

    public var count: Int { scales.count }

    /// Makes room for a number of vectors.
    public mutating func reserveCapacity(_ count: Int) {
        scales.reserveCapacity(count)
        codes.reserveCapacity(count * width)
    }

    /// Adds a vector. One with an element that is not finite becomes zero, and is similar to nothing.
    public mutating func append(_ vector: [Float]) {
        requireWidth(vector)
        scales.append(Self.quantize(vector, appendingTo: &codes))
    }

    private func requireWidth(_ vector: [Float]) {
        if vector.count != width {
            fatalError("the index has vectors of \(width) elements, not \(vector.count)")
        }
    }

    /// Appends a vector's codes; returns its scale.
    private static func quantize(_ vector: [Float], appendingTo codes: inout [Int8]) -> Float {
        let most = vector.reduce(0) { max($0, abs($1)) }
        let inverse = 127 / most
        guard inverse.isFinite, vector.allSatisfy(\.isFinite) else {
            codes.append(contentsOf: repeatElement(0, count: vector.count))
            return 0
        }
        for element in vector { codes.append(Int8((element * inverse).rounded(.toNearestOrEven))) }
        return most / 127
    }
}

extension Int8VectorIndex {
    /// The vectors with the greatest scores, the greatest first; of equals the one added first.
    ///
    /// - Parameters:
    ///   - count: at most so many are found.
    ///   - skipped: places that are left out.
    ///   - threads: of the calling thread's pool; the result does not depend on them.
    public func nearest(
        to query: [Float], count: Int, skipping skipped: PlaceSet = [], threads: Int = 1
    ) -> [Match] {
        requireWidth(query)
        let wanted = min(max(count, 0), self.count)
        guard wanted > 0 else { return [] }
        var queryCodes: [Int8] = []
        var scan = qk_int8_scan()
        scan.query_scale = Self.quantize(query, appendingTo: &queryCodes)
        (scan.rows, scan.width, scan.count) = (Int64(self.count), Int64(width), Int64(wanted))
        scan.threads = Int32(min(max(threads, 1), 64))
        let words = skipped.isEmpty ? [] : skipped.words(count: self.count)
        var best = [qk_scored_row](
            repeating: qk_scored_row(row: -1, score: 0), count: wanted * Int(scan.threads))
        codes.withUnsafeBufferPointer { codes in
            scales.withUnsafeBufferPointer { scales in
                queryCodes.withUnsafeBufferPointer { query in
                    words.withUnsafeBufferPointer { words in
                        best.withUnsafeMutableBufferPointer { best in
                            (scan.codes, scan.scales) = (codes.baseAddress, scales.baseAddress)
                            (scan.query, scan.best) = (query.baseAddress, best.baseAddress)
                            scan.skipped = words.isEmpty ? nil : words.baseAddress
                            qk_int8_scan_run(&scan)
                        }
                    }
                }
            }
        }
        return best.prefix(wanted).filter { $0.row >= 0 }.map { Match(place: Int($0.row), score: $0.score) }
    }
}

extension Int8VectorIndex {
    /// An index of stored codes and scales, which it takes over without a copy.
    ///
    /// - Parameter codes: `width` for each scale.
    public init(width: Int, scales: [Float], codes: [Int8]) {
        self.init(width: width)
        if codes.count != scales.count * width {
            fatalError("\(scales.count) vectors of \(width) elements, but \(codes.count) codes")
        }
        (self.scales, self.codes) = (scales, codes)
    }

    /// The inner product of one vector with a query, which is not rounded.
    public func score(of place: Int, for query: [Float]) -> Float {
        let start = place * width
        return scales[place] * (0..<width).reduce(Float(0)) { $0 + Float(codes[start + $1]) * query[$1] }
    }
}
