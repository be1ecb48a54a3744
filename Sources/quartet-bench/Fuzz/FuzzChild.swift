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

    func run(first: Int, deadline: Double) throws {
        let mutator = Mutator(reader, seeds: try folder.seeds(), seed: seed)
        let progress = try FuzzProgress(path: folder.progress)
        progress.number = -1
        let read = try reader.open(folder.work)
        limits.apply()
        for number in first..<(first + limits.inputs) where Date().timeIntervalSince1970 < deadline {
            progress.number = number
            try Data(mutator.input(number)).write(to: URL(filePath: folder.input(of: reader)))
            limits.startClock()
            do {
                try read(folder.input(of: reader))
                progress.read += 1
            } catch let error as any UserFacingError {
                // The message is part of what is tested.
                let message = "\(error)"
                if mutator.isSeed(number) {
                    StandardError.print("seed \(number) is refused: \(message)")
                    exit(Self.strangeError)
                }
                progress.refused += 1
            } catch {
                StandardError.print("\(type(of: error)): \(error)")
                exit(Self.strangeError)
            }
            limits.stopClock()
            progress.peak = max(progress.peak, FuzzLimits.peak)
        }
        progress.number = -1
    }
}
