package import QuartetFiles

/// Errors as hurried people make them: two letters in the wrong order, one left out, typed twice or mistaken.
///
/// Digits stay as they are: another number has another meaning.
package enum TypingErrors {
    /// The text with one error, and a further one for about every 40 characters.
    package static func apply(to text: String, using generator: inout PhiloxGenerator) -> String {
        (0...(text.count / 40)).reduce(text) { text, _ in one(in: text, using: &generator) }
    }

    /// The text with one error; as it is where it has hardly any letters.
    package static func one(in text: String, using generator: inout PhiloxGenerator) -> String {
        var characters = Array(text)
        let letters = characters.indices.filter { characters[$0].isLetter }
        guard letters.count > 3, let place = letters.randomElement(using: &generator) else { return text }
        switch Int.random(in: 0..<4, using: &generator) {
        case 0:
            if place + 1 < characters.count, characters[place + 1].isLetter {
                characters.swapAt(place, place + 1)
            }
        case 1: characters.remove(at: place)
        case 2: characters.insert(characters[place], at: place)
        default:
            if let other = "abcdefghijklmnopqrstuvwxyz".randomElement(using: &generator) {
                characters[place] = other
            }
        }
        return String(characters)
    }
}
