internal import Foundation
internal import QuartetText

/// Finds wishes, moods and small talk: a wish for a person and anger by a classifier where there is one, the rest by the
/// words of a message, in English, German, French and Spanish.
package struct Cues: Sendable {
    private let classifier: CueClassifier?

    /// From this probability on the classifier alone decides, and from ``agreed`` on when the words say the same.
    private static let sure = 0.45
    private static let agreed = 0.15
    /// The same for messages of one or two words, which it has hardly seen: "agent", but also "points".
    private static let sureOfShort = 0.95
    /// The same for messages of up to six words in another language.
    private static let sureOfShortForeign = 0.97

    package init(_ classifier: CueClassifier?) { self.classifier = classifier }

    /// Fills in what the message says besides its question; the language's guess must be there.
    package func read(_ message: String, into meaning: inout MessageMeaning) throws {
        let words = SearchWords(message).words
        let text = " " + words.joined(separator: " ") + " "
        func has(_ expressions: [NSRegularExpression]) -> Bool { expressions.contains { $0.hits(text) } }
        let saysPerson = has(Self.person)
        let saysAnger = has(Self.anger) || Self.shouts(message)
        if let kinds = try classifier?.kinds(of: message) {
            // The classifier knows English. In another language the words alone say enough, and a short request such as
            // "je voudrais un remboursement" looks like anger to it.
            let isEnglish = meaning.guess.map { $0.language == "en" || $0.confidence < 0.6 } ?? true
            let isShort = words.count < (isEnglish ? 3 : 7)
            let sure = isShort ? (isEnglish ? Self.sureOfShort : Self.sureOfShortForeign) : Self.sure
            let agreed = isEnglish ? Self.agreed : 0
            meaning.wishesForPerson = kinds.person >= (saysPerson ? agreed : sure)
            meaning.isAngry = kinds.anger >= (saysAnger ? agreed : sure)
        } else {
            (meaning.wishesForPerson, meaning.isAngry) = (saysPerson, saysAnger)
        }
        meaning.rejects = has(Self.rejection)
        meaning.affirms = words.count <= 4 && has(Self.affirmation)
        meaning.asksForAccountWork = has(Self.accountWork)
        let talk = Self.smallTalk(text, words)
        // "Are you a bot?" asks who is there, not for somebody else.
        if talk == .bot { meaning.wishesForPerson = false }
        if !meaning.wishesForPerson, !meaning.rejects { meaning.smallTalk = talk }
    }

    /// A message of capitals with several words.
    private static func shouts(_ message: String) -> Bool {
        let letters = message.filter(\.isLetter)
        return letters.count >= 15 && letters.allSatisfy(\.isUppercase) && message.contains("!")
    }

    private static func smallTalk(_ text: String, _ words: [String]) -> MessageMeaning.SmallTalk? {
        // Thanks with a complaint in it is a complaint, a greeting with a question a question.
        if words.count > 8 || complaint.hits(text) { return nil }
        let content = words.filter { !FunctionWords.all.contains($0) }
        for (talk, expression, most) in talks where expression.hits(text) && content.count <= most {
            return talk
        }
        return nil
    }

    private static let people =
        #"(?:humans?|persons?|people|someone|somebody|anyone|anybody|agents?|advis[eo]rs?|operators?|representatives?|reps?|employees?|staff|managers?|supervisors?|colleagues?|boss|(?:real|actual|live) (?:one|being|human|person)|member of (?:the )?(?:team|staff)|mensch(?:en)?|mitarbeiter(?:in)?|berater(?:in)?|kolleg(?:e|en|in)|jemand(?:en|em)?|chef|personne|humain|conseiller|quelqu un|responsable|persona|humano|alguien|agente|encargad[oa]|asesor)"#
    private static let person = [
        #" (?:speak|talk|chat|connect|transfer|put|pass|hand|switch|get|give|patch|escalate|refer|forward|deal|discuss|sprechen|reden|verbinden|parler|passez|mettez|hablar|pasen|paseme|comunic\w+)(?: \w+){0,7} "#
            + people + " ",
        #" (?:want|need|like|prefer|wish|require|demand|expect|would rather|looking for|send|find|let|where is|is there|are there|isn t there|give me|may i have|can i have|could i have|ich will|ich mochte|brauche|je veux|je voudrais|quiero|necesito|prefiero|hay)(?: \w+){0,5} "#
            + people + #"(?: \w+){0,6} $"#,
        #" (?:mit|avec|con)(?: \w+){0,2} "# + people
            + #"(?: \w+){0,4} (?:sprechen|reden|verbinden|telefonieren|parler|hablar) "#,
        #" (?:get|fetch|bring|call) (?:me )?(?:a|an|the|your|some)? ?(?:\w+ )?"# + people + " ",
        #"^ (?:a |an |the )?(?:real |live |actual )?"# + people
            + #"(?: please| now| pls| bitte| por favor)?(?: i said)? $"#,
        #" (?:not|no|don t want|stop|instead of|rather than|hate|keinen?|pas de|pas un|no quiero)(?: \w+){0,4} (?:bots?|machines?|robots?|computers?|chatbots?|automat\w*|ki|ai|roboter|maquina|ordinateur) "#,
        #" (?:ring|call|phone|telephone) me | (?:can|could|may) i (?:ring|call|phone) (?:you|someone|somebody|anyone) | call ?back | hotline | (?:speak|talk|get through) to (?:accounts|customer (?:care|service|services)|the (?:store|shop|manager|returns|complaints))"#,
        #" (?:escalate|hand (?:me |this )?over|human please|real person|customer service agent|put me through|patch me through|phone number(?: please)?$)"#,
    ].map { NSRegularExpression(own: $0) }

    private static let anger = [
        #" (?:angry|furious|livid|fuming|disgusted|appalled|outraged|fed up|sick of|sick and tired|had enough|enough is enough|last straw|lost (?:all )?patience|unacceptable|disgrace\w*|disgusting|ridiculous|pathetic|useless|rubbish|joke|shambles|scam\w*|crooks?|thieves|robbery|liars?|lying|idiots?|stupid|incompetent|worst|never (?:again|shopping|buying|ordering)|absolute(?:ly)? (?:terrible|awful)|terrible service|awful service|poor service|rip ?off|wtf|bloody|damn|hell|how dare|what a nerve|a nerve|ignor(?:ed|ing) me|are you (?:deaf|kidding|serious|having me on)|can t be serious|slow clap|shame on|let ?down|(?:third|fourth|fifth|tenth|3rd|4th|5th) time|asked (?:this )?(?:three|four|five|ten|\d+) times|again and again)(?= )"#,
        #" (?:wutend|sauer|frechheit|unverschamt\w*|unmoglich|zumutung|sauerei|enttauscht|reicht(?:s)? mir|spinnt|abzocke|betrug\w*|furieux|furieuse|voleurs|diebe|scandaleux|inadmissible|honteux|vous vous moquez|marre|decue?|furioso|furiosa|harto|harta|indignante|verguenza|inaceptable|ladrones|estafa\w*|decepcionad[oa]) "#,
    ].map { NSRegularExpression(own: $0) }

    private static let rejection = [
        #"^ (?:no|nope|nah|nein|non)(?: \w+){0,2} $"#,
        #"^ (?:no |nope |nah |sorry |nein |non )*(?:not (?:that|this|what|quite|it)|that(?: s| is)? ?n?o?t? (?:not )?(?:it|what i|my question|right|helpful)|that wasn t|this isn t|wrong (?:answer|one|thing)|something else|none of (?:those|these|them)|still (?:not|wrong)|wrong again|(?:that|this|it) (?:isn|wasn|doesn|didn|does|did) (?:t|not) (?:it|right|what|my question|help|answer)|immer noch (?:nicht|falsch)|toujours pas|sigue sin|you(?: ve| have)? misunderst|you got me wrong|i (?:didn t|did not) (?:mean|ask)|the other thing|das (?:meine|war|ist) (?:ich )?(?:nicht|es nicht)|etwas anderes|falsche antwort|ce n est pas|pas ca|autre chose|eso no|no es eso|otra cosa)"#,
    ].map { NSRegularExpression(own: $0) }

    private static let affirmation = [
        #"^ (?:yes|yeah|yep|yup|aye|correct|exactly|right|that s right|ok|sure|ja|genau|richtig|oui|exact|si|exacto|correcto)(?: \w+){0,3} $"#
    ].map { NSRegularExpression(own: $0) }

    private static let accountWork = [
        #" (?:change|cancel|update|correct|amend|remove|add|merge|unlock|unblock|delete|refund|check|look up|reset|stop|resend|reissue)(?: \w+){0,3} my (?:\w+ )?(?:order|account|name|address|payment|card|booking|subscription|points|parcel)(?: \w+){0,6} (?:for me|please|now|to \w+) "#,
        #" (?:you|i was|i ve been|i have been|was) (?:charged|billed|debited)(?: \w+){0,3} (?:twice|double|two times|wrong) | charged me (?:twice|double)| my account (?:is|has been) (?:locked|blocked|hacked|suspended) "#,
    ].map { NSRegularExpression(own: $0) }

    private static let complaint = NSRegularExpression(
        own:
            #" (?:but|only|still|though|except|not|never|no|nobody|isn t|doesn t|didn t|aber|immer noch|mais|toujours|pero|sigue)(?= )"#
    )

    /// With the most content words that a message of this kind has.
    private static let talks: [(MessageMeaning.SmallTalk, NSRegularExpression, Int)] = [
        (
            .thanks,
            NSRegularExpression(
                own: #" (?:thanks?|thank you|thx|ty|cheers|ta|much appreciated|danke|merci|gracias)(?= )"#), 3
        ),
        (
            .goodbye,
            NSRegularExpression(
                own:
                    #" (?:bye|goodbye|see you|good night|that s all|that ll be (?:all|everything)|i m off|tschuss|auf wiedersehen|au revoir|bonne journee|adios|hasta luego)(?= )"#
            ), 3
        ),
        (
            .wellbeing,
            NSRegularExpression(
                own:
                    #" (?:how are you|how s it going|how do you do|how s your day|how you doing|wie geht|comment ca va|ca va|como esta\w*)(?= )"#
            ), 2
        ),
        (
            .bot,
            NSRegularExpression(
                own:
                    #" (?:are you (?:a |an )?(?:real|human|bot|robot|machine|computer|person|ai)|am i (?:talking|speaking|chatting) (?:to|with) (?:a |an )?(?:bot|robot|machine|computer|human|person)|who are you|what s your name|bist du (?:ein|echt)|etes vous un|eres un)(?= )"#
            ), 4
        ),
        (
            .praise,
            NSRegularExpression(
                own:
                    #" (?:you re (?:brilliant|great|amazing|the best|a star|wonderful|lovely)|best help|love your (?:shop|service|clothes)|most helpful|well done|good (?:bot|job)|super gemacht|genial|excelente)(?= )"#
            ), 4
        ),
        (
            .greeting,
            NSRegularExpression(
                own:
                    #"^ (?:hi|hello|hey|hullo|hiya|yo|alright|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|servus|moin|bonjour|bonsoir|salut|hola|buenas|buenos)(?= )"#
            ), 1
        ),
    ]
}
