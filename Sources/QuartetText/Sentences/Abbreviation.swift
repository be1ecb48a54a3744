/// The words that are written with a full stop, and what the full stop then means.
enum Abbreviation {
    /// Never the last word of a sentence: "e.g.", "z. B.", "Dr.".
    case joins
    /// The last word only before a word that often begins a sentence: "St.", initials.
    case joinsNames
    /// The last word before any capital: "etc.", "usw.", "p.m."
    case mayEnd
    /// A word of its own, too, so an abbreviation only before a number: "No. 5", "Art. 3", "Sun. 4 May".
    case joinsNumbers

    /// What a word is, without its last full stop.
    ///
    /// - Parameter isPair: whether a letter with a full stop comes before it, as in "z. B."
    init?(_ word: String, isPair: Bool) {
        let lower = word.lowercased()
        if let known = Self.table[lower] {
            self = known
        } else if let kind = Self.letters(word, lower, isPair) {
            self = kind
        } else if let last = lower.split(separator: "-").last, last.utf8.count < lower.utf8.count,
            let known = Self.table[String(last)]
        {
            self = known
        } else if lower.hasSuffix("str") && lower.utf8.count > 5 {
            // "Hauptstr. 5"
            self = .joinsNames
        } else {
            return nil
        }
    }

    /// Single letters, and letters with full stops between them.
    private static func letters(_ word: String, _ lower: String, _ isPair: Bool) -> Abbreviation? {
        guard word.utf8.count <= 3 || word.utf8.contains(UInt8(ascii: ".")) else { return nil }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ (1...2).contains($0.unicodeScalars.count) }),
            parts.joined().unicodeScalars.allSatisfy(\.properties.isAlphabetic)
        else { return nil }
        if parts.count > 1 { return lower == word || pairs.contains(lower) ? .joins : .joinsNames }
        guard word.unicodeScalars.count == 1 else { return nil }
        return isPair && pairs.contains { $0.hasSuffix("." + lower) } ? .joins : .joinsNames
    }

    /// Those of several letters that never end a sentence, also with spaces between them.
    private static let pairs: Set<String> = [
        "e.g", "i.e", "z.b", "d.h", "u.a", "o.ä", "u.ä", "i.d.r", "z.t", "s.o", "s.u", "v.a", "i.a", "z.hd",
        "p.ej", "p.e", "p.ex", "c.-à-d", "b.z.w",
    ]

    private static let table: [String: Abbreviation] = {
        let words: [(Abbreviation, String)] = [
            (
                .joins,
                """
                eg ie vs cf viz approx incl excl mr mrs ms mx dr prof rev hon gen col capt lt sgt messrs fig figs ref \
                dept tel ext est resp \
                bzw ca evtl ggf inkl exkl zzgl abzgl vgl bspw sog einschl ausschl bzgl hr hrn dipl ing gem mind ggü geb \
                bes insb allg eigtl entspr ungef zz \
                mme mlle mgr mm env réf tél apr ex ej sra srta sres dña dn avda aprox ee izq dcha pza gral excmo núm \
                pág
                """
            ),
            (
                .joinsNames,
                """
                st sr jr inc ltd co corp bros ave rd blvd mt ft hwy apt max min fr ud uds vd vds av bd str std stk tsd mio \
                mrd máx mín temp qty avg
                """
            ),
            (.mayEnd, "etc usw usf u.s.w a.m p.m am pm hrs mins yrs lbs oz uu ff"),
            (
                .joinsNumbers,
                """
                no nos nr nrn vol pp art abs kap bd ch sec p s n nº jan feb mar apr jun jul aug sep sept oct nov dec okt dez \
                mrz janv févr juil déc ene abr ago dic mon tue tues wed thu thur thurs fri sat sun mo di mi do sa so
                """
            ),
        ]
        return words.reduce(into: [:]) { table, group in
            for word in group.1.split(separator: " ") { table[String(word)] = group.0 }
        }
    }()
}

/// Words that decide whether a full stop before them ends a sentence.
enum SentenceWords {
    /// Words that, with a capital, mostly begin a sentence.
    static let starters = Set(
        """
        the this that these those it he she we you they i in if when please there our your my how what why where who can \
        could do does did is are was for to a an at on as but and so no yes after before once will would all any every \
        each thanks thank also just however then next not \
        der die das ein eine wir sie ich es er bitte wenn danach dann für bei im mit nach ihre unsere ihr unser mein wie was \
        wo wann warum kann können hier auch nur und aber ist sind hat haben nein ja vielen danke sollte falls sobald \
        le la les un une nous vous je il elle si pour ce cette ces votre vos notre nos mon ma comment où quand pourquoi \
        merci dans après avant est avez puis mais et \
        el los las una nosotros usted para por su sus nuestro mi cómo qué cuándo dónde puede puedo gracias pero y en después \
        antes
        """.split(separator: " ").map(String.init))

    /// Words before a German ordinal number: "am 3. Mai", "im 2. Stock".
    static let beforeOrdinals: Set<String> = [
        "am", "der", "die", "das", "den", "dem", "des", "zum", "zur", "vom", "bis", "im", "ab", "seit", "und",
        "oder", "jeder", "jede", "jeden", "unser", "ihr", "ihre", "mein", "meine", "meiner", "beim",
    ]

    /// Months and days of the week.
    static let calendar = Set(
        """
        january february march april may june july august september october november december jan feb mar apr jun jul aug sep \
        sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun \
        januar jänner februar märz mai juni juli oktober dezember mrz okt dez montag dienstag mittwoch donnerstag freitag \
        samstag sonnabend sonntag januars \
        janvier février mars avril juin juillet août septembre octobre novembre décembre \
        enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
        """.split(separator: " ").map(String.init))
}
