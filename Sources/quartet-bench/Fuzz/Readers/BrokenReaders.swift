import Foundation
import QuartetFiles

extension FuzzReader {
    /// Readers that break on purpose, each in its own way, when a file begins with another byte than its seed: with them
    /// the tests see that the fuzzer finds what it looks for. They are not part of ``all``.
    static let broken = [
        broken("broken-trap") { fatalError("this reader traps") },
        broken("broken-hang") { while true { sleep(1) } },
        broken("broken-memory") { while true { kept.append([UInt8](repeating: 1, count: 1 << 24)) } },
        broken("broken-error") { throw CocoaError(.fileReadUnknown) },
    ]

    private nonisolated(unsafe) static var kept: [[UInt8]] = []

    private static func broken(_ name: String, _ breaks: @escaping @Sendable () throws -> Void) -> FuzzReader
    {
        FuzzReader(
            name, file: "x", seeds: { _ in [Array("abc".utf8)] },
            read: { path in if try FileBytes.read(path).first != UInt8(ascii: "a") { try breaks() } })
    }
}
