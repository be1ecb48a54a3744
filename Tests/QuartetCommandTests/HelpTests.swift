import Testing

@Suite struct HelpTests {
    static let commands = [
        [], ["design"], ["design", "draw"], ["design", "redraw"], ["design", "train"],
        ["design", "train", "fabric"],
        ["lab"], ["lab", "vae"], ["lab", "vae", "train"], ["lab", "vae", "sample"],
        ["lab", "vae", "interpolate"],
        ["lab", "vae", "evaluate"], ["lab", "gan"], ["lab", "gan", "train"], ["lab", "gan", "sample"],
        ["lab", "gan", "interpolate"],
        ["traffic"], ["traffic", "train"], ["traffic", "score"], ["traffic", "evaluate"],
    ]

    @Test(arguments: commands)
    func everyCommandExplainsItself(_ command: [String]) throws {
        let help = try Program.run(command + ["--help"])
        #expect(help.status == 0)
        #expect(help.errors.isEmpty)
        #expect(help.output.hasPrefix("OVERVIEW: "))
        #expect(help.output.contains("USAGE: quartet"))
        let isGroup = ["design train", "lab vae", "lab gan"].contains(command.joined(separator: " "))
        #expect(isGroup || help.output.contains("EXAMPLE"))
    }

    @Test func theVersionIsPrinted() throws {
        let version = try Program.run(["--version"])
        #expect(version.status == 0)
        #expect(version.output.hasPrefix("quartet "))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsAreMade(_ shell: String) throws {
        let script = try Program.run(["--generate-completion-script", shell])
        #expect(script.status == 0)
        #expect(script.output.contains("quartet"))
    }
}
