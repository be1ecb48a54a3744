/// Tells columns apart that are named alike.
enum DistinctNames {
    /// The same names; the second "pIC50" becomes "pIC50 (2)".
    static func of(_ names: [String]) -> [String] {
        var used = Set(names)
        var seen: [String: Int] = [:]
        return names.map { name in
            var number = seen[name, default: 0] + 1
            defer { seen[name] = number }
            if number == 1 { return name }
            while !used.insert("\(name) (\(number))").inserted { number += 1 }
            return "\(name) (\(number))"
        }
    }
}
