internal import Dispatch
internal import Foundation
internal import QuartetFiles

/// A program that runs to its end or to a limit of time. Its output goes to files, so that it never waits for a reader.
struct ChildProcess {
    enum End: Equatable {
        case ended(Int32)
        case killed(Int32)
        case tooSlow
    }

    struct Outcome {
        let end: End
        let output: String
        let errors: String
    }

    private let executable: String
    private let arguments: [String]
    private let folder: String

    init(_ executable: String, _ arguments: [String], in folder: String) {
        (self.executable, self.arguments, self.folder) = (executable, arguments, folder)
    }

    /// - Parameter isStopped: when it turns true, the program is killed.
    func run(timeLimit: Double, isStopped: () -> Bool = { false }) throws(DockingError) -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardInput = FileHandle.nullDevice
        let files = ["output", "errors"].map { folder + "/" + $0 }
        for file in files { _ = FileManager.default.createFile(atPath: file, contents: nil) }
        guard let output = FileHandle(forWritingAtPath: files[0]),
            let errors = FileHandle(forWritingAtPath: files[1])
        else {
            throw DockingError(.cannotCreate, "\(folder): a file for the program's output cannot be created")
        }
        (process.standardOutput, process.standardError) = (output, errors)
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        do {
            try process.run()
        } catch {
            throw DockingError(.failed, "\(executable) cannot be started: \(error.localizedDescription)")
        }
        let limit = DispatchTime.now() + timeLimit
        var isTooSlow = false
        while ended.wait(timeout: min(limit, DispatchTime.now() + 0.05)) == .timedOut {
            isTooSlow = DispatchTime.now() >= limit
            guard isTooSlow || isStopped() else { continue }
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            break
        }
        let status = process.terminationStatus
        let end: End =
            isTooSlow ? .tooSlow : process.terminationReason == .exit ? .ended(status) : .killed(status)
        let texts = files.map {
            String(decoding: FileManager.default.contents(atPath: $0) ?? Data(), as: UTF8.self)
        }
        return Outcome(end: end, output: texts[0], errors: texts[1])
    }
}
