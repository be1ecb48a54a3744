import Foundation
import QuartetText
import Testing

@Suite struct SentenceSplitterTests {
    /// Texts with "¦" where a sentence ends; the white space there is not part of a sentence.
    @Test(arguments: [
        // Plain sentences and their marks.
        "Returns are free.¦ You have 30 days.",
        "Where is my order?¦ It was due on Monday!¦ Please help.",
        "Really?!¦ Yes.", "Wait!!!¦ Stop.", "Is it in stock?¦ i need it today", "help!¦ my parcel is lost",
        "my order is late.¦ where is it?¦ i paid on monday.¦ please check.",
        "We sell eBay. vouchers only here.", "It is broken.¦I want a new one.",
        "Can I return it?¦I lost the receipt.",
        // Abbreviations.
        "Please ask Dr. Smith or Mr. and Mrs. Jones.¦ They know.",
        "Bring proof, e.g. a receipt.¦ Photos are fine, i.e. no originals.",
        "Shirts, trousers, etc. are excluded.¦ Shoes, hats, etc.¦ The rest is not.",
        "See No. 5 on p. 12.¦ No.¦ It was on sale.", "Did it arrive?¦ No.¦ I am still waiting.",
        "We are at 12 High St. in Leeds.¦ We also have a shop in St. Ives.",
        "It is in Baker St.¦ We open at nine.",
        "The shop opens at 9 a.m. on Mondays.¦ It closes at 5 p.m.¦ Come early.",
        "Open until 5 p.m. Monday to Friday.",
        "Acme Inc. Products are made here.¦ It belongs to Acme Ltd.¦ The owner is J. R. Smith.",
        "J. Smith wrote to A. B. Jones.¦ She replied.",
        "We deliver to the U.K. and the U.S. Government.¦ It is quick.",
        "I take size M.¦ The coat was an L.", "Orders ship on Fri. 4 Oct.¦ Returns close in Dec. 2025.",
        "Heute z. B. Schuhe, d. h. Stiefel, u. a. aus Leder.¦ Morgen mehr.",
        "Heute z.B. Schuhe, d.h. Stiefel bzw. Sandalen ca. 3 Paar.¦ Morgen mehr.",
        "Hosen, Hemden usw. sind reduziert.¦ Mäntel usw.¦ Die Schuhe nicht.",
        "Fragen Sie Hr. Dr. Weber, Tel. 030 1234.¦ Er hilft gern.",
        "Rechnung Nr. 12 liegt bei.¦ Bitte prüfen.",
        "Die Filiale ist in der Hauptstr. 5 in Köln.¦ Sie öffnet um 9 Uhr.",
        "Preis inkl. MwSt. zzgl. Versand.¦ Ab 50 € gratis.",
        "Rückgabe innerhalb von 30 Std. möglich.¦ Danach nicht.",
        "Voir p. ex. la page 3.¦ M. Dupont et Mme. Martin répondent.",
        "Chaussures, sacs, etc.¦ Les bijoux sont exclus.",
        "Mande, p. ej. una foto, al Sr. García.¦ La Sra. López responde.",
        "Viven en EE. UU. desde 2020.¦ Volverán.",
        "Ud. puede devolverlo.¦ Está en la Avda. de América 15.",
        // Numbers, prices, dates.
        "It costs £4.50 and weighs 3.5 kg.¦ That is all.",
        "It costs £4.50.¦ Delivery is £1.¦ 3.95 is the old price.",
        "I bought two.¦ 3 came broken.", "Versand am 3. Mai oder am 12. Dezember.¦ Danach nicht mehr.",
        "Wir sind im 2. Stock.¦ Die Kasse ist im 1. Obergeschoss.",
        "Bezahlt habe ich 30.¦ Wann kommt der Rest?",
        "Lieferung vom 3. bis 5. Mai.¦ Das ist sicher.", "Es war 2024.¦ Wir haben es geändert.",
        "I paid 30.¦ When will it come?",
        "1. Open the parcel.¦ 2. Print the label.", "Am 1. 2. 2027 oder am 3. 2.¦ Danach nicht.",
        "I bought 2.¦ 3 came broken.", "Um 14.30 Uhr.¦ Um 15.00.¦ Danke.",
        // Addresses of pages and mailboxes.
        "Write to help@shop.co.uk.¦ We answer within a day.",
        "See https://shop.example/a?b=c.d!e.¦ Then log in.",
        "Look at www.shop.example/Help.Page or shop.example.¦ Thanks.",
        "Mail First.Last@Shop.Example please.¦ Bye.",
        // Ellipses.
        "Well... it depends.¦ Hmm…¦ I see.", "It was ... fine.", "Ich weiß nicht…¦ Vielleicht.",
        // Quotes and brackets.
        "He said \"Stop.\"¦ Then he left.", "\"Stop!\" he said.¦ She did.", "(See below.)¦ Next point.",
        "I called (twice! on Monday) and wrote.¦ Nothing.",
        "We ship daily (Mon. to Fri.).¦ Orders go out at noon.",
        "„Das geht nicht.“¦ Er ging.", "« Où est-il ? »¦ Il arrive.", "«¿Dónde está?»¦ Aquí.",
        "¿Dónde está mi pedido?¦ ¡Ayuda!¦ ¿puede ser mañana?", "¡Hola!, ¿qué tal?¦ Bien.",
        "Où est ma commande ?¦ Elle a 3 jours de retard !¦ Merci.",
        // Scripts without spaces, and marks of other scripts.
        "返品できますか？¦はい。¦送料はお客様の負担です。", "「はい。」と言った。¦そうです。", "你好！¦请问退货要多久？¦谢谢。",
        "价格是3．5元。¦好的。", "환불이 되나요?¦ 네, 됩니다.", "مرحبا؟¦ نعم۔", "नमस्ते।¦ मेरा ऑर्डर कहाँ है?",
        // Emoji and loose marks belong to the sentence before.
        "Thank you! 🙂¦ It came today :)", "Great. 👍👍¦ Bye.", "Fine. !¦ Next.",
        // Lines.
        "Hi\n¦where is my order\n¦thanks", "Dear team,\n\n¦my order is late.¦ Please help.\n\n¦Regards\n¦Ada",
        "You need:\n¦- a receipt\n¦- the box\n¦1. Go in.\n¦2. Ask.",
        "# Returns\n¦Free for members.\n¦| a | b |",
        "Returns are free for members of the club and\ncost £3.95 for everybody else who buys from our\nshop.¦ We refund at once.",
        "Die Rücksendung ist für Mitglieder des Kundenclubs\nkostenlos.¦ Alle anderen zahlen.\r\n\r\n¦Ende",
        "Hello\u{2029}¦there", "a) first\n¦b) second",
        // Nothing to cut.
        "", "ok", "?", "🙂", "...", "BR-104-2217",
    ])
    func cutsWhereSentencesEnd(_ marked: String) {
        let expected = marked.split(separator: "¦").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        #expect(SentenceSplitter.sentences(of: marked.replacing("¦", with: "")) == expected)
    }

