import QuartetSupport
import Testing

@Suite struct AskedRowsTests {
    private static let countries = [
        "Delivery to the EU is free from £150.",
        "Italy: Standard price £9.95, Standard time 4 to 6 working days.",
        "Cyprus (south only): Standard price £12.95, Standard time 5 to 8 working days.",
        "Poland: Standard price £12.95, Standard time 5 to 8 working days.",
    ]
    private static let heights = [
        "Size 4 to 5 years: Height up to (cm) 110, Waist (cm) 55.",
        "Size 5 to 6 years: Height up to (cm) 116, Waist (cm) 57.",
        "Size 6 to 7 years: Height up to (cm) 122, Waist (cm) 58.",
    ]
    private static let women = [
        "UK 8: EU 36, US 4, Bust (cm) 83, Waist (cm) 65.",
        "UK 10: EU 38, US 6, Bust (cm) 88, Waist (cm) 70.",
        "UK 12: EU 40, US 8, Bust (cm) 93, Waist (cm) 75.",
    ]

    @Test(arguments: [
        ("what does delivery to Italy cost", [1]), ("post to italy or poland", [1, 3]),
        ("do you deliver to Cyprus", [2]), ("free delivery?", []), ("is it 9 days", []),
    ])
    func aRowIsAskedForByItsName(question: String, expected: [Int]) {
        let rows = AskedRows(Self.countries, question: question)
        #expect(rows.rows == [1, 2, 3])
        #expect(rows.asked == Set(expected))
    }

    @Test(arguments: [
        ("he is 118 cm", [2]), ("118cm tall", [2]), ("he is 116 cm", [1]), ("he is 190 cm", []),
        ("waist of 57 cm", [1]),
    ])
    func aMeasureFallsToARow(question: String, expected: [Int]) {
        #expect(AskedRows(Self.heights, question: question).asked == Set(expected))
    }

    @Test(arguments: [
        ("I'm EU 40, what is that here", [2]), ("uk 10 please", [1]), ("my waist is 72 cm", [1, 2]),
        ("bust 88 cm", [1]), ("90 cm", [1, 2]),
    ])
    func aSizeIsAskedForByAHeadingOrAMeasure(question: String, expected: [Int]) {
        #expect(AskedRows(Self.women, question: question).asked == Set(expected))
    }

    @Test func aSentenceWithAColonIsNoRow() {
        let rows = AskedRows(
            ["Open on Sundays: 11am to 5pm.", "We close at 6pm."], question: "open on sundays")
        #expect(rows.rows.isEmpty && rows.asked.isEmpty)
    }

    @Test func statementsOfOneListStandBelowTheirLine() {
        func piece(_ text: String, _ statement: Int) -> Extract.Piece {
            Extract.Piece(passage: 1, article: "a", statement: statement, text: text, score: 1)
        }
        let text = AnswerText([
            piece("We write to you.", 0), piece("We cancel for these reasons: the bank refuses.", 1),
            piece("We cancel for these reasons: the address is incomplete.", 2), piece("That is all.", 3),
        ]).text
        #expect(
            text
                == "We write to you.\nWe cancel for these reasons:\n- the bank refuses.\n- the address is incomplete.\nThat is all."
        )
        #expect(AnswerText([piece("One.", 0), piece("Two.", 1)]).text == "One. Two.")
    }
}
