internal import Glibc

/// A file that results are written to.
public enum OutputFile {
    /// Refuses to write over a file that is read, whatever its names are: links, `./`, and standard input that was opened
    /// from it. Check before anything is opened for writing.
    ///
    /// Devices and pipes are not files that writing destroys.
    ///
    /// - Parameters:
    ///   - output: the file to write; nil when there is none.
    ///   - option: the option that names it, for the message.
    ///   - inputs: the files that are read; "-" is standard input, and nil an option that was not given.
    /// - Throws: ``SameFileError``.
    public static func requireDifferent(
        _ output: String?, _ option: String, from inputs: [String?]
    ) throws(SameFileError) {
        guard let output, let target = FileIdentity(ofRegularFile: output) else { return }
        for input in inputs.compactMap(\.self) {
            let source =
                input == "-"
                ? FileIdentity(ofRegularFile: STDIN_FILENO) : FileIdentity(ofRegularFile: input)
            if source == target { throw SameFileError(option: option, output: output, input: input) }
        }
    }
}

/// What distinguishes a file from all others, whatever its name: its device and its number there.
private struct FileIdentity: Equatable {
    let device: UInt64
    let inode: UInt64

    /// Of the file behind symbolic links; nil when there is none, or none that keeps what is written.
    init?(ofRegularFile path: String) {
        var state = stat()
        guard stat(path, &state) == 0 else { return nil }
        self.init(state)
    }

    init?(ofRegularFile descriptor: Int32) {
        var state = stat()
        guard fstat(descriptor, &state) == 0 else { return nil }
        self.init(state)
    }

    private init?(_ state: stat) {
        guard state.st_mode & S_IFMT == S_IFREG else { return nil }
        (device, inode) = (UInt64(state.st_dev), UInt64(state.st_ino))
    }
}

/// A command would write over what it reads.
public struct SameFileError: UserFacingError, Equatable {
    public let option: String
    public let output: String
    public let input: String

    public var kind: FailureKind { .usage }

    public var description: String {
        let source = input == "-" ? "standard input comes from this file" : "this is the input \(input)"
        return "\(option) \(output): \(source), which would be lost; name another file"
    }
}
