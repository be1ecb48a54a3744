internal import Foundation

/// Finds cards, accounts and telephone numbers.
enum NumberItems {
    typealias Found = (kind: PersonalItem.Kind, range: Range<Int>)

    static func find(in text: SearchedText) -> [Found] {
        cards(text) + accounts(text) + introducedAccounts(text) + phones(text)
    }

    // MARK: Cards

    /// Groups of digits with at most one separator between two.
    private static let groups = NSRegularExpression(own: #"(?<![\p{L}\d])\d+(?:[ .\-/]{1,2}\d+)*"#)

    private static func cards(_ text: SearchedText) -> [Found] {
        text.matches(groups).flatMap { run -> [Found] in
            let parts = parts(of: run, text)
            var found: [Found] = []
            var first = 0
            while first < parts.count {
                // The longest card that begins with this group.
                let last = (first..<parts.count).last { last in
                    PaymentCard.isValid(text.digits(parts[first].lowerBound..<parts[last].upperBound))
                }
                guard let last else {
                    first += 1
                    continue
                }
                found.append((.card, parts[first].lowerBound..<parts[last].upperBound))
                first = last + 1
            }
            return found
        }
    }

    private static func parts(of run: Range<Int>, _ text: SearchedText) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start: Int?
        for place in run {
            let isDigit = (0x30...0x39).contains(text.units[place])
            if isDigit, start == nil { start = place }
            if !isDigit, let begin = start {
                parts.append(begin..<place)
                start = nil
            }
        }
        if let start { parts.append(start..<run.upperBound) }
        return parts
    }

    // MARK: Accounts

