internal import Foundation
internal import QuartetText

extension Double {
    var exponential: Double { exp(self) }
}

extension [Float] {
    /// `x - log(sum_k exp(x_k))`.
    var logSoftmax: [Float] {
        let largest = self.max() ?? 0
        let sum = log(reduce(Float(0)) { $0 + exp($1 - largest) }) + largest
        return map { $0 - sum }
    }
}

/// Places in a text by bytes of UTF-8, as tokens have them, and by Unicode scalars, as people count them.
struct TextPlaces {
    let text: String
    /// The byte at which each scalar begins, and the text's end.
    private let starts: [Int]

    init(_ text: String) {
        self.text = text
        var (starts, place) = ([Int](), 0)
        for scalar in text.unicodeScalars {
            starts.append(place)
            place += UTF8.width(scalar)
        }
        self.starts = starts + [place]
    }

    /// Scalars of the text.
    var count: Int { starts.count - 1 }

    func bytes(_ scalars: Range<Int>) -> Range<Int> {
        starts[scalars.lowerBound]..<starts[scalars.upperBound]
    }

    /// - Parameter bytes: at whole scalars.
    func scalars(_ bytes: Range<Int>) -> Range<Int> { scalar(bytes.lowerBound)..<scalar(bytes.upperBound) }

    func part(_ bytes: Range<Int>) -> String {
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
        return String(text[start..<utf8.index(start, offsetBy: bytes.count)])
    }

    private func scalar(_ byte: Int) -> Int {
        var (low, high) = (0, starts.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < byte { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Tokenizer {
    /// Parts of a text with at most so many tokens, at least two, in bytes: they begin at words where they can, and share `overlap`
    /// tokens with the one before.
    func windows(of text: String, tokens room: Int, overlap: Int = 0) throws -> [Range<Int>] {
        let options = EncodingOptions(addsSpecialTokens: false, findsSpecialTokens: false)
        let places = try encode(text, options: options).offsets
        let size = text.utf8.count
        guard places.count > room else { return [0..<size] }
        var (windows, start) = ([Range<Int>](), 0)
        while true {
            let end = start + room
            if end >= places.count {
                windows.append(places[start].lowerBound..<size)
                return windows
            }
            // A word that would be cut begins the next window.
            func isStart(_ place: Int) -> Bool { places[place].lowerBound > places[place - 1].upperBound }
            let cut = (start + room / 2..<end + 1).last { isStart($0) } ?? end
            windows.append(places[start].lowerBound..<places[cut].lowerBound)
            let next = max(cut - overlap, start + 1)
            start = (next..<cut + 1).first { isStart($0) } ?? cut
        }
    }
}
