internal import QuartetFiles

/// Reads a GGUF file's numbers and strings in order, each checked against the file's end.
struct GGUFCursor {
    let file: MappedFile
    private(set) var offset: Int

    init(_ file: MappedFile, at offset: Int = 0) { (self.file, self.offset) = (file, offset) }

    private func damaged(_ what: String, needs count: UInt64) -> CheckpointError {
        CheckpointError(
            file: file.path,
            "\(what) takes \(count) bytes at byte \(offset), \(file.count - offset) are left: "
                + "truncated or damaged")
    }

    /// A little-endian number.
    mutating func number<Number: FixedWidthInteger>(
        _ type: Number.Type, _ what: @autoclosure () -> String
    ) throws(CheckpointError) -> Number {
        let size = MemoryLayout<Number>.size
        guard size <= file.count - offset else { throw damaged(what(), needs: UInt64(size)) }
        defer { offset += size }
        return Number(littleEndian: file.bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }

    /// The range of a string's bytes, which follow eight bytes with their number.
    mutating func stringBytes(_ what: @autoclosure () -> String) throws(CheckpointError) -> Range<Int> {
        let count = try number(UInt64.self, what())
        try skip(count, what())
        return offset - Int(count)..<offset
    }

    mutating func string(_ what: @autoclosure () -> String) throws(CheckpointError) -> String {
        let range = try stringBytes(what())
        guard let text = String(validating: file.bytes[range], as: UTF8.self) else {
            throw CheckpointError(file: file.path, "\(what()) at byte \(range.lowerBound) is not UTF-8")
        }
        return text
    }

    /// Skips bytes, which must be there.
    mutating func skip(_ count: UInt64, _ what: @autoclosure () -> String) throws(CheckpointError) {
        guard count <= UInt64(file.count - offset) else { throw damaged(what(), needs: count) }
        offset += Int(count)
    }
}
