import ArgumentParser

/// `quartet support`.
struct Support: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer customers from a knowledge base, or hand over to a person.",
        discussion: """
            The bot answers with sentences of the articles, each with its source. When it is not sure it asks back, and when \
            a person is needed it opens a ticket with a summary. Without --kb it serves the knowledge base of a fashion \
            shop that comes with the program.

            EXAMPLES:
              quartet support chat
              quartet support ask "how long do refunds take?"
              quartet support import articles/ --kb desk.sqlite
              quartet support evaluate questions.csv --kb desk.sqlite
            """,
        subcommands: [
            SupportChat.self, SupportAsk.self, SupportImport.self, SupportList.self, SupportShow.self,
            SupportRemove.self,
            SupportExport.self, SupportLint.self, SupportTune.self, SupportEvaluate.self, SupportTest.self,
            SupportCheckCommand.self,
            SupportTickets.self, SupportTicket.self, SupportReply.self, SupportNote.self, SupportResolve.self,
            SupportReopen.self, SupportHandBack.self, SupportFeedback.self, SupportStats.self,
            SupportForget.self, SupportRetain.self, SupportMask.self, SupportClassify.self, SupportTrain.self,
        ])
}
