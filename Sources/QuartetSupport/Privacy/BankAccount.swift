/// International bank account numbers (ISO 13616): the country's length, and the remainder 1 when the number with its
/// first four characters at the end is divided by 97 (ISO 7064).
enum BankAccount {
    /// - Parameter characters: upper-case letters and digits without separators.
    static func isValid(_ characters: [UInt8]) -> Bool {
        guard let country = country(characters), lengths[country] == characters.count else { return false }
        var remainder = 0
        for character in characters[4...] + characters[..<4] {
            switch character {
            case 0x30...0x39: remainder = (remainder * 10 + Int(character - 0x30)) % 97
            case 0x41...0x5A: remainder = (remainder * 100 + Int(character - 0x41) + 10) % 97
            default: return false
            }
        }
        return remainder == 1
    }

    /// The length of a country's numbers; nil when there is no such country.
    static func length(_ characters: [UInt8]) -> Int? { country(characters).flatMap { lengths[$0] } }

    private static func country(_ characters: [UInt8]) -> String? {
        characters.count < 2 ? nil : String(decoding: characters.prefix(2), as: UTF8.self)
    }

    private static let lengths: [String: Int] = [
        "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
        "BY": 28, "CH": 21,
        "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18,
        "FO": 18, "FR": 27,
        "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23,
        "IQ": 23, "IS": 26,
        "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
        "LY": 25, "MC": 27,
        "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28,
        "PS": 29, "PT": 25,
        "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25,
        "SV": 28, "TL": 23,
        "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
    ]
}
