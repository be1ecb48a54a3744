import Foundation
import QuartetFiles

extension FuzzReader {
    /// Readers that break on purpose, each in its own way, when a file begins with another byte than its seed, and a slow
    /// one: with them the tests see that the fuzzer finds what it looks for. They are not part of ``all``.
    static let broken = [
        breaking("broken-trap") { fatalError("this reader traps") },
        breaking("broken-hang") { while true { sleep(1) } },
        breaking("broken-memory") { while true { kept.append([UInt8](repeating: 1, count: 1 << 24)) } },
        breaking("broken-error") { throw CocoaError(.fileReadUnknown) },
        // Memory that is none of its inputs', and hardly any inputs in a second.
        FuzzReader(
            "slow", file: "x",
            seeds: { _ in [[UInt8](repeating: 1, count: 1 << 28)].map { Array($0.prefix(3)) } },
            read: { _ in usleep(100_000) }),
    ]

    private nonisolated(unsafe) static var kept: [[UInt8]] = []

    private static func breaking(_ name: String, _ breaks: @escaping @Sendable () throws -> Void)
        -> FuzzReader
    {
        FuzzReader(
            name, file: "x", seeds: { _ in [Array("abc".utf8)] },
            read: { path in if try FileBytes.read(path).first != UInt8(ascii: "a") { try breaks() } })
    }
}
