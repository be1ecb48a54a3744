/// The elements by symbol, and the names of those that messages about drugs need.
enum ElementName {
    private static let common = [
        "H": "hydrogen", "B": "boron", "C": "carbon", "N": "nitrogen", "O": "oxygen", "F": "fluorine",
        "Si": "silicon", "P": "phosphorus", "S": "sulfur", "Cl": "chlorine", "As": "arsenic",
        "Se": "selenium",
        "Br": "bromine", "I": "iodine",
    ]

    /// The name in a sentence, or the symbol of an element without a name here.
    static func word(_ symbol: String) -> String { common[symbol] ?? symbol }

    /// Symbols of all elements up to 118, in order.
    static let symbols: [String] = """
        H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr
        Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir
        Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl
        Mc Lv Ts Og
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    static let all = Set(symbols)

    /// The symbol of an atomic number; * for a dummy atom and beyond the table.
    static func symbol(of number: Int) -> String {
        symbols.indices.contains(number - 1) ? symbols[number - 1] : "*"
    }
}
