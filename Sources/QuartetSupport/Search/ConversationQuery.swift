internal import Foundation

/// A message after another one: what it asks by itself, and what both together ask.
package struct ConversationQuery: Sendable, Equatable {
    /// The message itself.
    package let own: String
    /// The message with the one before it in front; nil where it cannot lean on one.
    package let joined: String?
    private let wording: Wording

    /// - Parameter previous: what the customer asked before, when that was a question.
    package init(_ message: String, after previous: String?) {
        own = message
        wording = Wording(message)
        guard let previous, wording.hasWords, wording.content <= Self.mostContent else {
            joined = nil
            return
        }
        joined = previous + " " + message
    }

    /// Words with a meaning of their own of the longest message that may lean on the one before it.
    private static let mostContent = 6

    /// The probability that the message cannot be understood without the one before it: a logistic model of its wording, and
    /// of how clearly it and both together name an article. "Every week?" leans, "gift wrap?" does not. The weights were
    /// fitted on the 400 messages of `Benchmarks/Support/shop-follow-ups-train.csv`; in ten-fold cross-validation 87 % were
    /// judged rightly. Only the weight of unknown words was set by hand.
    ///
    /// - Parameter unknownShare: the share of the message's content words that no article has. They name a subject that the
    ///   articles lack, and the message before does not change that.
    package func leans(own: Clarity, joined: Clarity, unknownShare: Double = 0) -> Double {
        var sum = 0.15 - 0.064 * Double(wording.content) - 3 * unknownShare
        if wording.hasPronoun { sum += 1.29 }
        if wording.opensAsFollowUp { sum += 1.43 }
        if wording.opensAsPart { sum += 1.83 }
        if wording.endsAsFollowUp { sum += 1.09 }
        if wording.opensAsNewSubject { sum -= 2.75 }
        if wording.content == 1 { sum += 0.9 }
        if wording.isComplete { sum -= 1.99 }
        sum += -1.06 * (own.best - joined.best) - 2.3 * own.margin + 1.83 * joined.margin
        return 1 / (1 + exp(-sum))
    }

    /// How clearly a search names one article: its best fused score, and how far the next article is behind.
    package struct Clarity: Sendable, Equatable {
        package var best: Double
        package var margin: Double

        package init(best: Double, margin: Double) { (self.best, self.margin) = (best, margin) }

        package init(_ found: [FoundPassage]) {
            let best = found.first
            let other = found.first { $0.article.id != best?.article.id }
            self.init(
                best: best?.fused ?? 0, margin: other.map { (best?.fused ?? 0) - $0.fused } ?? 0)
        }
    }
}

extension ConversationQuery {
    /// What the wording of a message says about its leaning on another, in the languages of the bot's own phrases.
    struct Wording: Sendable, Equatable {
        var hasWords: Bool
        /// "Can I still change it?"
        var hasPronoun: Bool
        /// "And to Norway?"
        var opensAsFollowUp: Bool
        /// "For under 18s as well?": a part of a sentence.
        var opensAsPart: Bool
        /// "Leather too?"
        var endsAsFollowUp: Bool
        /// "Ok, do you repair zips?"
        var opensAsNewSubject: Bool
        /// "What does a licence cost": a question with a verb and a subject of its own.
        var isComplete: Bool
        /// Words that mean something, beside those with which one asks on: "how long does it take?" has none.
        var content: Int

        init(_ message: String) {
            let words = SearchWords(message).words
            hasWords = !words.isEmpty
            hasPronoun = words.indices.contains { Self.pointsBack(words, at: $0) }
            opensAsFollowUp = Self.followUps.contains { words.starts(with: $0) }
            opensAsPart = words.first.map { Self.prepositions.contains($0) } ?? false
            endsAsFollowUp = Self.endings.contains { words.suffix($0.count).elementsEqual($0) }
            opensAsNewSubject = Self.newSubjects.contains { words.starts(with: $0) }
            content = words.count { !FunctionWords.all.contains($0) && !FunctionWords.asking.contains($0) }
            isComplete =
                words.prefix(3).contains { Self.verbs.contains($0) } && !hasPronoun && !opensAsFollowUp
                && content > 0
        }

        /// Whether a word stands for something said in the message before. In "is there a sauna, and what does it cost?" none
        /// does.
        private static func pointsBack(_ words: [String], at place: Int) -> Bool {
            guard pronouns.contains(words[place]) else { return false }
            if words[place] == "there", place > 0, existences.contains(words[place - 1]) { return false }
            let joint = words[..<place].lastIndex { joints.contains($0) } ?? 0
            return words[..<joint].allSatisfy {
                FunctionWords.all.contains($0) || FunctionWords.asking.contains($0)
            }
        }

        private static func list(_ text: String) -> [[String]] {
            text.split(separator: ",").map { $0.split(whereSeparator: \.isWhitespace).map { String($0) } }
        }

        private static let followUps = list(
            """
            and, also, or, but, what about, how about, what if, even, same, then, und, oder, auch, aber, was ist mit, \
            wie ist es mit, et, ou, mais, meme, y, pero, tambien, que tal
            """)
        private static let endings = list(
            """
            too, also, as well, instead, then, either, there, it, that, them, one, this, auch, dann, denn, aussi, tambien
            """)
        private static let newSubjects = list(
            """
            ok, okay, thanks, great, right, cool, cheers, also, btw, by the way, another, other question, one more, \
            and one more, next, different, now, lovely, fine, danke, merci, gracias
            """)
        private static let verbs = FunctionWords.words(
            """
            do does did can could is are will would may should am was were has have kann konnen ist sind gibt hat haben \
            puis peut est avez puedo hay tienen
            """)
        private static let pronouns = FunctionWords.words(
            """
            it its that this they them their those these one ones there es das dies sie ihn ihm diese dieser dafur damit \
            dort cela ca celui celle y en eso esto ello lo alli
            """)
        private static let joints: Set<String> = ["and", "und", "et", "y"]
        private static let existences: Set<String> = ["is", "are", "was", "were", "isn", "aren", "be"]
        private static let prepositions = FunctionWords.words(
            """
            for in on at with without from to by only every while if even not just as after before during per until within \
            over under than more less which whose when where unless because since nur bei mit ohne fur im am aus zu zum \
            ab bis wenn pour avec sans dans sur a para con sin en si
            """)
    }
}
