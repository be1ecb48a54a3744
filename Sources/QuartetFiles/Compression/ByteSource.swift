internal import Foundation

/// Bytes that come one block after another.
protocol ByteSource: AnyObject {
    /// The next block; empty at the end. Its memory is valid until the next call.
    func next() throws(FileError) -> UnsafeRawBufferPointer
}

/// The bytes of a file or of standard input as they are.
final class PlainBytes: ByteSource {
    /// The name for messages.
    let name: String
    private let descriptor: Int32
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
    /// What was read ahead and not consumed yet.
    private var pending = 0..<0

    /// - Parameter path: a file, or "-" for standard input.
    init(path: String) throws(FileError) {
        name = path == "-" ? "standard input" : path
        descriptor = path == "-" ? dup(0) : try FileBytes.openForReading(path)
        if descriptor < 0 { throw .cannotRead(file: name, reason: FileError.systemReason) }
    }

    deinit {
        buffer.deallocate()
        if descriptor >= 0 { close(descriptor) }
    }

    /// The first bytes, without consuming them; fewer when the file is shorter. Only before the first read.
    func peek(_ count: Int) throws(FileError) -> [UInt8] {
        while pending.count < count {
            let got = try fill(UnsafeMutableRawBufferPointer(rebasing: buffer[pending.upperBound...]))
            if got == 0 { break }
            pending = pending.lowerBound..<pending.upperBound + got
        }
        return Array(buffer[pending.prefix(count)])
    }

    func next() throws(FileError) -> UnsafeRawBufferPointer {
        if pending.isEmpty { pending = 0..<(try fill(buffer)) }
        defer { pending = 0..<0 }
        return UnsafeRawBufferPointer(rebasing: buffer[pending])
    }

    /// Reads straight into the caller's memory: at least one byte, 0 at the end.
    func read(into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        if pending.isEmpty { return try fill(target) }
        let count = min(pending.count, target.count)
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[pending.prefix(count)]))
        pending = pending.dropFirst(count)
        return count
    }

    private func fill(_ target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
        while true {
            let got = Glibc.read(descriptor, target.baseAddress, target.count)
            if got >= 0 { return got }
            if errno != EINTR { throw .cannotRead(file: name, reason: FileError.systemReason) }
        }
    }
}