    @Test func rangesCutTheSameSentences() {
        let text = "  Größe 42.\u{A0} Größe L?\r\n\r\nTschüß 🙂 "
        #expect(
            SentenceSplitter.ranges(of: text).map { String(text[$0]) } == SentenceSplitter.sentences(of: text)
        )
        #expect(SentenceSplitter.sentences(of: text) == ["Größe 42.", "Größe L?", "Tschüß 🙂"])
    }

    /// Nothing but white space lies outside the sentences.
    @Test(arguments: [
        " a. b! c? d", "z. B. 3. Mai.Und\n\n- so (weiter", "!!! … 。。 ??", "\u{FEFF}a.\u{200B} B.",
    ])
    func nothingIsLost(_ text: String) {
        let kept = SentenceSplitter.sentences(of: text).joined().filter { !$0.isWhitespace }
        #expect(kept == text.filter { !$0.isWhitespace })
    }

    @Test(arguments: [
        "Returns are free. You have 30 days, e.g. until 3. Mai! ", "a.", "((((((", "! ", ". ", "z. ", "a.B",
        "\n", "\"“",
        "9. ", "。", "x", "é. ",
    ])
    func timeIsLinearInTheText(_ piece: String) {
        let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
        let start = ContinuousClock.now
        _ = SentenceSplitter.sentences(of: text)
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test func fiveMegabytesTakeWellUnderASecond() {
        let text = String(
            repeating:
                "Returns are free, e.g. for members; others pay £3.95. Am 3. Mai öffnen wir! Ça va ?\n",
            count: 60_000)
        let start = ContinuousClock.now
        let count = SentenceSplitter.ranges(of: text).count
        #expect(ContinuousClock.now - start < .seconds(1) && text.utf8.count > 5_000_000)
        #expect(count == 180_000)
    }
}
