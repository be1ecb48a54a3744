/// A part of a template that is written or done.
struct TemplateStatement {
    indirect enum Kind {
        case text(TemplateText)
        case output(TemplateExpression)
        /// The first branch whose condition holds; one without a condition always does.
        case branches([(condition: TemplateExpression?, body: [TemplateStatement])])
        case loop(Loop)
        case set([Target], TemplateExpression)
        /// `{% set name %}…{% endset %}`
        case capture(String, [TemplateStatement])
        case macro(TemplateMacro)
        /// `{% generation %}…{% endgeneration %}`, which marks what a model learns to write.
        case block([TemplateStatement])
        case leaveLoop, nextItem
    }

    struct Loop {
        let names: [String]
        let items: TemplateExpression
        /// Items for which it does not hold are left out before the loop begins.
        let condition: TemplateExpression?
        let body: [TemplateStatement]
        /// Done if there is no item.
        let otherwise: [TemplateStatement]
    }

    /// A variable, or an attribute of a namespace.
    struct Target {
        let name: String
        var attribute: String?
    }

    let line: Int
    let kind: Kind
}

/// A part of a template that has a value.
struct TemplateExpression {
    indirect enum Kind {
        case literal(TemplateValue)
        case name(String)
        case list([TemplateExpression])
        case mapping([(key: TemplateExpression, value: TemplateExpression)])
        case attribute(TemplateExpression, String)
        case item(TemplateExpression, TemplateExpression)
        case slice(
            TemplateExpression, start: TemplateExpression?, end: TemplateExpression?,
            step: TemplateExpression?)
        case call(TemplateExpression, Arguments)
        case filter(TemplateExpression, String, Arguments)
        case test(TemplateExpression, String, [TemplateExpression], isNegated: Bool)
        case not(TemplateExpression)
        case negative(TemplateExpression)
        case binary(TemplateOperator, TemplateExpression, TemplateExpression)
        case conditional(TemplateExpression, condition: TemplateExpression, otherwise: TemplateExpression?)
    }

    struct Arguments {
        var places: [TemplateExpression] = []
        var names: [(name: String, value: TemplateExpression)] = []
    }

    let line: Int
    let kind: Kind

    /// Whether its value is new, rather than a variable or a part of one.
    var makesValue: Bool {
        switch kind {
        case .list, .mapping, .call, .filter: true
        default: false
        }
    }
}

/// The operators between two values, with those that bind tighter later.
enum TemplateOperator: String {
    case or, and
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contained = "in"
    case notContained = "not in"
    case plus = "+"
    case minus = "-"
    case concatenation = "~"
    case times = "*"
    case quotient = "/"
    case wholeQuotient = "//"
    case remainder = "%"
    case power = "**"

    /// Operators of higher precedence bind tighter. `not` is between `and` and the comparisons.
    var precedence: Int {
        switch self {
        case .or: 1
        case .and: 2
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .contained, .notContained: 4
        case .plus, .minus: 5
        case .concatenation: 6
        case .times, .quotient, .wholeQuotient, .remainder: 7
        case .power: 8
        }
    }

    static let notPrecedence = 3
}
