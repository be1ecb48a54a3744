internal import Foundation

/// Reads whole files, up to a limit.
public enum FileBytes {
    /// The bytes of a regular file or of a pipe.
    ///
    /// - Parameter limit: the largest number of bytes that is accepted.
    /// - Throws: ``FileError/cannotRead(file:reason:)`` or ``FileError/tooLarge(file:what:found:limit:)``.
    public static func read(_ path: String, limit: Int = 1 << 30) throws(FileError) -> [UInt8] {
        let descriptor = try openForReading(path)
        defer { close(descriptor) }

        // 0 for what cannot be sought, such as a pipe.
        let expected = max(0, Int(lseek(descriptor, 0, SEEK_END)))
        lseek(descriptor, 0, SEEK_SET)
        guard expected <= limit else {
            throw .tooLarge(file: path, what: "file", found: "\(expected) bytes", limit: "\(limit) bytes")
        }

        // A pipe has no size, and a file may grow while it is read: read to the end.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected + 1)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .cannotRead(file: path, reason: FileError.systemReason) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= limit else {
                throw .tooLarge(
                    file: path, what: "file", found: "more than \(limit) bytes", limit: "\(limit) bytes")
            }
        }
    }

    /// The text of a file in UTF-8.
    ///
    /// - Throws: as ``read(_:limit:)``, and ``FileError/notText(file:reason:)`` for bytes that are not UTF-8.
    public static func text(_ path: String, limit: Int = 1 << 30) throws(FileError) -> String {
        try text(of: try read(path, limit: limit), name: path)
    }

    /// Bytes as a text in UTF-8, without a byte order mark.
    ///
    /// - Parameters:
    ///   - name: what the error calls the bytes.
    ///   - isLine: whether they are one line, which `name` numbers.
    /// - Throws: ``FileError/notText(file:reason:)`` with the line of the first byte that is not UTF-8, and the encoding
    ///   that the text seems to have.
    public static func text(of bytes: [UInt8], name: String, isLine: Bool = false) throws(FileError) -> String
    {
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        if !TextEncoding.isWide(bytes),
            let text = String(validating: isMarked ? bytes[3...] : bytes[...], as: UTF8.self)
        {
            return text
        }
        if let kind = FileSignature.name(bytes) {
            throw .damaged(file: name, reason: "it is \(kind); a text was expected")
        }
        throw .notText(file: name, reason: TextEncoding.fault(in: bytes, isLine: isLine))
    }

    /// A descriptor that the caller closes. Folders are refused.
    package static func openForReading(_ path: String) throws(FileError) -> Int32 {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotRead(file: path, reason: FileError.systemReason) }
        // Opening a folder succeeds; reading from it, even nothing, does not.
        var nothing: UInt8 = 0
        guard Glibc.read(descriptor, &nothing, 0) == 0 else {
            let reason = FileError.systemReason
            close(descriptor)
            throw .cannotRead(file: path, reason: reason)
        }
        return descriptor
    }
}
