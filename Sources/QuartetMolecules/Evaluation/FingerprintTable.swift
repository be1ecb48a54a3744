internal import CFingerprints
internal import QuartetEngine
internal import QuartetFiles

/// Fingerprints of one size in a row, to be compared all with all.
struct FingerprintTable: Sendable {
    /// How similar a fingerprint is to those of a table, by Tanimoto.
    struct Similarity: Sendable {
        var largest: Double
        var mean: Double
        var meanSquare: Double
    }

    private var words: [UInt64] = []
    private var bits: [Int32] = []
    private var width = 0

    var count: Int { bits.count }

    init(_ fingerprints: some Collection<MorganFingerprint>) {
        words.reserveCapacity(fingerprints.count * (fingerprints.first?.words.count ?? 0))
        bits.reserveCapacity(fingerprints.count)
        for fingerprint in fingerprints {
            if bits.isEmpty { width = fingerprint.words.count }
            if fingerprint.words.count != width {
                fatalError("FingerprintTable: \(fingerprint.words.count) words, expected \(width).")
            }
            words += fingerprint.words
            bits.append(Int32(fingerprint.bitCount))
        }
    }

    /// The similarities of each fingerprint to those of `others`, which has some, in order.
    func similarities(
        to others: FingerprintTable
    ) throws -> [Similarity] {
        if width != others.width { fatalError("FingerprintTable: widths \(width) and \(others.width).") }
        var result: [Similarity] = []
        result.reserveCapacity(count)
        var next = 0
        let count = count
        try OrderedPipeline.run(
            reading: {
                if next >= count { return nil }
                defer { next += Self.rowsAtOnce }
                return next..<min(next + Self.rowsAtOnce, count)
            }, workers: Machine.threads,
            working: { rows in similarities(of: rows, to: others) },
            { _, found in
                result += found
                return true
            })
        return result
    }

    // A quarter of a megabyte of the others stays in the cache while these rows pass it.
    private static let rowsAtOnce = 64
    private static let othersAtOnce = 2048

    private func similarities(of rows: Range<Int>, to others: FingerprintTable) -> [Similarity] {
        var sums = [cf_similarities](
            repeating: cf_similarities(largest: 0, sum: 0, sum_of_squares: 0), count: rows.count)
        words.withUnsafeBufferPointer { own in
            others.words.withUnsafeBufferPointer { words in
                others.bits.withUnsafeBufferPointer { bits in
                    guard let own = own.baseAddress, let words = words.baseAddress,
                        let bits = bits.baseAddress
                    else { return }
                    for first in stride(from: 0, to: others.count, by: Self.othersAtOnce) {
                        let size = min(Self.othersAtOnce, others.count - first)
                        for row in rows {
                            cf_add_similarities(
                                own + row * width, words + first * width, bits + first, Int64(width),
                                Int64(size),
                                &sums[row - rows.lowerBound])
                        }
                    }
                }
            }
        }
        let count = Double(others.count)
        return sums.map {
            Similarity(
                largest: Double($0.largest), mean: $0.sum / count, meanSquare: $0.sum_of_squares / count)
        }
    }
}
