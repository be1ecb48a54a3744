public import QuartetFiles

extension Int8VectorIndex {
    /// The codes of some vectors, as a file or a database stores them.
    public func codeBytes(of places: Range<Int>) -> [UInt8] {
        codes[places.lowerBound * width..<places.upperBound * width].map { UInt8(bitPattern: $0) }
    }

    /// The scales of some vectors, as a file or a database stores them: float32, little endian.
    public func scaleBytes(of places: Range<Int>) -> [UInt8] {
        scales[places].flatMap { scale in
            (0..<4).map { UInt8(truncatingIfNeeded: scale.bitPattern >> (8 * $0)) }
        }
    }

    /// Adds vectors that ``codeBytes(of:)`` and ``scaleBytes(of:)`` of an index of the same width returned.
    ///
    /// - Throws: ``VectorIndexError`` if codes and scales do not belong together or a scale is not a number of 0 or more;
    ///   nothing is added then.
    public mutating func append(codes newCodes: RawSpan, scales newScales: RawSpan) throws(VectorIndexError) {
        let added = newScales.byteCount / 4
        let (bytes, overflows) = added.multipliedReportingOverflow(by: width)
        guard newScales.byteCount.isMultiple(of: 4), !overflows, newCodes.byteCount == bytes else {
            throw .sizes(codes: newCodes.byteCount, scales: newScales.byteCount, width: width)
        }
        let before = count
        for place in 0..<added {
            let bits = newScales.unsafeLoadUnaligned(fromByteOffset: 4 * place, as: UInt32.self)
            let scale = Float(bitPattern: UInt32(littleEndian: bits))
            guard scale >= 0, scale.isFinite else {
                scales.removeSubrange(before...)
                throw .scale(place: place, scale)
            }
            scales.append(scale)
        }
        newCodes.withUnsafeBytes { codes.append(contentsOf: $0.bindMemory(to: Int8.self)) }
    }
}

/// Stored vectors that cannot be used.
public enum VectorIndexError: UserFacingError, Equatable {
    /// The bytes of codes and scales are not those of one number of vectors.
    case sizes(codes: Int, scales: Int, width: Int)
    /// A scale is not a number, or is below 0.
    case scale(place: Int, Float)

    public var kind: FailureKind { .badData }

    public var description: String {
        switch self {
        case .sizes(let codes, let scales, let width):
            "stored vectors have \(codes) bytes of codes and \(scales) of scales; for vectors of \(width) elements a "
                + "scale of 4 bytes goes with \(width) codes: make the vectors anew"
        case .scale(let place, let scale):
            "stored vector \(place + 1) has the scale \(scale), expected a number of 0 or more: make the vectors anew"
        }
    }
}
