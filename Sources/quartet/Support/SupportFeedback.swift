import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetSupport

/// `quartet support feedback`.
struct SupportFeedback: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedback", abstract: "Store whether a reply of the bot helped.",
        discussion: """
            Judges the last answer of a conversation, or the reply of the number given; a later judgement replaces an earlier \
            one. `stats` counts what was judged as bad as wrong, and good as confirmed.

            EXAMPLES:
              quartet support feedback 17 good --kb desk.sqlite
              quartet support feedback 17 bad --turn 2 --text "the price is old"
            """)

    enum Judgement: String, ExpressibleByArgument, CaseIterable { case good, bad }

    @Argument(help: "Name of the conversation.")
    var session: String

    @Argument(help: "What the reply was.")
    var judgement: Judgement

    @Option(
        help: ArgumentHelp(
            "Which of the bot's replies, from 1 (default: the last answer).", valueName: "number"))
    var turn: Int?

    @Option(help: ArgumentHelp("What was good or bad; personal items are masked.", valueName: "text"))
    var text: String?

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
        let base = try knowledge.open()
        let masking = try Masking(of: base)
        let reply = try base.judge(
            reply: turn, of: session, isHelpful: judgement == .good,
            text: text.map { masking.masked(SafeMessage($0).text) }, at: Date())
        knowledge.common.note("Stored: \(judgement.rawValue), of the reply: \(reply)")
    }
}
