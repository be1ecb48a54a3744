/// The bytes of a file or of standard input, decompressed according to their magic number: gzip, xz, zstd, bzip2, lz4, or
/// as they are.
///
/// The checksums of the compressed formats are verified. Content before damage is returned before the error.
public final class DecompressedFile {
    /// The path, or "standard input".
    public let name: String
    private let plain: PlainBytes
    private let unpacked: (any ByteSource)?
    /// What was unpacked and not read yet, in the source's memory.
    private var block = UnsafeRawBufferPointer(start: nil, count: 0)

    private static let magics: [[UInt8]] = [
        [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD], [0x42, 0x5A, 0x68],
        [0x04, 0x22, 0x4D, 0x18],
    ]

    /// - Parameter path: a file, or "-" for standard input.
    /// - Throws: ``FileError``.
    public init(path: String) throws(FileError) {
        plain = try PlainBytes(path: path)
        name = plain.name
        let head = try plain.peek(6)
        if GzipBytes.isGzip(head) {
            unpacked = try GzipBytes(plain, name: name)
        } else if Self.magics.contains(where: { head.starts(with: $0) }) {
            unpacked = try ArchiveBytes(plain, name: name, .compressed)
        } else {
            unpacked = nil
        }
    }

    public var isCompressed: Bool { unpacked != nil }

    /// The first bytes of the content, without consuming them; fewer when it is shorter. Only before the first read.
    public func peek(_ count: Int) throws(FileError) -> [UInt8] {
        guard let unpacked else { return try plain.peek(count) }
        if block.isEmpty { block = try unpacked.next() }
        return Array(block.prefix(count))
    }

    /// Up to `target.count` bytes, at least one; 0 at the end.
    public func read(into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        guard let unpacked else { return try plain.read(into: target) }
        if block.isEmpty { block = try unpacked.next() }
        let count = min(block.count, target.count)
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
        block = UnsafeRawBufferPointer(rebasing: block[count...])
        return count
    }

    /// The next `count` bytes; fewer only at the end. Memory grows with what is really there. Bytes before damage are lost
    /// with the error: to keep them, read into memory.
    public func read(_ count: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(max(count, 1), 1 << 18))
        while bytes.count < count {
            let (got, failure) = chunk.withUnsafeMutableBytes { buffer -> (Int, FileError?) in
                do throws(FileError) {
                    let room = min(buffer.count, count - bytes.count)
                    return (try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<room])), nil)
                } catch {
                    return (0, error)
                }
            }
            if let failure { throw failure }
            if got == 0 { break }
            bytes.append(contentsOf: chunk[..<got])
        }
        return bytes
    }

    /// The whole content of a file.
    ///
    /// - Parameter limit: the largest number of bytes that is accepted, decompressed.
    public static func read(_ path: String, limit: Int = 1 << 30) throws(FileError) -> [UInt8] {
        let file = try DecompressedFile(path: path)
        let bytes = try file.read(limit == .max ? limit : limit + 1)
        guard bytes.count <= limit else {
            throw .tooLarge(
                file: file.name, what: "content", found: "more than \(limit) bytes", limit: "\(limit) bytes")
        }
        return bytes
    }
}
