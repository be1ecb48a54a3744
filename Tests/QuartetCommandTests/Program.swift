import Foundation
import Testing

/// The built programs, run as a user runs them.
struct Program {
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    static let path = path(of: "quartet")

    /// The built programs are in the folder of the one that runs these tests.
    static func path(of name: String) -> String {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: name).path
    }

    static let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The catalogs and weights of this checkout, wherever the program was built.
    static let environment = ProcessInfo.processInfo.environment.merging(["QUARTET_HOME": checkout]) {
        given, _ in given
    }

    /// Runs it to its end in an empty folder, or in `folder`.
    static func run(
        _ arguments: [String], in folder: String? = nil, input: Data? = nil, program: String = "quartet"
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: path(of: program))
        process.arguments = arguments
        process.environment = environment
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        if let input { try standardInput.fileHandleForWriting.write(contentsOf: input) }
        try standardInput.fileHandleForWriting.close()
        // The outputs fit into a pipe, so that reading one after the other cannot block.
        let outputText = String(
            decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        let errorText = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: outputText, errors: errorText)
    }

    /// An object that a command printed as JSON.
    static func dictionary(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}

/// Runs `body` with an empty folder that is removed afterwards.
func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "quartet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
}

/// Grey pictures of 8 x 8 pixels with three classes, as two IDX files.
func writeIDX(in folder: String, count: Int = 60) throws {
    func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }
    var images: [UInt8] = [0, 0, 8, 3] + number(count) + number(8) + number(8)
    for picture in 0..<count {
        for pixel in 0..<64 { images.append(UInt8((pixel / 8 * (picture % 3 + 1) * 12 + picture) % 256)) }
    }
    let labels: [UInt8] = [0, 0, 8, 1] + number(count) + (0..<count).map { UInt8($0 % 3) }
    try Data(images).write(to: URL(filePath: folder + "/small-images-idx3-ubyte"))
    try Data(labels).write(to: URL(filePath: folder + "/small-labels-idx1-ubyte"))
}
