import ArgumentParser

/// `--hold-back` of every training: how many of the last examples become validation data, as a number or a share.
enum HeldBack: ExpressibleByArgument, Equatable {
    case count(Int)
    case share(Double)

    /// Reads `5000`, or a percentage up to 90 such as `10%`.
    init?(argument: String) {
        if argument.hasSuffix("%") {
            guard let percent = Double(argument.dropLast()), (0...90).contains(percent) else { return nil }
            self = .share(percent / 100)
        } else {
            guard let count = Int(argument), count >= 0 else { return nil }
            self = .count(count)
        }
    }

    var defaultValueDescription: String {
        switch self {
        case .count(let count): "\(count)"
        case .share(let share): "\(Int((share * 100).rounded()))%"
        }
    }

    /// How many of so many examples; more than all if the number asks for more.
    func count(of examples: Int) -> Int {
        switch self {
        case .count(let count): count
        case .share(let share): Int((Double(examples) * share).rounded())
        }
    }
}

extension ArgumentHelp {
    /// - Parameter usual: what holds without the option, where it is not one value.
    static func holdBack(_ examples: String, usual: String? = nil) -> ArgumentHelp {
        ArgumentHelp(
            "Hold back the last \(examples) as validation data: this many, or a share such as 10%"
                + (usual.map { " (default: \($0))" } ?? "") + ".", valueName: "number or share")
    }
}
