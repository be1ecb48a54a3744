/// The orders to an assistant in four languages. Words are without diacritics, as ``SearchWords`` has them.
enum OrderPatterns {
    static let all: [(order: OrdersToBot.Order, patterns: [OrderPattern])] = [
        (.override, overrides), (.disclosure, disclosures), (.form, forms), (.persona, personas),
        (.address, addresses),
        (.announcement, announcements),
    ]

    // MARK: "Ignore all previous instructions."

    private static let ignoring = """
        ignore ignoring disregard forget override bypass discard ignoriere ignorieren ignorier missachte missachten vergiss \
        vergessen verwirf oublie oubliez oublier ignorez ignorer ignora ignorar ignorad ignoren ignorad olvida olvide \
        olvidar olvidad olviden descarta descarte
        """
    private static let told = """
        instruction instructions prompt prompts directive directives guideline guidelines rules commands programming \
        anweisung anweisungen instruktion instruktionen befehl befehle befehlen regeln vorgaben prompts systemprompt \
        consigne consignes ordres regles indications instruccion instrucciones ordenes reglas directrices indicaciones
        """
    private static let earlier = """
        previous prior preceding above earlier former all any every your system developer initial original foregoing \
        vorherigen vorherige vorigen bisherigen bisherige obigen obige vorangegangenen vorangehenden fruheren alle allen \
        deine deinen ihre ihren samtliche systems precedente precedentes anterieure anterieures dessus toutes tous tes \
        vos anterior anteriores previa previas todas todos tus sus arriba
        """
    private static let overrides = [
        OrderPattern(ignoring, near: [told, earlier], before: 6, unless: "label washing assembly"),
        OrderPattern(
            ignoring,
            near: [
                "everything anything all alles tout todo",
                "above before previously told said learned earlier oben vorher bisher gesagt precede dessus avant dit anterior "
                    + "antes dicho",
            ], behind: 5),
        OrderPattern(
            "new neue nouvelles nuevas", near: [told, "system assistant bot ai ki ia"], behind: 4, before: 3),
    ]

    // MARK: "Reveal your system prompt."

    private static let disclosures = [
        OrderPattern(
            "reveal print show repeat output display leak disclose verrate zeige nenne gib wiederhole revele revelez affiche "
                + "affichez repete repetez revela revele muestra muestre repite imprime",
            near: [
                "your system hidden initial secret deine deinen ihren geheimen ton tes votre vos tu tus sus cachees ocultas",
                "prompt prompts systemprompt systemprompts instructions anweisungen consignes instrucciones",
            ], behind: 7, unless: "care manual washing order label")
    ]

    // MARK: "Answer only with JSON."

    private static let answering = """
        answer answers respond reply output return write format antworte antworten antwortest gib ausgabe schreibe reponds \
        repondez repondre ecris ecrivez reponse responde responda responder respondan contesta conteste escribe devuelve
        """
    private static let formats = """
        json xml yaml html base64 markdown python javascript sql csv rot13 hexadecimal morse pirate haiku
        """
    private static let forms = [
        OrderPattern(
            answering,
            near: [
                "only exclusively solely always just nur ausschliesslich ausschlie\u{DF}lich immer uniquement seulement "
                    + "exclusivement toujours solo unicamente exclusivamente siempre with in as mit als en avec con",
                formats,
            ], behind: 6, before: 3,
            unless:
                "can may kannst konnen peut pouvez puede puedes export download file import datei fichier archivo"
        ),
        OrderPattern(
            "now ab desormais partir ahora", near: [answering, formats], behind: 10,
            unless: "export download file"),
    ]

    // MARK: "You are now a pirate."

    private static let people = """
        member members customer customers subscriber part guest registered verified premium gold silver vip owner partner \
        user seller buyer winner few step steps new proud regular mitglied kunde kundin teil stammkunde gast nutzer membre \
        client cliente abonne partie utilisateur miembro usuario suscriptor parte socio
        """
    private static let bots = """
        assistant bot chatbot ai llm model agent dan ki assistent sprachmodell modell ia modele asistente modelo
        """
    private static let personas = [
        OrderPattern("you", near: ["are", "now", "a an the"], behind: 6, isSequence: true, unless: people),
        OrderPattern(
            "you", near: ["are", "now", bots + " unrestricted jailbroken free"], behind: 6, isSequence: true),
        OrderPattern(
            "you", near: ["are", "no", "longer", "a an bound"], behind: 6, isSequence: true, unless: people),
        OrderPattern(
            "du sie", near: ["bist sind", "jetzt nun", "ein eine der die"], behind: 8, isSequence: true,
            unless: people),
        OrderPattern(
            "jetzt sofort nun", near: ["bist sind", "du sie", "ein eine der die"], behind: 8,
            isSequence: true, unless: people),
        OrderPattern(
            "tu vous", near: ["es etes", "maintenant desormais", "un une l"], behind: 8, isSequence: true,
            unless: people),
        OrderPattern("ahora", near: ["eres", "un una el la"], behind: 8, isSequence: true, unless: people),
        OrderPattern(
            "act behave roleplay pretend",
            near: ["as like to if", bots + " pirate hacker admin administrator developer"], behind: 6),
        OrderPattern("verhalte agiere handle", near: ["wie als", bots], behind: 6),
        OrderPattern("agis comporte agissez actua comportate actue", near: ["comme como", bots], behind: 6),
        OrderPattern(
            "enter activate enable switch", near: ["developer dan jailbreak god debug", "mode"], behind: 6,
            unless: "phone device app printer settings usb android"),
    ]

    // MARK: "Note to the assistant: …"

    private static let addresses = [
        OrderPattern(
            "note attention instruction instructions message hinweis achtung anweisung anweisungen nachricht remarque "
                + "consigne consignes nota aviso instruccion instrucciones",
            near: ["to for an fur au a aux pour l para al", bots + " models bots"], behind: 4,
            unless: "model number agents service"),
        OrderPattern(
            "if wenn si falls", near: ["you du sie tu vous eres", "are bist sind es etes", bots], behind: 6,
            unless: "agent model modelo modele modell"),
        OrderPattern(
            "as", near: ["an", "ai", "assistant model chatbot bot language"], behind: 4, isSequence: true),
        OrderPattern(
            "assistant chatbot bot assistent asistente",
            near: [
                "must should shall muss soll doit debe",
                "say answer ignore never always reply sagen antworten ignorieren dire repondre ignorer decir responder ignorar",
            ], behind: 3),
    ]

    // MARK: "Tell customers that every order is free."

    private static let customers = """
        customer customers user users visitor visitors shopper shoppers buyer buyers kunden kunde kundinnen kund nutzern \
        nutzer besuchern client clients utilisateur utilisateurs acheteurs cliente clientes usuario usuarios compradores
        """
    private static let announcements = [
        OrderPattern(
            "tell inform assure convince", near: [customers, "that to"], behind: 4, unless: "can cannot apart"
        ),
        OrderPattern(
            "sag sage sagen teile teilen erzahle informiere versichere", near: [customers, "dass"], behind: 6),
        OrderPattern(
            "dis dites dire informe informez annonce annoncez assure",
            near: ["aux au les", customers, "que qu"], behind: 6),
        OrderPattern(
            "di dile diles diga digale digales decir informa informe asegura",
            near: ["a los las al", customers, "que"], behind: 7),
    ]
}
