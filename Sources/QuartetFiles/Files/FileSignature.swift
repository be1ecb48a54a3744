/// Kinds of files that people take for text, by the bytes they begin with.
public enum FileSignature {
    private static let known: [(bytes: [UInt8], name: String)] = [
        (Array("\u{89}PNG".unicodeScalars.map { UInt8($0.value) }), "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"), (Array("GIF8".utf8), "a GIF picture"),
        (Array("%PDF".utf8), "a PDF document"), (Array("PK\u{3}\u{4}".utf8), "a ZIP archive"),
        ([0x7F] + Array("ELF".utf8), "a program"), (Array("GGUF".utf8), "a GGUF model"),
        (Array("SQLite format 3".utf8), "an SQLite database"), (Array("PAR1".utf8), "a Parquet table"),
    ]

    /// What a file is; nil if it may be text.
    public static func name(_ beginning: some Collection<UInt8>) -> String? {
        known.first { beginning.starts(with: $0.bytes) }?.name
    }
}
