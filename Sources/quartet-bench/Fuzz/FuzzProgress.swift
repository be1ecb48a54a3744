import Foundation
import QuartetCommandLine
import QuartetFiles

/// How far a child is, in memory that its parent sees even when the child dies.
final class FuzzProgress {
    private let memory: UnsafeMutablePointer<Int>
    private static let bytes = 4096

    /// Opens the file, or makes it.
    init(path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, ftruncate(descriptor, off_t(Self.bytes)) == 0,
            let mapped = mmap(nil, Self.bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
            mapped != MAP_FAILED
        else {
            throw CommandFailure(.failed, "\(path): cannot be mapped: \(String(cString: strerror(errno)))")
        }
        memory = mapped.assumingMemoryBound(to: Int.self)
    }

    deinit { munmap(memory, Self.bytes) }

    /// The input that is being read.
    var number: Int {
        get { memory[0] }
        set { memory[0] = newValue }
    }

    /// Inputs that were read.
    var read: Int {
        get { memory[1] }
        set { memory[1] = newValue }
    }

    /// Inputs that were refused with a message.
    var refused: Int {
        get { memory[2] }
        set { memory[2] = newValue }
    }

    /// Most memory that was resident, in bytes.
    var peak: Int {
        get { memory[3] }
        set { memory[3] = newValue }
    }
}
