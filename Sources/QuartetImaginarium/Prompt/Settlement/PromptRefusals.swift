/// Refusals of wishes that exclude each other.
extension PromptRule {
    /// "a sleeveless top with puff sleeves"
    static let sleevesOrNone = PromptRule("sleeves or none") { draft in
        guard let none = draft.choices[.sleeveLength]?.first(where: { $0.id == "none" }) else { return }
        let others = (draft.choices[.sleeveLength] ?? []) + (draft.choices[.sleeveShape] ?? [])
        if let other = others.first(where: { $0.id != "none" }) {
            throw PromptError.contradiction(about: "sleeves", words: [none.words, other.words])
        }
    }

    /// "a coat with a shawl collar, without a collar"
    static let collarOrNone = PromptRule("collar or none") { draft in
        if let none = draft.choices[.collar]?.first(where: { $0.id == "none" }),
            let other = draft.choices[.collar]?.first(where: { $0.id != "none" })
        {
            throw PromptError.contradiction(about: "collar", words: [none.words, other.words])
        }
    }

    /// "a strapless dress with long sleeves"
    static let straplessOrSleeves = PromptRule("strapless or sleeves") { draft in
        if let bare = draft.choices[.neckline]?.first(where: { $0.id == "strapless" }),
            let sleeves = draft.choices[.sleeveLength]?.first(where: { $0.id != "none" })
        {
            throw PromptError.contradiction(about: "neckline", words: [bare.words, sleeves.words])
        }
    }

    /// "a strapless T-shirt": what the catalog excludes for a garment.
    static let excludedStyles = PromptRule("excluded styles") { draft in
        for attribute in StyleAttribute.allCases {
            for choice in draft.choices[attribute] ?? []
            where draft.garment.excluded[attribute]?.contains(choice.id) == true {
                throw PromptError.contradiction(
                    about: attribute.title, words: [choice.words, draft.garmentWords])
            }
        }
    }

    /// "a denim jacket of silk"
    static let ownMaterial = PromptRule("own material") { draft in
        guard let own = draft.garment.forMaterial, let material = draft.reading.request.material,
            material != own,
            draft.garmentWords.lowercased().contains(own), let words = draft.cloth.material?.written
        else { return }
        throw PromptError.onlyOne("material", words: [words, draft.garmentWords])
    }
}
