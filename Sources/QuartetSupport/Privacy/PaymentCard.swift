/// Payment card numbers (ISO/IEC 7812): an issuer's prefix with a length that this issuer has, and Luhn's check digit.
/// One number in ten passes the check digit alone, so timestamps and article numbers would.
enum PaymentCard {
    static let lengths = 12...19

    static func isValid(_ digits: [UInt8]) -> Bool {
        lengths.contains(digits.count) && hasIssuer(digits) && passesLuhn(digits)
    }

    /// Each second digit from the right is doubled; the sum of all digits is a multiple of ten.
    static func passesLuhn(_ digits: [UInt8]) -> Bool {
        let sum = digits.reversed().enumerated().reduce(0) { sum, next in
            let doubled = Int(next.element) * (next.offset % 2 == 1 ? 2 : 1)
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
        return sum % 10 == 0
    }

    private static func hasIssuer(_ digits: [UInt8]) -> Bool {
        func prefix(_ count: Int) -> Int { digits.prefix(count).reduce(0) { $0 * 10 + Int($1) } }
        let (two, three, four, six) = (prefix(2), prefix(3), prefix(4), prefix(6))
        switch digits.count {
        // Visa.
        case 13 where digits[0] == 4, 16 where digits[0] == 4, 19 where digits[0] == 4: return true
        // Mastercard.
        case 16 where (51...55).contains(two) || (2221...2720).contains(four): return true
        // American Express, Diners Club, JCB, Discover.
        case 15 where two == 34 || two == 37: return true
        case 14...19 where two == 36 || two == 38 || two == 39 || (300...305).contains(three) || three == 309:
            return true
        case 16...19 where (3528...3589).contains(four): return true
        case 16...19
        where four == 6011 || two == 65 || (644...649).contains(three) || (622_126...622_925).contains(six):
            return true
        // UnionPay.
        case 16...19 where two == 62 || two == 81: return true
        // Maestro.
        case 12...19 where two == 50 || (56...58).contains(two) || two == 67 || four == 6304 || four == 6390:
            return true
        default: return false
        }
    }
}
