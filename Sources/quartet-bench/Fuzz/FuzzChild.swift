import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles

/// Reads a batch of inputs in this process, within bounds: a reader that traps, hangs or takes too much memory ends the
/// process, and the parent sees at which input.
struct FuzzChild {
    let reader: FuzzReader
    let folder: FuzzFolder
    let limits: FuzzLimits
    let seed: UInt64

    /// What the process ends with when a reader throws an error that is not for users.
    static let strangeError: Int32 = 3

    /// Mutated inputs from `first` on, until the deadline.
    func run(first: Int, deadline: Double) throws {
        let seeds = try folder.seeds()
        let mutator = Mutator(reader, seeds: seeds, seed: seed)
        let progress = try FuzzProgress(path: folder.progress)
        progress.number = -1
        let read = try reader.open(folder.work)
        limits.apply()
        for number in first..<(first + limits.inputs) {
            if number >= seeds.count + limits.fewest, Date().timeIntervalSince1970 >= deadline { break }
            progress.number = number
            if try give(mutator.input(number), to: read, seeds) == nil {
                progress.read += 1
            } else {
                progress.refused += 1
            }
            progress.peak = max(progress.peak, FuzzLimits.peak)
        }
        progress.number = -1
    }

    /// One input.
    ///
    /// - Throws: the message with which the reader refuses it.
    func run(_ input: [UInt8]) throws {
        let read = try reader.open(folder.work)
        limits.apply()
        if let refusal = try give(input, to: read, folder.seeds()) { throw refusal }
    }

    /// - Returns: the message with which the reader refuses the input; nil when it reads it.
    private func give(
        _ input: [UInt8], to read: FuzzReader.Read, _ seeds: [[UInt8]]
    ) throws -> (any UserFacingError)? {
        try Data(input).write(to: URL(filePath: folder.input(of: reader)))
        limits.startClock()
        defer { limits.stopClock() }
        do {
            try read(folder.input(of: reader))
            return nil
        } catch let error as any UserFacingError {
            // The message is part of what is tested.
            let message = "\(error)"
            if seeds.contains(input) {
                StandardError.print("a seed is refused: \(message)")
                exit(Self.strangeError)
            }
            return error
        } catch {
            StandardError.print("\(type(of: error)): \(error)")
            exit(Self.strangeError)
        }
    }
}
