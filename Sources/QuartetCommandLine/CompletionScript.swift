internal import Foundation

/// A shell's script that completes the program's command line.
///
/// The parser's own scripts offer the options of a default sub-command only after its name; these offer them without it
/// as well, in bash and zsh.
struct CompletionScript {
    private let text: String
    private let tree: CommandTree

    init(_ text: String, of tree: CommandTree) {
        self.text = text
        self.tree = tree
    }

    /// What differs between the shells: expressions for the word after the command and for whether it is still being
    /// typed, and the line of a command's function before which its words are known and nothing is offered yet.
    private struct Shell {
        let next, isLast, offering: String

        init?(_ name: String) {
            switch name {
            case "bash":
                next = "${unparsed_words[0]}"
                isLast = "${#unparsed_words[@]} -le 1"
                offering = "repeating_flags=()\n"
            case "zsh":
                next = "${words[2]}"
                isLast = "${CURRENT} -le 2"
                offering = "    local -i ret=1\n"
            default: return nil
            }
        }
    }

    /// The script in which a command whose next word is none of its sub-commands completes as its default does.
    func completingDefaults(in shell: String) -> String {
        guard let shell = Shell(shell) else { return text }
        return tree.all.reduce(text) { script, command in
            guard let usual = command.usual,
                let head = script.range(of: "\n\(Self.function(command))() {\n"),
                let offering = script.range(of: shell.offering, range: head.upperBound..<script.endIndex)
            else { return script }
            let place = script.lineRange(for: offering).lowerBound
            return script[..<place] + detour(from: command, to: usual, shell) + script[place...]
        }
    }

    private func detour(from command: CommandTree, to usual: CommandTree, _ shell: Shell) -> String {
        let names = command.subcommands.map { $0.path[$0.path.count - 1] } + ["help"]
        return """
                case "\(shell.next)" in
                \(names.joined(separator: "|"))) ;;
                *)
                    if [[ "\(shell.next)" == -* || ! \(shell.isLast) ]]; then
                        \(Self.function(usual))
                        return
                    fi
                    ;;
                esac

            """
    }

    private static func function(_ command: CommandTree) -> String {
        "_" + command.path.joined(separator: "_")
    }
}
