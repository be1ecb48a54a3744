/// Something that reads files, and what the fuzzer needs to feed it with mutated ones.
struct FuzzReader: Sendable {
    /// Reads the file at a path, which may be anything.
    typealias Read = (_ path: String) throws -> Void

    /// What users type, such as `gguf`.
    let name: String
    /// The name of the file that is read: some readers look at its ending.
    let file: String
    /// Words of the format: mutations insert them.
    let words: [String]
    /// Makes small valid files. They are read unchanged first, and a reader that refuses one is a mistake of this list.
    ///
    /// The folder is empty and stays while its inputs are read.
    let seeds: @Sendable (_ folder: String) throws -> [[UInt8]]
    /// Makes what reads: catalogs and models that stay the same are loaded once.
    let open: @Sendable (_ folder: String) throws -> Read
    /// Repairs checksums in every other input, so that mutations are seen by what comes after the check.
    let repair: (@Sendable ([UInt8]) -> [UInt8])?

    init(
        _ name: String, file: String, words: [String] = [],
        repair: (@Sendable ([UInt8]) -> [UInt8])? = nil,
        seeds: @escaping @Sendable (_ folder: String) throws -> [[UInt8]],
        open: @escaping @Sendable (_ folder: String) throws -> Read
    ) {
        (self.name, self.file, self.words, self.repair) = (name, file, words, repair)
        (self.seeds, self.open) = (seeds, open)
    }

    /// A reader without anything to load.
    init(
        _ name: String, file: String, words: [String] = [],
        repair: (@Sendable ([UInt8]) -> [UInt8])? = nil,
        seeds: @escaping @Sendable (_ folder: String) throws -> [[UInt8]],
        read: @escaping @Sendable (_ path: String) throws -> Void
    ) {
        self.init(name, file: file, words: words, repair: repair, seeds: seeds, open: { _ in read })
    }

    /// Every reader of files and texts that the program has: a new one belongs here.
    static let all: [FuzzReader] = weights + texts + models + pictures + designs + logs + traffic + molecules

    static func named(_ name: String) -> FuzzReader? { (all + broken).first { $0.name == name } }
}
