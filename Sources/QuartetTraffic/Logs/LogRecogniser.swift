/// Recognises the format of a log by its first lines.
struct LogRecogniser {
    let found: FormatRecognition
    /// What was read for this, in order: its records are still to be read.
    let blocks: [LineBlock]
    /// Why the source could not be read further.
    let failure: LogError?

    /// Lines that a schema is guessed from, at most.
    private static let sampleLines = 2000
    /// No more than this is kept for the sample, whatever its lines are like.
    private static let mostBytes = 8 << 20
    /// From this many lines on, the format is tried only each time their number has doubled.
    private static let triedOneByOne = 64

    /// - Throws: ``LogError`` when the source has no lines, or their format is unknown or not the one that is wanted.
    init(_ lines: any LineSource, catalog: FormatCatalog, format wanted: LogFormat?) throws {
        func recognise(_ sample: [[UInt8]]) throws -> FormatRecognition {
            try FormatRecognition.recognise(sample, file: lines.name, catalog: catalog, format: wanted)
        }
        var (blocks, failure): ([LineBlock], LogError?) = ([], nil)
        var sample: [[UInt8]] = []
        var recognised: FormatRecognition?
        var (nextTry, kept) = (1, 0)
        repeat {
            do throws(LogError) {
                guard let block = try lines.nextBlock() else { break }
                let before = sample.count
                Self.add(block, to: &sample)
                // Empty lines are not kept, however many there are.
                if sample.count == before { continue }
                blocks.append(block)
                kept += block.bytes.count
            } catch {
                if error.isOfOutput { throw error }
                failure = error
                break
            }
            guard sample.count >= nextTry else { continue }
            nextTry = sample.count < Self.triedOneByOne ? sample.count + 1 : 2 * sample.count
            // A format of the catalog is certain after the first lines, which matters for a pipe; a guess needs more.
            if let found = try? recognise(sample), wanted != nil || !found.format.required.isEmpty {
                recognised = found
            }
        } while recognised == nil && sample.count < Self.sampleLines && kept < Self.mostBytes
        if sample.isEmpty { throw failure ?? LogError.empty(file: lines.name) }
        (found, self.blocks, self.failure) = (try recognised ?? recognise(sample), blocks, failure)
    }

    private static func add(_ block: LineBlock, to sample: inout [[UInt8]]) {
        block.bytes.withUnsafeBufferPointer { bytes in
            for line in BlockLines(bytes, number: block.firstLine) where !line.content.isEmpty {
                sample.append(Array(bytes[line.content]))
                if sample.count == sampleLines { return }
            }
        }
    }
}
