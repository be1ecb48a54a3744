public import QuartetFiles

extension ParameterStore {
    /// Distinguishes these weights from others: of all names, shapes and bits. It reads every weight.
    public var fingerprint: Fingerprint { fingerprint { _ in true } }

    /// The same of some of the parameters.
    public func fingerprint(of isChosen: (String) -> Bool) -> Fingerprint {
        var fingerprint = Fingerprint()
        for parameter in parameters where isChosen(parameter.name) {
            fingerprint.add(parameter.name.utf8)
            for extent in parameter.shape { fingerprint.add(UInt64(extent)) }
            fingerprint.add(UnsafeRawBufferPointer(parameter.values))
        }
        releasePages()
        return fingerprint
    }
}

extension Fingerprint {
    /// Adds a block of memory by words, in four lanes that do not wait for each other.
    fileprivate mutating func add(_ bytes: UnsafeRawBufferPointer) {
        let words = bytes.count / 8
        var lanes = (Fingerprint(), Fingerprint(), Fingerprint(), Fingerprint())
        func word(_ index: Int) -> UInt64 {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
        }
        for index in stride(from: 0, to: words / 4 * 4, by: 4) {
            lanes.0.add(word(index))
            lanes.1.add(word(index + 1))
            lanes.2.add(word(index + 2))
            lanes.3.add(word(index + 3))
        }
        for index in words / 4 * 4..<words { lanes.0.add(word(index)) }
        for byte in bytes[(8 * words)...] { lanes.0.add(UInt64(byte)) }
        for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { add(lane.value) }
    }
}
