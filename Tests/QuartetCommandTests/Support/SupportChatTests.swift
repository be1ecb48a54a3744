import Foundation
import QuartetImaging
import QuartetTestSupport
import Testing

/// `quartet support chat` at a terminal and in a pipe.
@Suite struct SupportChatTests {
    private static let question = "how often do I wax leather boots?"
    private static let answer = "Brush off dirt, and wax leather boots every four weeks."
    private static let input = Data("\(question)\n".utf8)

    @Test func aTerminalAndAPipeGetTheSameText() throws {
        let desk = try SupportDesk.imported()
        let pipe = try desk.run(["chat"], input: Self.input)
        #expect(pipe.status == 0 && pipe.output == "\(Self.answer)\n  [Leather boots]\n", "\(pipe.output)")
        let terminal = try Program.terminalOutput(
            ["support", "chat", "--kb", desk.path, "--quiet"], in: desk.folder.path, input: Self.input,
            environment: desk.environment)
        #expect(terminal == pipe.output.replacing("\n", with: "\r\n"), "\(terminal)")
    }

    @Test func whyWithoutAPairEncoderHasNoPicture() throws {
        let desk = try SupportDesk.imported()
        let chat = try desk.run(
            ["chat", "--pictures", "why"], input: Data("/why\n\(Self.question)\n/why\n".utf8))
        #expect(chat.status == 0 && chat.output.hasPrefix("Nothing was asked yet.\n"))
        #expect(chat.output.contains("attention: no picture"), "\(chat.output)")
        #expect(!FileManager.default.fileExists(atPath: desk.folder.file("why")))
        try desk.folder.write("", to: "file")
        let refused = try desk.run(["chat", "--pictures", "file"], input: Data("hello\n".utf8))
        #expect(refused.status == 73 && refused.errors.contains("expected a folder"), "\(refused.errors)")
    }

    static let hasModels = FileManager.default.fileExists(
        atPath: Checkout.file("models/ms-marco-MiniLM-L-12-v2"))

    /// The shop's own articles leave doubt, so that the pair encoder reads.
    @Test(.enabled(if: hasModels, "The models are not in models/: scripts/fetch-models makes them."))
    func whyDrawsWhatThePairEncoderAttendedTo() throws {
        let desk = try SupportDesk(models: true)
        #expect(try desk.run(["import", "articles"]).status == 0)
        let chat = try desk.run(
            ["chat", "--pictures", "why"],
            input: Data("can I return boots when they are dirty?\n/why\n/why\n".utf8))
        #expect(chat.status == 0 && chat.errors.isEmpty, "\(chat.errors)")
        let paths = chat.output.split(separator: "\n").filter { $0.hasPrefix("attention: ") }
        #expect(paths == ["attention: why/why-1.png", "attention: why/why-2.png"], "\(chat.output)")
        let picture = try PixelImage(contentsOf: desk.folder.file("why/why-1.png"))
        #expect(picture.width > 300 && picture.height > 200)
    }

    @Test(arguments: ["it-en", "it-it=x", "=x", "italian-english=x", "it-en="])
    func aTranslatorNamesItsLanguages(_ value: String) throws {
        let desk = try SupportDesk.imported()
        let run = try desk.run(["ask", "ciao", "--translator", value])
        #expect(run.status == 64 && run.errors.contains("--translator"), "\(run.errors)")
        let missing = try desk.run(["ask", "ciao", "--translator", "it-en=nowhere.safetensors"])
        #expect(missing.status == 66, "\(missing.errors)")
    }
}
