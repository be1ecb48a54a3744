import Foundation

/// The files of one reader's campaign.
struct FuzzFolder: Sendable {
    let path: String

    /// What the reader's seeds were made with; the input lies in it.
    var work: String { path + "/work" }
    var progress: String { path + "/progress" }
    /// What a batch says.
    var errors: String { path + "/errors" }
    private var seedFolder: String { path + "/seeds" }

    func input(of reader: FuzzReader) -> String { work + "/" + reader.file }

    /// Makes the folder and the seeds in it.
    func prepare(_ reader: FuzzReader) throws {
        for folder in [work, seedFolder] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        for (number, seed) in try reader.seeds(work).enumerated() {
            try Data(seed).write(to: URL(filePath: "\(seedFolder)/\(number)"))
        }
    }

    func seeds() throws -> [[UInt8]] {
        let count = try FileManager.default.contentsOfDirectory(atPath: seedFolder).count
        return try (0..<count).map { Array(try Data(contentsOf: URL(filePath: "\(seedFolder)/\($0)"))) }
    }
}
