import CZlib

/// Compressed files and archives made for tests.
enum PackedFiles {
    /// One member of a gzip file (RFC 1952).
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        deflateInit2_(
            stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        defer {
            deflateEnd(stream)
            stream.deallocate()
        }
        var input = bytes
        let room = Int(deflateBound(stream, UInt(bytes.count)))
        return [UInt8](unsafeUninitializedCapacity: room) { output, count in
            input.withUnsafeMutableBufferPointer { input in
                (stream.pointee.next_in, stream.pointee.avail_in) = (input.baseAddress, UInt32(input.count))
                (stream.pointee.next_out, stream.pointee.avail_out) = (output.baseAddress, UInt32(room))
                deflate(stream, Z_FINISH)
            }
            count = room - Int(stream.pointee.avail_out)
        }
    }

    /// A tar archive (POSIX ustar) of regular files.
    static func tar(_ files: [(path: String, bytes: [UInt8])]) -> [UInt8] {
        func octal(_ value: Int, _ width: Int) -> [UInt8] {
            let digits = String(value, radix: 8)
            return Array((String(repeating: "0", count: width - 1 - digits.count) + digits).utf8) + [0]
        }
        func padded(_ bytes: [UInt8], to size: Int) -> [UInt8] {
            bytes + [UInt8](repeating: 0, count: size - bytes.count)
        }
        var archive: [UInt8] = []
        for (path, bytes) in files {
            var header =
                padded(Array(path.utf8), to: 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8)
                + octal(bytes.count, 12) + octal(0, 12) + [UInt8](repeating: 32, count: 8) + [48]
            header = padded(padded(header, to: 257) + Array("ustar\u{0}00".utf8), to: 512)
            let sum = header.reduce(0) { $0 + Int($1) }
            header.replaceSubrange(148..<156, with: octal(sum, 7) + [32])
            archive += header + padded(bytes, to: (bytes.count + 511) / 512 * 512)
        }
        return archive + [UInt8](repeating: 0, count: 1024)
    }
}
