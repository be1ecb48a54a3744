/// Numbers, with what they measure or count.
extension PromptDraft {
    /// A number before the things that it counts. It is never the number of designs: that is said in words.
    mutating func settleNumber(_ number: Int, at index: Int) {
        let mention = mentions[index]
        // "4 gold buttons"
        let next = mentions[(index + 1)...].first {
            !$0.isColouring && !$0.meanings.contains { $0.kind == "material" }
        }
        guard let next, let counted = next.meanings.first(where: \.isCountable) else {
            return setAside(
                mention.written, "a number of what? write \"\(mention.written) designs\" for several designs")
        }
        switch counted {
        case .style(.closure, let id) where id.contains("button") || id.contains("breasted"):
            guard (1...20).contains(number) else {
                return setAside(mention.written, "1 to 20 buttons are drawn")
            }
            reading.request.buttons = number
            understand(mention.written, "number of buttons: \(number)")
        default:
            setAside(mention.written, "the number of \(next.words) is that of the garment's usual cut")
        }
    }

    mutating func settleQuantity(_ quantity: Quantity, at index: Int) throws {
        let mention = mentions[index]
        let next = index + 1 < mentions.count ? mentions[index + 1] : nil
        let words = mention.written
        switch quantity.kind {
        case .length: measure(.length, quantity.value, words, in: 15...200)
        case .insideLeg: measure(.insideLeg, quantity.value, words, in: 3...110)
        case .sleeve: measure(.sleeve, quantity.value, words, in: 3...90)
        case .otherLength: setAside(words, "this measure is not drawn; the size is that of the body's")
        case .weight:
            reading.request.clothWeight = quantity.value
            understand(words, "weight of the cloth: \(Self.plain(quantity.value)) g/m²")
        case .composition:
            if index > 0, isFibre(mentions[index - 1]), mentions[index - 1].pause == .none,
                !sharedFibres.contains(index - 1)
            {
                sharedFibres.insert(index - 1)
                return addFibre(mentions[index - 1].words, percent: quantity.value, words)
            }
            guard let next, isFibre(next) else { return setAside(words, "no fibre stands beside it") }
            sharedFibres.insert(index + 1)
            openShare = quantity.value
        case .size, .age: setAside(words, "one size is drawn; the tech pack has the others")
        case .price: setAside(words, "prices are not known")
        case .year: setAside(words, "decades change nothing; name a cut, colour or pattern")
        case .pieces: setAside(words, "pieces are counted from the garments that are named")
        case .colourCode:
            setAside(words, "colour codes are not known; write the colour as #rrggbb")
        case .designs:
            guard (1...Double(PromptReader.countLimit)).contains(quantity.value),
                quantity.value == quantity.value.rounded()
            else { throw PromptError.badCount(found: Int(quantity.value), limit: PromptReader.countLimit) }
            reading.request.count = Int(quantity.value)
            understand(words, "designs: \(Int(quantity.value))")
        }
    }

    private func isFibre(_ mention: PromptMention) -> Bool {
        mention.meanings.contains { $0.kind == "material" }
    }

    mutating func addFibre(_ fibre: String, percent: Double, _ words: String) {
        reading.request.composition =
            (reading.request.composition ?? []) + [FibreShare(percent: percent, fibre: fibre)]
        understand(words, "composition: \(Self.plain(percent)) % \(fibre)")
    }

    private mutating func measure(
        _ measure: GarmentMeasure, _ centimetres: Double, _ words: String, in range: ClosedRange<Double>
    ) {
        let applies =
            switch measure {
            case .length: true
            case .insideLeg: garment.parts.contains(.legs)
            case .sleeve: garment.has(.sleeveLength)
            }
        guard applies else { return setAside(words, "does not apply to \(garment.nameWithArticle)") }
        guard range.contains(centimetres) else {
            return setAside(
                words, "\(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound)) cm are drawn")
        }
        reading.request.measures = reading.request.measures ?? [:]
        reading.request.measures?[measure] = centimetres
        understand(words, "\(measure.title): \(Self.plain(centimetres)) cm")
    }

    /// Without a fraction that is nought.
    static func plain(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String((number * 10).rounded() / 10)
    }
}

extension GarmentMeasure {
    /// The measure's name in sentences.
    var title: String {
        switch self {
        case .length: "length"
        case .insideLeg: "inside leg"
        case .sleeve: "sleeve"
        }
    }

    var nameWithArticle: String { (self == .insideLeg ? "an " : "a ") + title }
}

extension PromptMeaning {
    /// Things of which a garment has several.
    fileprivate var isCountable: Bool {
        switch self {
        case .detail, .style(.closure, _), .style(.skirtShape, _), .sleeves, .part: true
        default: false
        }
    }
}
