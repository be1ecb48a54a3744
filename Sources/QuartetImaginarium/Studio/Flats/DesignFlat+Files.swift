internal import Foundation
internal import QuartetFiles

extension DesignFlat {
    /// Writes `NAME-flat.svg` and `NAME-flat.pdf` for a design's file `NAME.json`, and `NAME-2-flat.svg` and so on for the
    /// further garments of an outfit; all, or none.
    ///
    /// - Returns: the paths of the files.
    /// - Throws: what reading the record throws; `FileError` and `ImagingError` when a file cannot be written.
    public static func write(record path: String, to folder: String) throws -> [String] {
        let flats = try DesignFile.garments(of: path).map { (name: $0.name, flat: try DesignFlat($0.record)) }
        return try OutputFolder.prepare(folder).addFiles { staging in
            try flats.flatMap { name, flat in
                let names = [name + "-flat.svg", name + "-flat.pdf"]
                try AtomicFile.write(flat.svg(), to: staging + "/" + names[0])
                try flat.writePDF(to: staging + "/" + names[1])
                return names
            }
        }
    }
}
