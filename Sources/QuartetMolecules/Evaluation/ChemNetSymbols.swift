/// The symbols that ChemNet reads: 33 characters and elements, one for all others, and the stop.
enum ChemNetSymbols {
    private static let known = [
        "C", "N", "O", "H", "F", "Cl", "P", "B", "Br", "S", "I", "Si", "#", "(", ")", "+", "-", "1", "2", "3",
        "4",
        "5", "6", "7", "8", "=", "[", "]", "@", "c", "n", "o", "s",
    ]
    private static let numbers = Dictionary(
        uniqueKeysWithValues: known.enumerated().map { (Array($1.utf8), Int32($0)) })

    static let count = known.count + 2
    private static let other = Int32(known.count)
    private static let stop = other + 1
    /// What follows the stop: no symbol at all.
    static let nothing = stop + 1

    /// Symbols, the stop, and nothing up to the network's length; a longer text is cut.
    ///
    /// A letter and a following `l`, `r` or `i` are one symbol.
    static func padded(_ smiles: String) -> [Int32] {
        let text = Array(smiles.utf8)
        var symbols: [Int32] = []
        symbols.reserveCapacity(ChemNet.length)
        var place = 0
        while place < text.count, symbols.count < ChemNet.length - 1 {
            let pairs = place + 1 < text.count && Self.seconds.contains(text[place + 1])
            let next = place + (pairs ? 2 : 1)
            symbols.append(numbers[Array(text[place..<next])] ?? other)
            place = next
        }
        symbols.append(stop)
        return symbols + [Int32](repeating: nothing, count: ChemNet.length - symbols.count)
    }

    private static let seconds = Array("lri".utf8)
}
