internal import QuartetFiles

/// EMNIST's table of classes, `emnist-letters-mapping.txt`: a label in each line, then the codes of its characters.
enum EMNISTClasses {
    /// The characters of each label, such as "A" or "Aa"; empty without a table beside the pictures.
    ///
    /// - Parameters:
    ///   - dataSet: `emnist-letters`.
    ///   - files: paths in the folder.
    static func names(of dataSet: String, among files: [String], in folder: String) -> [Int: String] {
        guard let file = files.first(where: { $0.hasSuffix(dataSet + "-mapping.txt") }),
            let text = try? FileBytes.text(folder + "/" + file, limit: 1 << 20)
        else { return [:] }
        var names: [Int: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let numbers = line.split(separator: " ").map { UInt32($0) }
            guard numbers.count >= 2, let label = numbers[0] else { continue }
            let scalars = numbers.dropFirst().compactMap { $0.flatMap { Unicode.Scalar($0) } }
            let name = String(String.UnicodeScalarView(scalars))
            if !name.isEmpty { names[Int(label)] = name }
        }
        return names
    }
}
