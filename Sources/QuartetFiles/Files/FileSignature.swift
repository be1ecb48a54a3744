/// Kinds of files that people take for text, by the bytes they begin with.
public enum FileSignature {
    private static let known: [(bytes: [UInt8], name: String)] = [
        (Array("\u{89}PNG".unicodeScalars.map { UInt8($0.value) }), "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"), (Array("GIF8".utf8), "a GIF picture"),
        (Array("%PDF".utf8), "a PDF document"), (Array("PK\u{3}\u{4}".utf8), "a ZIP archive"),
        ([0x7F] + Array("ELF".utf8), "a program"), (Array("GGUF".utf8), "a GGUF model"),
        (Array("SQLite format 3".utf8), "an SQLite database"), (Array("PAR1".utf8), "a Parquet table"),
    ]

    private static let compressed: [(bytes: [UInt8], name: String)] = [
        ([0x1F, 0x8B], "compressed by gzip"), ([0xFD] + Array("7zXZ".utf8), "compressed by xz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed by zstd"), (Array("BZh".utf8), "compressed by bzip2"),
        ([0x04, 0x22, 0x4D, 0x18], "compressed by lz4"),
    ]

    /// What a file is; nil if it may be text.
    public static func name(_ beginning: some Collection<UInt8>) -> String? {
        known.first { beginning.starts(with: $0.bytes) }?.name ?? compression(beginning)
    }

    /// What a compressed file is compressed by; nil for others.
    public static func compression(_ beginning: some Collection<UInt8>) -> String? {
        compressed.first { beginning.starts(with: $0.bytes) }?.name
    }
}
