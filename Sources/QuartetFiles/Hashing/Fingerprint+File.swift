extension Fingerprint {
    /// The fingerprint of a file's bytes.
    /// - Throws: `FileError` for a file that cannot be read.
    public init(ofFile path: String) throws(FileError) {
        let file = try MappedFile(path: path)
        self = withExtendedLifetime(file) { Fingerprint(file.bytes) }
    }
}
