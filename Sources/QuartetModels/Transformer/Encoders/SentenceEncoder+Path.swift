public import QuartetEngine

extension SentenceEncoder {
    /// Reads an encoder as it is published, a folder, or as a training writes it, a file.
    ///
    /// - Throws: as ``init(folder:precision:threads:adapter:)`` and ``init(file:precision:threads:adapter:)``.
    public convenience init(path: String, precision: Precision = .float32, threads: Int? = nil) throws {
        if path.hasSuffix(".safetensors") {
            try self.init(file: path, precision: precision, threads: threads)
        } else {
            try self.init(folder: path, precision: precision, threads: threads)
        }
    }
}
