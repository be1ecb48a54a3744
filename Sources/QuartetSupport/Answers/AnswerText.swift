internal import Foundation

/// Statements of an extract as a customer reads them: those that begin with the same line are a list below it, and the rows
/// of a table are lines.
package struct AnswerText: Sendable, Equatable {
    package let text: String

    package init(_ pieces: [Extract.Piece]) {
        var lines: [String] = []
        var place = 0
        while place < pieces.count {
            let lead = Self.lead(pieces, at: place)
            let end = lead.isEmpty ? place + 1 : Self.end(of: lead, pieces, from: place)
            if lead.isEmpty {
                lines.append(pieces[place].text)
            } else {
                let items = pieces[place..<end].map { "- " + $0.text.dropFirst(lead.count + 1) }
                lines.append(([lead] + items).joined(separator: "\n"))
            }
            place = end
        }
        // Sentences stand beside one another; a list has lines of its own.
        text = lines.reduce("") { text, line in
            if text.isEmpty { return line }
            let isBroken = line.contains("\n") || text.split(separator: "\n").last?.hasPrefix("- ") == true
            return text + (isBroken ? "\n" : " ") + line
        }
    }

    /// What a piece and the next begin with, up to a colon; empty when they are not of one list.
    private static func lead(_ pieces: [Extract.Piece], at place: Int) -> String {
        guard place + 1 < pieces.count, pieces[place].passage == pieces[place + 1].passage else { return "" }
        let shared = pieces[place].text.commonPrefix(with: pieces[place + 1].text)
        guard let colon = shared.range(of: ": ", options: .backwards) else { return "" }
        return String(shared[..<colon.lowerBound]) + ":"
    }

    private static func end(of lead: String, _ pieces: [Extract.Piece], from place: Int) -> Int {
        pieces[place...].firstIndex {
            $0.passage != pieces[place].passage || !$0.text.hasPrefix(lead + " ")
        } ?? pieces.count
    }
}
