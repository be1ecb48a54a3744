internal import QuartetFiles

extension OutputFolder {
    /// Writes a set of files in one step: all, or none. Files of other names stay.
    ///
    /// - Parameter write: writes into a hidden folder and returns the names of its files.
    /// - Returns: the paths of the files.
    func addFiles(_ write: (_ staging: String) throws -> [String]) throws -> [String] {
        try replaceFiles(isOwn: { _ in false }, write)
    }
}
