import QuartetText
import Testing

@Suite struct LanguageGuessTests {
    /// Messages of customers, written for this test.
    private static let messages: [(language: String, texts: [String])] = [
        (
            "en",
            [
                "where is my order", "can i send the shoes back", "I never got a refund for the jacket",
                "do you ship to Ireland?", "its too small can u swap it",
            ]
        ),
        (
            "de",
            [
                "wo ist meine Bestellung", "kann ich die Schuhe zurückschicken",
                "Die Jacke ist leider zu klein", "Wann kommt mein Paket?", "koennt ihr mir helfen bitte",
            ]
        ),
        (
            "fr",
            [
                "où est ma commande", "je voudrais renvoyer les chaussures", "La veste est trop petite",
                "Quand arrive mon colis ?", "j'ai pas recu mon remboursement",
            ]
        ),
        (
            "es",
            [
                "dónde está mi pedido", "quiero devolver los zapatos", "La chaqueta me queda pequeña",
                "¿Cuándo llega mi paquete?", "no me han devuelto el dinero",
            ]
        ),
        ("it", ["dove si trova il mio ordine", "vorrei restituire le scarpe", "La giacca è troppo piccola"]),
        ("pt", ["onde está a minha encomenda", "gostaria de devolver os sapatos", "O casaco não me serve"]),
        ("nl", ["waar is mijn bestelling", "ik wil de schoenen terugsturen", "De jas is te klein voor mij"]),
        ("pl", ["gdzie jest moje zamówienie", "chcę zwrócić te buty", "Kurtka jest za mała"]),
        ("sv", ["var är min beställning", "jag vill skicka tillbaka skorna", "Jackan är för liten"]),
        (
            "da",
            [
                "hvor er min ordre henne", "jeg vil gerne sende skoene tilbage",
                "Jakken er desværre ikke stor nok",
            ]
        ),
        (
            "no",
            [
                "hvor er bestillingen min nå", "jeg vil sende skoene tilbake",
                "Hva gjør jeg når jakken ikke passer",
            ]
        ),
        ("fi", ["missä tilaukseni on nyt", "haluan palauttaa kengät", "Takki on liian pieni minulle"]),
        ("cs", ["kde je moje objednávka", "chci vrátit ty boty", "Bunda je mi malá"]),
        ("tr", ["siparişim nerede acaba", "ayakkabıyı iade etmek istiyorum", "Ceket bana küçük geldi"]),
        ("ro", ["unde este comanda mea", "vreau să returnez pantofii", "Jacheta este prea mică"]),
        ("hu", ["hol van a rendelésem", "vissza szeretném küldeni a cipőt", "A kabát túl kicsi nekem"]),
        ("vi", ["đơn hàng của tôi ở đâu", "tôi muốn trả lại đôi giày", "Áo khoác quá nhỏ"]),
        (
            "id",
            ["di mana pesanan saya", "saya ingin mengembalikan sepatu", "Jaketnya terlalu kecil untuk saya"]
        ),
        ("ja", ["注文はいつ届きますか", "NIKEのパーカーはありますか"]), ("zh", ["我的订单什么时候到？"]), ("ko", ["주문이 언제 도착하나요"]),
        ("th", ["สินค้าของฉันอยู่ที่ไหน"]), ("el", ["Πού είναι η παραγγελία μου;"]),
        ("ru", ["Где мой заказ?", "хочу вернуть эти ботинки"]),
        ("uk", ["Де моє замовлення?"]), ("ar", ["أين طلبي؟"]), ("he", ["איפה ההזמנה שלי?"]),
        ("hi", ["मेरा ऑर्डर कहाँ है?"]),
    ]

    @Test(arguments: messages) func messagesOfAFewWordsAreKnown(_ language: String, _ texts: [String]) {
        for text in texts { #expect(LanguageGuess(text)?.language == language, "\(text)") }
    }

    @Test(arguments: ["en", "de", "fr", "es"]) func theFourAreSureAtFourWords(_ language: String) throws {
        let texts = try #require(Self.messages.first { $0.language == language }).texts
        for text in texts where text.split(separator: " ").count >= 4 {
            #expect(try #require(LanguageGuess(text)).confidence > 0.8, "\(text)")
        }
    }

    /// Codes, names of products and single words belong to no language, or hardly.
    @Test(arguments: [
        "", "ok", "refund", "BR-104-2217", "parka", "42", "XL", "🙂", "?", "ada@example.com",
        "https://shop.example/de/hilfe", "blazer", "polo",
        "12:30", "PayPal", "size 38", "Tom", "no", "hotel", "DE89370400440532013000",
    ])
    func wordsOfAllLanguagesAreNotSure(_ text: String) {
        #expect(LanguageGuess(text)?.confidence ?? 0 <= 0.5)
    }

    @Test(arguments: ["nike air max", "t-shirt xl", "Ada Lovelace", "cardigan navy", "no idea", "roll a die"])
    func namesOfAFewWordsAreNotSure(_ text: String) { #expect(LanguageGuess(text)?.confidence ?? 0 <= 0.85) }

    @Test func accentsInEitherFormAreTheSame() throws {
        let (one, other) = (
            LanguageGuess("où est mon colis déjà payé"),
            LanguageGuess("ou\u{300} est mon colis de\u{301}ja\u{300} paye\u{301}")
        )
        #expect(one == other && one?.language == "fr")
    }

    @Test(arguments: ["Where is my order? ", "x", "é ", "'", "可", "a'"]) func longTextsTakeNoLonger(
        _ piece: String
    ) {
        let text = String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        let start = ContinuousClock.now
        _ = LanguageGuess(text)
        #expect(ContinuousClock.now - start < .seconds(1))
    }
}
