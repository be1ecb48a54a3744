internal import Foundation
internal import QuartetFiles

extension DesignFlat {
    /// Writes `NAME-flat.svg` and `NAME-flat.pdf` for a record's file `NAME.json`; both, or none.
    ///
    /// - Returns: the paths of both files.
    /// - Throws: what reading the record throws; `FileError` and `ImagingError` when a file cannot be written.
    public static func write(record path: String, to folder: String) throws -> [String] {
        let flat = DesignFlat(try DesignRecord(file: path))
        let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        return try OutputFolder.prepare(folder).addFiles { staging in
            let names = [stem + "-flat.svg", stem + "-flat.pdf"]
            try AtomicFile.write(flat.svg(), to: staging + "/" + names[0])
            try flat.writePDF(to: staging + "/" + names[1])
            return names
        }
    }
}
