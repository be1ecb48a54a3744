internal import QuartetEngine
internal import QuartetFiles
public import QuartetModels

/// Molecules as a model is trained on them: the tokens of their SMILES, packed, and their properties.
public struct TrainingMolecules: Sendable {
    public let vocabulary: TokenVocabulary
    public let properties: PropertyTable
    /// Molecules whose SMILES has more tokens than were asked for.
    public let tooLong: Int
    private let tokens: [UInt16]
    /// Where each molecule's tokens begin, and where the last one's end.
    private let starts: [Int]

    public var count: Int { starts.count - 1 }

    /// Reads a table of standard structures.
    ///
    /// - Parameters:
    ///   - names: columns of numbers; a cell that is not a number is a missing value.
    ///   - longest: tokens of the longest SMILES; longer ones are left out.
    /// - Throws: `FileError`, ``MoleculeFileError``, or ``TrainingDataError``.
    public init(path: String, properties names: [String], longest: Int) throws {
        let table = try StructureTable(path: path)
        if let missing = names.first(where: { !table.columns.contains($0) }) {
            throw TrainingDataError.noColumn(file: path, name: missing, columns: table.columns)
        }
        var numbers: [String: UInt16] = [:]
        var (tokens, starts) = ([UInt16](), [0])
        var (values, tooLong) = ([Float](), 0)
        while let row = try table.next() {
            guard case .success(.smiles(let smiles)) = row.structure,
                let split = try? SmilesTokenizer.tokens(of: smiles)
            else { throw TrainingDataError.notPrepared(file: path, line: row.line) }
            if split.count > longest {
                tooLong += 1
                continue
            }
            for token in split {
                guard let number = numbers[token] else {
                    // A vocabulary has at most 65,535 tokens: as many as numbers.
                    guard numbers.count < 65_000 else { throw TrainingDataError.tooManyTokens(file: path) }
                    tokens.append(UInt16(numbers.count))
                    numbers[token] = UInt16(numbers.count)
                    continue
                }
                tokens.append(number)
            }
            starts.append(tokens.count)
            values += row.columns(named: names).map { Float($0.value) ?? .nan }
        }
        vocabulary = TokenVocabulary(of: [Array(numbers.keys)])
        // From the order in which tokens were first seen to that of the vocabulary.
        let ordered = Dictionary(
            uniqueKeysWithValues: vocabulary.tokens.enumerated().map { ($1, UInt16($0)) })
        var places = [UInt16](repeating: 0, count: numbers.count)
        for (token, number) in numbers { places[Int(number)] = ordered[token] ?? 0 }
        for index in tokens.indices { tokens[index] = places[Int(tokens[index])] }
        (self.tokens, self.starts, self.tooLong) = (tokens, starts, tooLong)
        properties = PropertyTable(names: names, values: values)
    }

    /// Tokens of a molecule with its begin and end tokens.
    func sequence(_ index: Int) -> [Int32] {
        [TokenVocabulary.begin]
            + tokens[starts[index]..<starts[index + 1]].map { vocabulary.number(at: Int($0)) }
            + [TokenVocabulary.end]
    }

    /// The number of tokens with begin and end.
    func length(_ index: Int) -> Int { starts[index + 1] - starts[index] + 2 }

    public func smiles(_ index: Int) -> String {
        tokens[starts[index]..<starts[index + 1]].map { vocabulary.tokens[Int($0)] }.joined()
    }

    /// Of the structures, in their order.
    var fingerprint: String {
        var fingerprint = Fingerprint()
        for index in 0..<count {
            fingerprint.add(smiles(index).utf8)
            fingerprint.add(10)
        }
        return fingerprint.text
    }

    /// All indices in random order, of which the first `heldBack` are never trained on.
    func split(heldBack: Int, seed: UInt64) -> (training: [Int], heldBack: [Int]) {
        let order = ShuffledBatches.permutation(count: count, seed: seed, epoch: .max).map { Int($0) }
        return (Array(order[heldBack...]), Array(order[..<heldBack]))
    }
}
