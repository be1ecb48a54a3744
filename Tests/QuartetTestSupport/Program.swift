public import Foundation
internal import Testing

/// The built programs, run as a user runs them.
public struct Program {
    public struct Outcome: Sendable {
        public let status: Int32
        public let output: String
        public let errors: String
    }

    public static let path = path(of: "quartet")

    /// The built programs are in the folder of the one that runs these tests.
    public static func path(of name: String) -> String {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: name).path
    }

    /// The catalogs and weights of this checkout, wherever the program was built.
    public static let environment = ProcessInfo.processInfo.environment
        .merging(["QUARTET_HOME": Checkout.folder]) { given, _ in given }

    /// Runs it to its end in the current folder, or in `folder`.
    public static func run(
        _ arguments: [String], in folder: String? = nil, input: Data? = nil, program: String = "quartet",
        environment: [String: String] = Program.environment
    ) throws -> Outcome {
        try run(
            executable: path(of: program), arguments, in: folder, input: input, environment: environment)
    }

    /// Runs a script of bash whose `$0` is a built program, to its end in the current folder, or in `folder`.
    public static func shell(
        _ script: String, _ program: String, _ arguments: [String] = [], in folder: String? = nil
    ) throws -> Outcome {
        try run(
            executable: "/bin/bash", ["-c", script, path(of: program)] + arguments, in: folder, input: nil,
            environment: environment)
    }

    private static func run(
        executable: String, _ arguments: [String], in folder: String?, input: Data?,
        environment: [String: String]
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: executable)
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

    /// Gives it an input of any length, and returns the most memory that it had by then, in bytes.
    public static func peakMemory(_ arguments: [String], input: Data) throws -> Int {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = environment
        let standardInput = Pipe()
        process.standardInput = standardInput
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: input)
        // All but the last 64 KiB have been read, and the program waits for the rest.
        let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        try standardInput.fileHandleForWriting.close()
        process.waitUntilExit()
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.filter(\.isNumber))) << 10
    }

    /// Runs it with a terminal as its standard output.
    ///
    /// - Returns: what the terminal got; not more than the 4 kB that it keeps.
    public static func terminalOutput(
        _ arguments: [String], in folder: String, input: Data? = nil,
        environment: [String: String] = Program.environment
    ) throws -> String {
        var (terminal, program): (Int32, Int32) = (-1, -1)
        try #require(openpty(&terminal, &program, nil, nil, nil) == 0)
        defer { close(terminal) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(filePath: folder)
        let standardInput = Pipe()
        process.standardInput = input == nil ? FileHandle.nullDevice : standardInput
        process.standardOutput = FileHandle(fileDescriptor: program, closeOnDealloc: false)
        process.standardError = FileHandle.nullDevice
        try process.run()
        if let input { try standardInput.fileHandleForWriting.write(contentsOf: input) }
        try standardInput.fileHandleForWriting.close()
        process.waitUntilExit()
        close(program)
        // The kernel passes the bytes on in its own time: a busy machine gives them in parts. An error follows the last.
        var output: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 13)
        while case let count = read(terminal, &part, part.count), count > 0 { output += part[..<count] }
        return String(decoding: output, as: UTF8.self)
    }

    /// An object that a command printed as JSON.
    public static func dictionary(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}
