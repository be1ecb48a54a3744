internal import CZlib

/// The content of a gzip file (RFC 1952), every member of it checked against its length and checksum.
///
/// It uses zlib rather than libarchive, which ignores the checksums.
final class GzipBytes: ByteSource {
    private let name: String
    private let source: any ByteSource
    // At one address for good: zlib refuses a stream that has moved.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    private var state = State.inMember

    /// Whether zlib may hold more output than there was room for.
    private var isFull = false

    private enum State {
        case inMember
        case betweenMembers
        case ended
        case failed(FileError)
    }

    /// Whether a file begins like one of gzip.
    static func isGzip(_ head: [UInt8]) -> Bool { head.starts(with: [0x1F, 0x8B]) }

    init(_ source: any ByteSource, name: String) throws(FileError) {
        (self.source, self.name) = (source, name)
        stream.initialize(to: z_stream())
        // 15 + 16: the largest window, in the frame of gzip.
        let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .cannotRead(file: name, reason: "zlib could not be started") }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Content before damage is returned first; from then on every call throws.
    func next() throws(FileError) -> UnsafeRawBufferPointer {
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(output.count)
        while stream.pointee.avail_out > 0 {
            // Returns what there is rather than wait for more.
            if stream.pointee.avail_in == 0, Int(stream.pointee.avail_out) < output.count { break }
            do throws(FileError) {
                guard try unpack() else { break }
            } catch {
                state = .failed(error)
            }
        }
        let count = output.count - Int(stream.pointee.avail_out)
        if count == 0, case .failed(let error) = state { throw error }
        return UnsafeRawBufferPointer(rebasing: output[..<count])
    }

    /// - Returns: false when there is no more to unpack.
    private func unpack() throws(FileError) -> Bool {
        switch state {
        case .ended, .failed: return false
        case .betweenMembers: try beginMember()
        case .inMember: try inflateMember()
        }
        return true
    }

    private func inflateMember() throws(FileError) {
        if stream.pointee.avail_in == 0, !isFull {
            try refill()
            if stream.pointee.avail_in == 0 { throw damage("truncated gzip input") }
        }
        let status = inflate(stream, Z_NO_FLUSH)
        isFull = stream.pointee.avail_out == 0
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: state = .betweenMembers
        default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "not gzip data"
            throw damage(
                reason == "incorrect data check" || reason == "incorrect length check"
                    ? "its content does not match its gzip checksum" : "gzip: \(reason)")
        }
    }

    /// Another member may follow. Anything else behind the last one is padding, as for gzip(1).
    private func beginMember() throws(FileError) {
        if stream.pointee.avail_in == 0 { try refill() }
        guard stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0x1F else {
            state = .ended
            return
        }
        inflateReset(stream)
        state = .inMember
    }

    private func refill() throws(FileError) {
        let block = try source.next()
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: block.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(block.count)
    }

    private func damage(_ reason: String) -> FileError { .damaged(file: name, reason: reason) }
}
