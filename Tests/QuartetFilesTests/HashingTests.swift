import QuartetFiles
import Testing

@Suite struct HashingTests {
    /// Known answers of the authors of FNV (test_fnv.c).
    @Test func fingerprintsAreFNV1a() {
        #expect(Fingerprint("").value == 0xCBF2_9CE4_8422_2325)
        #expect(Fingerprint("a").value == 0xAF63_DC4C_8601_EC8C)
        #expect(Fingerprint("foobar").value == 0x8594_4171_F739_67E8)
        #expect(Fingerprint.stream(of: "") == 0x811C_9DC5)
        #expect(Fingerprint.stream(of: "a") == 0xE40C_292C)
        #expect(Fingerprint.stream(of: "foobar") == 0xBF9C_F968)
    }

    @Test func bytesAndNumbersAddUp() {
        var pieces = Fingerprint("foo")
        pieces.add("bar".utf8)
        #expect(pieces == Fingerprint("foobar"))
        #expect(pieces == Fingerprint([UInt8]("foobar".utf8)))
        #expect(pieces.text == "85944171f73967e8")
        var number = Fingerprint()
        number.add(UInt64.max)
        #expect(number != Fingerprint([255]))
    }

    /// The first two are known answers of MurmurHash3's `fmix64`.
    @Test func mixingIsOneToOneAndChangesHalfOfTheBits() {
        #expect((0 as UInt64).mixed == 0)
        #expect((1 as UInt64).mixed == 0xB456_BCFC_34C2_CB2C)
        #expect(Set((0..<10_000).map { (UInt64($0) << 32).mixed }).count == 10_000)
        let changed = (0..<64).map {
            ((12345 as UInt64).mixed ^ (12345 ^ 1 << UInt64($0)).mixed).nonzeroBitCount
        }
        let mean = Double(changed.reduce(0, +)) / 64
        #expect(mean > 28 && mean < 36)
    }
}
