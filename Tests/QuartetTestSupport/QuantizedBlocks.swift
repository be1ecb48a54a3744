/// Blocks of quantised weights for tests, read by the description of each type, element by element.
public enum QuantizedBlocks {
    /// Elements and bytes of a block, by the type's number in the format. Types that are not quantised have none.
    public static let layouts: [UInt32: (elements: Int, bytes: Int)] = [
        2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 39: (32, 17),
        11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210),
    ]

    /// All types that matrices may have.
    public static let types: [UInt32] = [0, 1, 30] + layouts.keys.sorted()

    public static func blockLength(_ type: UInt32) -> Int { layouts[type]?.elements ?? 1 }

    /// Where a block has half-precision numbers: its scale, and after it the minimum of some types.
    public static func halves(_ type: UInt32) -> [Int] {
        switch type {
        case 3, 7, 12, 13: [0, 2]
        case 11: [108]
        case 14: [208]
        case 39: []
        default: [0]
        }
    }

    /// Random rows.
    public static func random(
        _ type: UInt32, rows: Int, columns: Int, _ generator: inout SeededGenerator
    ) -> [UInt8] {
        guard let (elements, size) = layouts[type] else {
            return (0..<rows * columns).flatMap { _ in
                let value = Float.random(in: -1...1, using: &generator)
                return switch type {
                case 0: GGUFBuilder.number(value.bitPattern)
                case 1: half(value)
                default: GGUFBuilder.number(UInt16(value.bitPattern >> 16))
                }
            }
        }
        return (0..<rows * columns / elements).flatMap { _ in
            var block = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
            // Scales of blocks of 256 are multiplied by others of six or eight bits.
            let least: Float = elements == 32 ? 0.001 : 0.0001
            for (place, at) in halves(type).enumerated() {
                let isMinimum = place == 1 && elements == 32
                let value = Float.random(in: isMinimum ? -0.2...0 : least...20 * least, using: &generator)
                block.replaceSubrange(at..<at + 2, with: half(value))
            }
            if type == 39 { block[0] = .random(in: 115...125, using: &generator) }
            return block
        }
    }

    public static func half(_ value: Float) -> [UInt8] { GGUFBuilder.number(Float16(value).bitPattern) }

    private static func half(_ bytes: ArraySlice<UInt8>, _ at: Int) -> Double {
        let first = bytes.startIndex + at
        return Double(Float16(bitPattern: UInt16(bytes[first]) | UInt16(bytes[first + 1]) << 8))
    }

    /// The rows' elements.
    public static func elements(_ bytes: [UInt8], _ type: UInt32) -> [Double] {
        guard let (count, size) = layouts[type] else { return plain(bytes, type) }
        return stride(from: 0, to: bytes.count, by: size).flatMap { at in
            let block = bytes[at..<at + size]
            return (0..<count).map { element($0, of: block, type) + minimum(of: $0 / 32, block, type) }
        }
    }

    /// What is added to all elements of each 32 neighbours.
    public static func minima(_ bytes: [UInt8], _ type: UInt32) -> [Double] {
        guard let (count, size) = layouts[type] else { return [] }
        return stride(from: 0, to: bytes.count, by: size).flatMap { at in
            (0..<count / 32).map { minimum(of: $0, bytes[at..<at + size], type) }
        }
    }

    private static func plain(_ bytes: [UInt8], _ type: UInt32) -> [Double] {
        func word(_ at: Int, _ count: Int) -> UInt32 {
            (0..<count).reduce(0) { $0 | UInt32(bytes[at + $1]) << (8 * $1) }
        }
        return stride(from: 0, to: bytes.count, by: type == 0 ? 4 : 2).map { at in
            switch type {
            case 0: Double(Float(bitPattern: word(at, 4)))
            case 1: Double(Float16(bitPattern: UInt16(word(at, 2))))
            default: Double(Float(bitPattern: word(at, 2) << 16))
            }
        }
    }

    private static func minimum(of part: Int, _ block: ArraySlice<UInt8>, _ type: UInt32) -> Double {
        switch type {
        case 3, 7: half(block, 2)
        case 12, 13: -half(block, 2) * Double(sixBits(block.dropFirst(4), part, isMinimum: true))
        default: 0
        }
    }

    /// Number `part` of the eight scales or minima in 12 bytes: the first four of each have bytes of their own, whose two
    /// upper bits belong to the last four.
    private static func sixBits(_ packed: ArraySlice<UInt8>, _ part: Int, isMinimum: Bool) -> Int {
        func byte(_ index: Int) -> Int { Int(packed[packed.startIndex + index]) }
        let own = isMinimum ? 4 : 0
        if part < 4 { return byte(own + part) % 64 }
        let shared = byte(4 + part)
        return (isMinimum ? shared / 16 : shared % 16) + byte(own + part - 4) / 64 * 16
    }

    /// An element without its block's minimum.
    private static func element(_ i: Int, of block: ArraySlice<UInt8>, _ type: UInt32) -> Double {
        func byte(_ index: Int) -> Int { Int(block[block.startIndex + index]) }
        func bit(_ number: Int, of index: Int) -> Int { byte(index) >> number & 1 }
        /// The nibble of an element whose run of 2 n elements begins with n low ones.
        func nibble(_ first: Int, _ n: Int) -> Int {
            let value = byte(first + i / (2 * n) * n + i % n)
            return i % (2 * n) < n ? value % 16 : value / 16
        }
        switch type {
        case 2: return half(block, 0) * Double(nibble(2, 16) - 8)
        case 3: return half(block, 0) * Double(nibble(4, 16))
        case 6: return half(block, 0) * Double(nibble(6, 16) + 16 * bit(i % 8, of: 2 + i / 8) - 16)
        case 7: return half(block, 0) * Double(nibble(8, 16) + 16 * bit(i % 8, of: 4 + i / 8))
        case 8: return half(block, 0) * Double(Int8(truncatingIfNeeded: byte(2 + i)))
        case 39:
            let code = nibble(1, 16)
            let size = [0, 0.5, 1, 1.5, 2, 3, 4, 6][code % 8]
            let scale = Double(sign: .plus, exponent: byte(0) - 127, significand: 1)
            return scale * (code < 8 ? size : -size)
        case 11:
            let two = byte(32 + i / 128 * 32 + i % 32) >> (i / 32 % 4 * 2) & 3
            let part = i / 16
            let low = byte(96 + part % 8) >> (part < 8 ? 0 : 4) & 15
            let scale = low + (byte(104 + part % 4) >> (part / 4 * 2) & 3) * 16 - 32
            return half(block, 108) * Double(scale) * Double(two - 4 * (1 - bit(i / 32, of: i % 32)))
        case 14:
            let place = i % 128
            let low = byte(i / 128 * 64 + place % 64) >> (place < 64 ? 0 : 4) & 15
            let high = byte(128 + i / 128 * 32 + i % 32) >> (place / 32 * 2) & 3
            let scale = Int8(truncatingIfNeeded: byte(192 + i / 16))
            return half(block, 208) * Double(scale) * Double(low + 16 * high - 32)
        default:
            let scale = sixBits(block.dropFirst(4), i / 32, isMinimum: false)
            let fifth = type == 13 ? bit(i / 32, of: 16 + i % 32) : 0
            return half(block, 0) * Double(scale * (nibble(type == 13 ? 48 : 16, 32) + 16 * fifth))
        }
    }
}
