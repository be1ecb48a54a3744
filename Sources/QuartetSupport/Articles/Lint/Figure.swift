/// A number with what it counts, in one form: "2 weeks" and "14 days" are equal.
struct Figure: Hashable, Sendable {
    /// A currency, `%`, `clock`, or the smallest unit of its kind: day, month, minute, mm, g, ml.
    let unit: String
    let value: Double
    /// Whether something has to be more or less than it: "over £50".
    let isBound: Bool

    /// The figures of a statement, and its words without them.
    static func all(in statement: String) -> (figures: [Figure], words: [String]) {
        let tokens = Token.all(in: statement)
        var figures: [Figure] = []
        var words: [String] = []
        var index = 0
        while index < tokens.count {
            guard let value = tokens[index].value else {
                if !tokens[index].isSign, unit(tokens[index].text) == nil { words.append(tokens[index].text) }
                index += 1
                continue
            }
            let (found, next) = read(value, at: index, tokens)
            if let found {
                let isBound = tokens[..<index].suffix(3).contains { bounds.contains($0.text) }
                figures.append(Figure(unit: found.unit, value: found.value, isBound: isBound))
            }
            index = next
        }
        return (figures, words)
    }

    /// The figure that begins with a number, and the place behind it.
    private static func read(
        _ value: Double, at index: Int, _ tokens: [Token]
    ) -> (figure: (unit: String, value: Double)?, next: Int) {
        let token = tokens[index]
        if token.isClock { return (("clock", value), index + 1) }
        if index > 0, let currency = currencies[tokens[index - 1].text] {
            return ((currency, value), index + 1)
        }
        var next = index + 1
        // "3 to 5 days": the unit of both stands behind the second.
        if next + 1 < tokens.count, tokens[next].isRange, tokens[next + 1].value != nil { next += 2 }
        guard next < tokens.count else { return (nil, index + 1) }
        let behind = next == index + 1 ? next + 1 : index + 1
        let text = tokens[next].text
        if let currency = currencies[text] { return ((currency, value), behind) }
        if text == "%" || ["percent", "prozent"].contains(text) { return (("%", value), behind) }
        if text == "am" { return (("clock", value == 12 ? 0 : value * 60), behind) }
        if text == "pm" { return (("clock", (value == 12 ? 12 : value + 12) * 60), behind) }
        let isWorking =
            working.contains(text) || (next + 1 < tokens.count && working.contains(tokens[next + 1].text))
        let noun = working.contains(text) && next + 1 < tokens.count ? tokens[next + 1].text : text
        guard let (name, factor) = unit(noun) else { return (nil, index + 1) }
        let ownUnit = isWorking && name == "day" ? "working day" : name
        return ((ownUnit, value * factor), noun == text ? behind : behind + 1)
    }

    private static let bounds: Set<String> = [
        "over", "above", "least", "minimum", "more", "from", "under", "below", "less", "maximum", "most",
        "exceeds", "ab", "uber", "mindestens", "mehr", "unter", "weniger", "hochstens", "partir", "plus",
        "moins",
        "desde", "mas", "menos", "minimo", "maximo",
    ]
    private static let working: Set<String> = [
        "working", "business", "ouvrable", "ouvrables", "ouvres", "ouvre", "laborables", "laborable",
        "habiles", "habil",
    ]
    private static let currencies = [
        "£": "£", "gbp": "£", "€": "€", "eur": "€", "euro": "€", "euros": "€", "$": "$", "usd": "$",
        "chf": "chf",
    ]
    private static let units: [String: (String, Double)] = {
        let names: [(String, Double, String)] = [
            ("day", 1, "day days tag tage tagen jour jours dia dias"),
            ("working day", 1, "werktag werktage werktagen arbeitstage arbeitstagen"),
            ("day", 7, "week weeks woche wochen semaine semaines semana semanas"),
            ("month", 1, "month months monat monate monaten mois mes meses"),
            ("month", 12, "year years jahr jahre jahren an ans annee annees ano anos"),
            ("minute", 1, "minute minutes min minuten minutos"),
            ("minute", 60, "hour hours stunde stunden heure heures hora horas"),
            ("mm", 1, "mm"), ("mm", 10, "cm"), ("mm", 1000, "metre metres meter meters metro metros"),
            ("g", 1, "g"), ("g", 1000, "kg"), ("ml", 1, "ml"), ("ml", 1000, "litre litres liter litros"),
        ]
        return names.reduce(into: [:]) { units, name in
            for word in name.2.split(separator: " ") { units[String(word)] = (name.0, name.1) }
        }
    }()

    static func unit(_ word: String) -> (String, Double)? { units[word] }
}

/// A word, a number or a sign of a statement.
private struct Token {
    let text: String
    /// Of a number; minutes after midnight of a time.
    let value: Double?
    let isClock: Bool
    var isSign: Bool { text.utf8.count <= 3 && "£€$%-–—".contains(text) }
    var isRange: Bool {
        ["-", "–", "—", "to", "bis", "a", "and", "und", "et", "y", "or", "oder"].contains(text)
    }

    private init(word: String) { (text, value, isClock) = (word, nil, false) }

    private init(number: String) {
        let parts = number.split(whereSeparator: { ".,:".contains($0) })
        text = number
        if number.contains(":"), parts.count == 2, let hour = Double(parts[0]), let minute = Double(parts[1]),
            hour < 25
        {
            (value, isClock) = (hour * 60 + minute, true)
            return
        }
        isClock = false
        // "1,000" and "1.000" are thousands, "4.50" and "4,5" have a fraction.
        let isFraction = parts.count > 1 && parts[parts.count - 1].count != 3
        let whole = isFraction ? parts.dropLast().joined() : parts.joined()
        value = Double(isFraction ? whole + "." + parts[parts.count - 1] : whole)
    }

    static func all(in statement: String) -> [Token] {
        var tokens: [Token] = []
        for word in statement.split(whereSeparator: \.isWhitespace) {
            var digits = ""
            var letters = ""
            func finish(_ tokens: inout [Token]) {
                while let last = digits.last, ".,:".contains(last) { digits.removeLast() }
                if !digits.isEmpty { tokens.append(Token(number: digits)) }
                if !letters.isEmpty { tokens += SearchWords(letters).words.map { Token(word: $0) } }
                (digits, letters) = ("", "")
            }
            for character in word {
                if ("0"..."9").contains(character) || (!digits.isEmpty && ".,:".contains(character)) {
                    if !letters.isEmpty { finish(&tokens) }
                    digits.append(character)
                } else if character.isLetter || character.isNumber || "'’".contains(character) {
                    if !digits.isEmpty { finish(&tokens) }
                    letters.append(character)
                } else {
                    finish(&tokens)
                    if "£€$%-–—".contains(character) { tokens.append(Token(word: String(character))) }
                }
            }
            finish(&tokens)
        }
        return tokens
    }
}
