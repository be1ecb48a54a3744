/// Which texts of a passage are encoded for the search, each as a vector of its own.
package enum VectorTexts {
    /// How much of a passage a vector stands for. The search compares a question with all of them: passages alone found
    /// the right article for fewer questions.
    package enum Grain: UInt8, Sendable, CaseIterable {
        case passage
        /// A statement with its title and headings.
        case statement
        /// A statement with the ones before and after it.
        case neighbours
        /// What the passage is called: title and headings, and each of the article's synonyms.
        case name
    }

    package struct Text: Sendable, Equatable {
        package let grain: Grain
        /// The statement's number in its passage; 0 for a whole passage and for names.
        package let statement: Int
        package let text: String
    }

    package static func texts(of passage: Passage, synonyms: [String]) -> [Text] {
        var texts = [Text(grain: .passage, statement: 0, text: passage.encodedText)]
        let statements = passage.statements
        // One statement is its passage.
        if statements.count > 1 {
            for (index, statement) in statements.enumerated() {
                texts.append(
                    Text(grain: .statement, statement: index, text: passage.encoded(statement)))
            }
        }
        if statements.count > 2 {
            for index in statements.indices {
                let around = statements[max(index - 1, 0)...min(index + 1, statements.count - 1)]
                texts.append(
                    Text(grain: .neighbours, statement: index, text: around.joined(separator: " ")))
            }
        }
        let name = ([passage.title] + passage.headings).joined(separator: ". ")
        texts.append(Text(grain: .name, statement: 0, text: name))
        // Synonyms are the article's: its first passage carries them.
        if passage.place == 0 {
            texts += synonyms.map { Text(grain: .name, statement: 0, text: $0) }
        }
        return texts
    }
}
