import QuartetFiles

/// One way to change a file.
enum Mutation: CaseIterable {
    case flipBit, setByte, fillRun, truncate, remove, duplicate, splice, binaryNumber, digits, word

    /// What mutations take from.
    struct Material {
        let seeds: [[UInt8]]
        let words: [[UInt8]]
    }

    func apply(to bytes: inout [UInt8], _ material: Material, _ random: inout PhiloxGenerator) {
        switch self {
        case .flipBit:
            guard let place = Self.place(in: bytes, &random) else { return }
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case .setByte:
            guard let place = Self.place(in: bytes, &random) else { return }
            bytes[place] = .random(in: 0...255, using: &random)
        case .fillRun:
            let run = Self.run(in: bytes, &random)
            let values: [UInt8] = [0, 0xFF, 0x20, .random(in: 0...255, using: &random)]
            let value = values.randomElement(using: &random)!
            bytes.replaceSubrange(run, with: repeatElement(value, count: run.count))
        case .truncate:
            guard let place = Self.place(in: bytes, &random) else { return }
            bytes.removeLast(bytes.count - place)
        case .remove: bytes.removeSubrange(Self.run(in: bytes, &random))
        case .duplicate:
            let run = Self.run(in: bytes, &random)
            let copies = [1, 1, 2, 16, 300].randomElement(using: &random)!
            bytes.insert(contentsOf: repeatElement(bytes[run], count: copies).joined(), at: run.lowerBound)
        case .splice:
            let other = material.seeds.randomElement(using: &random) ?? []
            let run = Self.run(in: other, &random)
            bytes.replaceSubrange(Self.run(in: bytes, &random), with: other[run])
        case .binaryNumber: Self.setNumber(in: &bytes, &random)
        case .digits: Self.setDigits(in: &bytes, &random)
        case .word:
            guard let word = material.words.randomElement(using: &random) else { return }
            let run =
                Bool.random(using: &random) ? Self.run(in: bytes, &random) : Self.gap(in: bytes, &random)
            bytes.replaceSubrange(run, with: word)
        }
    }

    /// A position, half of the time among the first bytes, where formats keep their sizes.
    private static func place(in bytes: [UInt8], _ random: inout PhiloxGenerator) -> Int? {
        guard !bytes.isEmpty else { return nil }
        let reach = Bool.random(using: &random) ? min(bytes.count, 512) : bytes.count
        return .random(in: 0..<reach, using: &random)
    }

    private static func gap(in bytes: [UInt8], _ random: inout PhiloxGenerator) -> Range<Int> {
        let place = place(in: bytes, &random) ?? 0
        return place..<place
    }

    /// A few bytes, seldom many.
    private static func run(in bytes: [UInt8], _ random: inout PhiloxGenerator) -> Range<Int> {
        guard let place = place(in: bytes, &random) else { return 0..<0 }
        let length = [1, 2, 4, 8, 32, 256, 4096].randomElement(using: &random)!
        return place..<min(place + .random(in: 1...length, using: &random), bytes.count)
    }

    /// A whole number of one to eight bytes, in either order, becomes an extreme, or changes by one.
    private static func setNumber(in bytes: inout [UInt8], _ random: inout PhiloxGenerator) {
        let width = [1, 2, 4, 8].randomElement(using: &random)!
        guard bytes.count >= width, let place = place(in: bytes, &random) else { return }
        let range = min(place, bytes.count - width)..<(min(place, bytes.count - width) + width)
        let isLittle = Bool.random(using: &random)
        let old = (isLittle ? Array(bytes[range].reversed()) : Array(bytes[range])).reduce(UInt64(0)) {
            $0 << 8 | UInt64($1)
        }
        let top = UInt64(1) << UInt64(8 * width - 1)
        let extremes: [UInt64] = [
            0, 1, .max, top, top - 1, top >> 1, old &+ 1, old &- 1, old &* 2, 1 << 20, 1 << 31, 1 << 40,
        ]
        let new = extremes.randomElement(using: &random)!
        let big = (0..<width).reversed().map { UInt8(truncatingIfNeeded: new >> UInt64(8 * $0)) }
        bytes.replaceSubrange(range, with: isLittle ? big.reversed() : big)
    }

    private static let numbers = [
        "0", "-0", "1", "-1", "00", "0.5", "-1.5", "1e309", "-1e309", "1e-400", "NaN", "inf", "-inf", "0x10",
        "127", "255", "65536", "2147483648", "-2147483649", "4294967296", "9007199254740993",
        "9223372036854775807", "-9223372036854775808", "18446744073709551616",
        "1" + String(repeating: "0", count: 400),
    ].map { Array($0.utf8) }

    /// A number in digits becomes an extreme.
    private static func setDigits(in bytes: inout [UInt8], _ random: inout PhiloxGenerator) {
        let isDigit = { (byte: UInt8) in byte >= 0x30 && byte <= 0x39 }
        guard let place = place(in: bytes, &random),
            let first = bytes[place...].prefix(4096).firstIndex(where: isDigit)
        else { return }
        let end = bytes[first...].firstIndex { !isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(first..<end, with: numbers.randomElement(using: &random)!)
    }
}
