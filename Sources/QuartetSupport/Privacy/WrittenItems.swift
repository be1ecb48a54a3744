internal import Foundation

/// Finds what is recognised by its words: e-mail addresses, street addresses, and what is introduced as a date of birth or
/// as a secret.
enum WrittenItems {
    static func find(in text: SearchedText) -> [NumberItems.Found] {
        text.matches(email).map { (.email, $0) } + addresses(text)
            + births.flatMap { text.matches($0, group: 1).map { (.birthdate, $0) } } + secrets(text)
    }

    private static let email = NSRegularExpression(
        own:
            #"[\p{L}\p{N}](?:[\p{L}\p{N}._%+'\-]*[\p{L}\p{N}_+\-])?\s?(?:@|\(at\)|\[at\])\s?[\p{L}\p{N}\-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\p{L}\p{N}\-]+)*(?:\.|\(dot\)|\[dot\])\s?\p{L}{2,}"#
    )

    // MARK: Addresses

    private static let name = #"\p{Lu}[\p{L}'’.\-]*"#
    /// A town or district and a postcode behind a street.
    private static let british =
        #"(?:,?\s+\p{Lu}[\p{L}'’\-]+(?:[ \-]\p{Lu}?[\p{L}'’\-]+){0,2}){0,3}(?:,?\s+[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}(?![\p{L}\d]))?"#
    private static let american =
        #"(?:,?\s+(?:Apt|Apartment|Suite|Ste|Unit|#)\.?\s?\w+)?(?:,?\s+\p{Lu}[\p{L}'’.\-]+(?:\s\p{Lu}[\p{L}'’.\-]+){0,2},?\s+[A-Z]{2}\s+\d{5}(?:-\d{4})?)?"#
    private static let continental =
        #"(?:,?\s+(?:[A-Z]{1,2}-)?\d{4,5}\s+\p{Lu}[\p{L}'’\-]+(?:[ \-](?:\p{Lu}|am|an der|de|del|la|le|les|sur|en)[\p{L}'’\-]*){0,3})?"#
    private static let flat = house + "*"
    private static let streetTypes =
        #"(?:Street|Road|Avenue|Lane|Mews|Terrace|Crescent|Boulevard|Gardens|Drive|Esplanade|Turnpike|Parkway|Highway|St|Rd|Ave|Ln|Blvd|Pkwy|Hwy)"#
    /// Words that mean other things in lower case.
    private static let capitalTypes =
        #"(?:Close|Court|Place|Square|Way|Row|Walk|Park|Grove|Green|Rise|View|Parade|Quay|Wharf|Hill|Circle|Trail|Loop|Yard|Fields|Meadow|Meadows|Bank|Gate|Croft|Vale|Dr|Ct|Pl|Sq|End|Common|Wynd|Brae|House|Cottage|Lodge)"#

    private static func addresses(_ text: SearchedText) -> [NumberItems.Found] {
        streets.flatMap { text.matches($0) }.map { street in
            // District, town and postcode behind a street belong to it.
            let rest = text.string(street.upperBound..<min(street.upperBound + 90, text.units.count))
            let end = NSRange(location: 0, length: rest.utf16.count)
            let tail = tails.compactMap { $0.firstMatch(in: rest, range: end)?.range.length }.max() ?? 0
            return (.address, street.lowerBound..<street.upperBound + tail)
        }
    }

    private static let between = #"^(?:[\s,'’.#/º°ª\-–]|\p{L}|\d(?!\d{3})){0,50}?(?<![\p{L}\d])"#
    private static let tails = [
        between + #"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}(?![\p{L}\d])"#,
        between + #"\d{5}-\d{4}(?!\d)"#,
    ].map { NSRegularExpression(own: $0) }

    private static let house =
        #"(?:(?:(?:Flat|Apartment|Apt\.?|Unit|Suite|Room)\s*\w{1,4}|The Old \p{Lu}\p{L}+|\p{Lu}\p{L}+ (?:Cottage|House|Lodge|Farm|Hall|Barn|Villa|Court)),?\s+)"#

