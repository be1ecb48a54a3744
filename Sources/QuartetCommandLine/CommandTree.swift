import ArgumentParser

/// A command with its sub-commands, by the names that are typed.
struct CommandTree {
    let type: any ParsableCommand.Type
    /// The words that name it, the program's first.
    let path: [String]

    init(_ root: any ParsableCommand.Type) { self.init(root, path: [root._commandName]) }

    private init(_ type: any ParsableCommand.Type, path: [String]) {
        self.type = type
        self.path = path
    }

    var subcommands: [CommandTree] {
        type.configuration.subcommands.map { CommandTree($0, path: path + [$0._commandName]) }
    }

    /// The sub-command that runs when none is named.
    var usual: CommandTree? {
        type.configuration.defaultSubcommand.map { CommandTree($0, path: path + [$0._commandName]) }
    }

    /// This command and all below it.
    var all: [CommandTree] { [self] + subcommands.flatMap(\.all) }

    /// The command that the first words name.
    func find(_ words: some Collection<String>) -> CommandTree {
        guard let word = words.first, let next = subcommands.first(where: { $0.path.last == word }) else {
            return self
        }
        return next.find(words.dropFirst())
    }
}
