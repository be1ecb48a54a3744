import Foundation

/// The built program, run as a user runs it.
struct Program {
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// It lies beside the program that runs these tests.
    static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "quartet").path

    /// The catalogs and weights of this checkout, wherever the program was built.
    static let environment: [String: String] = {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        return ProcessInfo.processInfo.environment.merging(["QUARTET_HOME": checkout]) { given, _ in given }
    }()

    /// Runs it to its end in an empty folder, or in `folder`.
    static func run(_ arguments: [String], in folder: String? = nil, input: Data? = nil) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: path)
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
        // The answers of these commands fit a pipe, so that reading one after the other cannot block.
        let outputText = String(
            decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        let errorText = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: outputText, errors: errorText)
    }
}

/// An empty folder that is gone afterwards.
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