    private static let streets: [NSRegularExpression] = [
        // Anything between a number and a British postcode, or an American state with its code.
        .init(
            own: house
                + #"*(?<![\p{L}\d£€$.])\d{1,4}[a-z]?(?:-\d{1,4})?,?\s+(?:[\p{L}'’.\-]+[ ,]+){1,6}[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}(?![\p{L}\d])"#
        ),
        .init(
            own: #"(?<![\p{L}\d£€$.])\d{1,5}\s+(?:[\w'’.#\-]+[ ,]+){2,9}[A-Z]{2}\s+\d{5}(?:-\d{4})?(?!\d)"#,
            ignoresCase: false),
        // The Old Forge, Kelvin Drive.
        .init(
            own: house + #"(?:\p{Lu}[\p{L}'’\-]+\s+){1,3}"# + "(?:" + streetTypes + "|" + capitalTypes
                + #")\b"#, ignoresCase: false),
        // 12 Rose Lane; 221b Baker Street, London NW1 6XE; 12 rose lane.
        .init(
            own: flat + #"(?<![\p{L}\d£€$.])\d{1,5}\s?[a-z]?(?:[-/]\d{1,4})?,?\s+(?:[\p{L}'’.\-]+\s+){1,3}"#
                + streetTypes + #"\b\.?"#),
        .init(
            own: flat + #"(?<![\p{L}\d£€$.])\d{1,5}\s?[a-zA-Z]?(?:[-/]\d{1,4})?,?\s+(?:"# + name
                + #"\s+){1,4}"# + "(?:" + streetTypes + "|" + capitalTypes
                + #")\b\.?(?:\s+(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b\.?)?(?:"# + american + "|"
                + british + ")", ignoresCase: false),
        .init(
            own: #"\b(?:"# + name + #"\s+){1,3}(?:"# + streetTypes + "|" + capitalTypes
                + #")\s+\d{1,4}[a-z]?\b"# + british, ignoresCase: false),
        // Hauptstraße 5, 10115 Berlin; Berliner Straße 12; Am Markt 3.
        .init(
            own: #"(?<!\p{L})(?:(?:"# + name
                + #"[ \-]){0,2}[\p{L}.\-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ufer|chaussee|steig|pfad|markt|wall|graben|berg|ring|promenade))\s+\d{1,4}\s?[a-z]?(?:\s?[-/]\s?\d{1,4}[a-z]?)?(?![\p{L}\d])"#
                + continental),
        .init(
            own:
                #"(?<!\p{L})(?:[Aa]m|[Aa]n de[rnm]|[Ii]m|[Ii]n de[rnm]|[Aa]uf de[rnm]|[Zz]um|[Zz]ur|[Uu]nter den|[Bb]ei der|[Hh]inter der|[Vv]or dem)\s+(?:"#
                + name + #"[ \-]?){1,2}\s*\d{1,4}\s?[a-z]?(?![\p{L}\d.])"# + continental, ignoresCase: false),
        // 12 bis, rue de la Paix, 75002 Paris.
        .init(
            own:
                #"(?<![\p{L}\d])\d{1,4}(?:\s?(?:bis|ter|quater))?,?\s+(?:rue|avenue|av\.|boulevard|bd|bld|place|chemin|allée|impasse|quai|route|cours|square|passage|villa|sentier|faubourg)\s+(?:(?:de|du|des|d['’]|la|le|l['’]|les)\s*){0,3}[\p{L}'’\-]+(?:[ \-](?:(?:de|du|des|d['’]|la|le|l['’]|les|et)\s*){0,2}\p{Lu}[\p{L}'’\-]*){0,3}"#
                + continental),
        // Calle Mayor 4, 2º B, 28013 Madrid.
        .init(
            own:
                #"(?<!\p{L})(?:calle|c/|avenida|avda\.?|av\.|paseo|plaza|pza\.?|camino|carretera|ronda|travesía|rambla|gran vía)\s*(?:(?:de|del|la|las|los|el)\s+){0,2}[\p{L}'’\-]+(?:\s+(?:(?:de|del|la|las|los|y)\s+){0,2}\p{L}[\p{L}'’\-]*){0,3},?\s*(?:n[º°o.]*\s*)?\d{1,4}(?:,?\s*\d{1,2}\s?[º°ª]\s?\p{L}{0,4})?"#
                + continental),
        // Via Roma 10.
        .init(
            own: #"(?<!\p{L})(?:Via|Viale|Piazza|Corso)\s+(?:"# + name + #"\s+){1,3}\d{1,4}(?![\p{L}\d])"#
                + continental, ignoresCase: false),
        // Kerkstraat 12.
        .init(
            own:
                #"(?<!\p{L})\p{Lu}\p{L}+(?:straat|laan|plein|gracht|kade|dijk|singel)\s+\d{1,4}\s?[a-z]?(?![\p{L}\d])(?:,?\s+\d{4}\s?[A-Z]{2}\s+\p{Lu}\p{L}+)?"#,
            ignoresCase: false),
        .init(own: #"(?<!\p{L})(?:P\.?\s?O\.?\s?Box|Postfach|BP|apartado(?: de correos)?)\s+\d[\d ]{0,7}\d"#),
        .init(
            own:
                #"(?:my |the |our )?post\s?code(?:'s| is|:)?\s+([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})(?![\p{L}\d])"#
        ),
    ]

    // MARK: Dates of birth

    private static let months =
        #"(?:jan\w*|feb\w*|fév\w*|mar\w*|mär\w*|apr\w*|avr\w*|abr\w*|may\w*|mai|jun\w*|juin|jul\w*|juil\w*|aug\w*|août|ago\w*|sep\w*|okt\w*|oct\w*|nov\w*|dec\w*|dez\w*|déc\w*|dic\w*|ene\w*)"#
    private static let anyDate =
        #"(?:\d{1,2}\s?[./\- ]\s?\d{1,2}\s?[./\- ]\s?\d{2,4}|(?:19|20)\d{2}[./\-]\d{1,2}[./\-]\d{1,2}|\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s*(?:of\s+|de\s+|\-)?\s*"#
        + months
        + #"\.?,?\s*(?:de\s+|del\s+|\-)?\s*(?:'?\d{2,4})|"# + months
        + #"\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+'?\d{2,4})(?!\d)"#
    private static let birthWords =
        #"(?:\bborn|date of birth|\bd\.?\s?o\.?\s?b\b\.?|birth\s?da(?:y|te)|date i was born|\bgeboren|\bgeb\.|geburtsdatum|geburtstag|\bnée?\b|date de naissance|\bnac[ií]\w*|fecha de nacimiento|cumpleaños|anniversaire)"#
    private static let births = [
        NSRegularExpression(own: birthWords + #"[^\d\n]{0,28}?("# + anyDate + ")"),
        NSRegularExpression(
            own: "(" + anyDate
                + #")[^\d\n]{0,12}(?:is my (?:birthday|date of birth|dob|birth date)|geboren|ist mein geburt)"#
        ),
    ]

    // MARK: Secrets

    private static let secretWords =
        #"(?:pass\s?wo?r?d|pass\s?phrase|pass\s?code|\bpwd|\bpw\b|passwort|kennwort|mot de passe|\bmdp\b|contraseña|\bclave|\bpin(?:\s?(?:code|number|nummer))?\b|security\s(?:code|answer|number)|\bcv[vc]2?\b|(?:one[- ]time|verification|login|log-in|access|sms|confirmation|sign-?in|auth\w*|two-?step|2fa|reset|text(?:ed)?)\s+(?:code|password|pin|number)|\botp\b|\btan\b|(?:sicherheits|bestätigungs|einmal|zugangs|prüf|verifizierungs)(?:code|passwort|nummer|zahl)|code\s+(?:secret|de sécurité|de vérification|de confirmation|à usage unique|pin|reçu)|código\s+(?:de\s+(?:seguridad|verificación|acceso|un solo uso|confirmación)|pin|secreto)|geheimzahl|(?:that|the) code (?:you|they) (?:sent|texted)(?: me)?|code (?:i|we) (?:got|received)(?: by (?:text|sms|email))?)"#
    private static let introducer =
        NSRegularExpression(
            own: secretWords
                + #"(?:\s+(?:for|to|of|on|für|zu|de|para|pour|von|du)\s+(?:my|the|your|mein\w*|das|mi|mon|la|el|le)?\s?[\p{L}\-]+){0,2}\s*(?:(?:is|was|ist|war|lautet|est|était|es|era|reads|says|:|=|->|-)\s*){1,2}(?:still |now |set to |immer noch )?["'«„“‘(]?([^\s"'»“”’),;]{3,64})"#
        )
    private static let direct = NSRegularExpression(
        own: secretWords + #"\s+["'«„“‘(]?((?=[^\s]*\d)[^\s"'»“”’),;]{3,64})"#)
    /// A few words between the kind of secret and the secret, which then has a digit: "the PIN of my gift card is 3966".
    private static let loose = NSRegularExpression(
        own: secretWords
            + #"[^\d.!?\n]{0,45}?(?:\b(?:is|are|was|to|ist|lautet|est|es|sind|sont)|[:=])\s*["'«„“‘(]?((?=[^\s]*\d)[^\s"'»“”’),;]{3,64})"#
    )
    private static let codes = [
        // A card's code: "the code on the back is 737".
        #"\b(?:code|number|digits)\b[^\d.!?\n]{0,12}\bback\b[^\d.!?\n]{0,20}(?<!\d)(\d{3,4})(?!\d)"#,
        #"(?:text(?:ed)?|sms|sent|app|verif\w*|log\w*|sign\w*|e-?mail\w*|envoy\w*|reçu|recibid\w*|geschickt)\b[^.!?\n]{0,45}\b(?:code|código)\b[^\d\n]{0,30}(\d[\d\- ]{2,8}\d)(?!\d)"#,
        #"\b(?:code|código)\b[^\d.!?\n]{0,30}\b(?:text\w*|sms|e-?mail\w*|phone|app)\b[^\d\n]{0,25}(\d[\d\- ]{1,8}\d)(?!\d)"#,
        #"\b(?:three|3|last|four|4) digits (?:on|at) the (?:back|front)[^\d\n]{0,20}(\d{3,4})(?!\d)"#,
    ].map { NSRegularExpression(own: $0) }
    private static let behind = NSRegularExpression(
        own:
            #"(?<![\p{L}\d])([^\s"'«„“(]{4,64})["'»”’)]?\s+(?:is|ist|est|es)\s+(?:my|the|mein|das|mon|le|mi|la)\s+"#
            + secretWords)
    /// Words that follow "password is" without being one.
    private static let plainWords: Set<String> = [
        "wrong", "not", "correct", "incorrect", "expired", "the", "my", "forgotten", "invalid", "rejected",
        "being", "weak", "too",
        "never", "always", "gone", "lost", "working", "refused", "falsch", "nicht", "abgelaufen",
        "incorrecta", "incorrect.", "wrong.",
        "valid", "right", "fine", "needed", "required", "asked", "sent", "missing", "accepted", "blocked",
        "locked", "reset", "please",
        "no", "nowhere", "supposed", "still", "saved", "safe", "unknown", "different", "same", "what",
        "where", "how", "that", "pas",
        "perdu", "oublié", "olvidada", "expired.", "invalid.", "somehow", "apparently", "just", "again",
        "longer", "there", "here",
    ]

    private static func secrets(_ text: SearchedText) -> [NumberItems.Found] {
        ([introducer, direct, loose, behind] + codes).flatMap { text.matches($0, group: 1) }.compactMap {
            range in
            var range = range
            while range.count > 3, [0x2E, 0x21, 0x3F, 0x2C, 0x3A].contains(text.units[range.upperBound - 1]) {
                range = range.lowerBound..<range.upperBound - 1
            }
            return plainWords.contains(text.string(range).lowercased()) ? nil : (.secret, range)
        }
    }
}
