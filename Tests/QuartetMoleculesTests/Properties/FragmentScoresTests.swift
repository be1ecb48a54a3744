import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct FragmentScoresTests {
    private static func table(scores: [Double], codes: [(UInt32, UInt16)]) -> [UInt8] {
        func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
            withUnsafeBytes(of: number.littleEndian, Array.init)
        }
        return Array("QFRAGS1\n".utf8) + bytes(UInt32(scores.count)) + bytes(UInt32(codes.count))
            + scores.flatMap { bytes($0.bitPattern) } + codes.flatMap { bytes($0.0) }
            + codes.flatMap { bytes($0.1) }
    }

    @Test func scoresAreFoundByTheirCode() throws {
        let bytes = Self.table(scores: [-1.5, 2], codes: [(3, 1), (70, 0), (.max, 1)])
        try inFolder { folder in
            try AtomicFile.write(bytes, to: folder + "/t")
            let scores = try FragmentScores(path: folder + "/t")
            #expect([0, 3, 70, 71, .max].map { scores[$0] } == [nil, 2, -1.5, nil, 2])
        }
    }

    @Test func damagedTablesAreRefusedOrReadWithoutHarm() throws {
        let whole = Self.table(scores: [-1.5, 2], codes: [(3, 1), (70, 0)])
        var other = whole
        other[0] = 0x58
        var longer = whole
        longer[8] = 3
        try inFolder { folder in
            let path = folder + "/t"
            for bytes in [[], Array(whole.prefix(15)), Array(whole.dropLast()), whole + [0], other, longer] {
                try AtomicFile.write(bytes, to: path)
                #expect(throws: FileError.self) { try FragmentScores(path: path) }
            }
            // An index that points past the scores.
            var past = whole
            past[past.count - 1] = 0xFF
            try AtomicFile.write(past, to: path)
            #expect(try FragmentScores(path: path)[70] == nil)
        }
    }
}