    private static let ibanStart = NSRegularExpression(own: #"(?<![\p{L}\d])[a-z]{2}[ .\-]?\d[ ]?\d"#)

    private static func accounts(_ text: SearchedText) -> [Found] {
        text.matches(ibanStart).compactMap { start in
            var characters: [UInt8] = []
            var place = start.lowerBound
            // As many letters and digits as the country has, whatever follows.
            while place < text.units.count {
                let unit = text.units[place]
                let letter = unit < 128 ? UInt8(unit) & ~0x20 : 0
                if (0x30...0x39).contains(unit) {
                    characters.append(UInt8(unit))
                } else if (0x41...0x5A).contains(letter) {
                    characters.append(letter)
                } else if ![0x20, 0x2D, 0x2E].contains(unit) {
                    return nil
                }
                place += 1
                guard let length = BankAccount.length(characters) ?? (characters.count < 2 ? .max : nil)
                else { return nil }
                if characters.count == length {
                    return BankAccount.isValid(characters) ? (.account, start.lowerBound..<place) : nil
                }
            }
            return nil
        }
    }

    /// A British sort code with its account, and numbers that are called account numbers.
    private static let introduced = [
        #"sort\s*code\D{0,20}(\d{2}[\- ]?\d{2}[\- ]?\d{2}(?!\d)(?:[^\d\n]{0,40}(?:\d{4}[ \-]?\d{4}|\d{6,8})(?!\d))?)"#,
        #"(?<!\d)(\d{2}[\- ]?\d{2}[\- ]?\d{2}[ ,;/]{1,3}(?:and |acc?(?:oun)?t?\.? ?(?:no\.?|number)? ?:? ?)?\d{8})(?!\d)"#,
        #"(?<!\d)(\d{2}-\d{2}-\d{2}[ ,;/]{1,3}(?:and |acc?(?:oun)?t?\.? ?(?:no\.?|number)? ?:? ?)?\d{4}[ \-]\d{4})(?!\d)"#,
        #"(?<!\d)((?:\d{4}[ \-]?\d{4})[^\d\n]{0,25}sort\s*code\D{0,15}\d{2}[\- ]?\d{2}[\- ]?\d{2})(?!\d)"#,
        #"(?:bank\s+|my\s+|to\s+)?acc(?:oun)?t\.?\s*(?:number|no\.?|nr\.?|#|n°)\s*(?:is|was|:|=|-)*\s*(\d[\d \-]{4,16}\d)(?![\d\-])"#,
        #"(?:konto(?:nummer|[- ]?nr\.?)?|numéro de compte|compte n[°o.]*|número de cuenta|cuenta n[º°o.]*)\s*(?:ist|lautet|est|es|:|=)*\s*(\d[\d \-]{4,22}\d)(?![\d\-])"#,
        #"(?:\bBLZ|bankleitzahl)\s*:?\s*(\d{3} ?\d{3} ?\d{2}(?:[^\d\n]{0,30}\d{6,10})?)(?!\d)"#,
    ].map { NSRegularExpression(own: $0) }

    private static func introducedAccounts(_ text: SearchedText) -> [Found] {
        introduced.flatMap { text.matches($0, group: 1).map { (.account, $0) } }
    }

    // MARK: Telephones

    private static let phone = NSRegularExpression(
        own:
            #"(?<![\p{L}\d\-.,/£€$#])(?:\+|\(\+)?\(?\d(?:[ ().\-/]{0,3}\d){6,16}(?![\d\p{L}]|[\-.,/]\d|[ ]?%)"#
    )

    private static let callWords = NSRegularExpression(
        own:
            #"(?:\b(?:call|ring|phone|tel|telephone|mobile|cell|text|sms|whatsapp|reach|contact|dial|landline|fax|number(?:'s)?(?: is)?|anrufen|rufen|telefon(?:nummer)?|handy(?:nummer)?|mobil(?:nummer)?|erreichen|rückruf|appel\w*|téléphone|portable|joindre|teléfono|móvil|ll[aá]m\w*|contactar|(?:me|him|her|us|them|i'm) on|gave (?:him|her|them|the \p{L}+)|driver|courier)\b)[^\d\n]{0,32}\+?\(?$"#
    )
    private static let otherNumbers = NSRegularExpression(
        own:
            #"(?:\b(?:order|tracking|parcel|shipment|consignment|invoice|receipt|article|item|product|return|rma|reference|ref|sku|ean|barcode|code|voucher|card ending|ticket|case|serial|batch|style|size|model|timestamp|bestell\w*|sendung\w*|paket\w*|rechnung\w*|artikel\w*|auftrag\w*|commande|colis|suivi|facture|pedido|envío|factura|seguimiento|referencia|artículo)\b|#)[^\d\n]{0,24}$"#
    )

    private static func phones(_ text: SearchedText) -> [Found] {
        text.matches(phone).compactMap { range in
            let written = text.string(range)
            let digits = text.digits(range)
            let before = text.before(range.lowerBound, 60)
            let isIntroduced = callWords.hits(before)
            if !isIntroduced, otherNumbers.hits(before) { return nil }
            if isDateOrTime(written) || belongsToCode.hits(before) { return nil }
            return looksLikePhone(written, digits, isIntroduced: isIntroduced) ? (.phone, range) : nil
        }
    }

    private static let date = NSRegularExpression(
        own:
            #"^(?:(?:0?[1-9]|[12]\d|3[01])[./\- ](?:0?[1-9]|[12]\d|3[01])[./\- ](?:19|20)?\d{2}|(?:19|20)\d{2}[./\- ](?:0?[1-9]|1[0-2])[./\- ](?:0?[1-9]|[12]\d|3[01]))(?:[ .\-/]+\d{1,2}[.:]?\d{0,2})?$"#
    )
    /// Letters and digits before, as in a tracking number in groups.
    private static let belongsToCode = NSRegularExpression(
        own: #"(?<![\p{L}\d])(?=[\p{L}\d]*\p{L})(?=[\p{L}\d]*\d)[\p{L}\d]+\s$"#)

    private static func isDateOrTime(_ written: String) -> Bool { date.hits(written) }

    private static func looksLikePhone(_ written: String, _ digits: [UInt8], isIntroduced: Bool) -> Bool {
        let isInternational =
            written.hasPrefix("+") || written.hasPrefix("(+") || digits.starts(with: [0, 0])
        if isInternational { return (8...15).contains(digits.count - (digits.starts(with: [0, 0]) ? 2 : 0)) }
        let groups = written.split(whereSeparator: { !$0.isNumber }).map(\.count)
        // National numbers begin with 0 in Britain, Ireland, Germany, France, Italy, the Netherlands.
        if digits[0] == 0, digits.count > 1, digits[1] != 0 {
            return (9...13).contains(digits.count) || (isIntroduced && digits.count >= 7)
        }
        if isIntroduced { return (7...13).contains(digits.count) }
        // North America: 3-3-4 with an area code from 200.
        if groups == [3, 3, 4] || groups == [1, 3, 3, 4] { return digits[digits.count - 10] >= 2 }
        // Spain: nine digits in groups, from 6 to 9.
        if digits.count == 9, (6...9).contains(digits[0]) {
            return groups == [3, 3, 3] || groups == [3, 2, 2, 2] || groups == [2, 3, 2, 2]
        }
        return false
    }
}

extension NSRegularExpression {
    func hits(_ text: String) -> Bool {
        firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
    }
}
