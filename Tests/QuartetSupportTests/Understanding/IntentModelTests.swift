import Foundation
import QuartetSupport
import QuartetTestSupport
import Testing

/// Intents that are trained are read again and judge as they did, with and without an encoder's vectors.
@Suite struct IntentModelTests {
    private static let rows = (0..<30).flatMap { index -> [(text: String, label: String)] in
        [
            ("my parcel number \(index) is late", "delivery"), ("refund my \(index) pounds", "money"),
            ("reset the password of account \(index)", "account"),
        ]
    }

    /// A vector by what the text is about.
    private static func vectors(_ texts: [String]) -> [[Float]] {
        texts.map { text in
            [
                text.contains("parcel") ? 1 : 0, text.contains("refund") ? 1 : 0,
                text.contains("account") ? 1 : 0, 0.1 * Float(text.count % 5),
            ]
        }
    }

    @Test(arguments: [false, true], [[], ["what is the weather", "sing a song", "who won the match"]])
    func whatIsWrittenIsReadAgain(hasVectors: Bool, strangers: [String]) throws {
        try inFolder { folder in
            let encode: IntentTraining.Encode? = hasVectors ? { Self.vectors($0) } : nil
            let training = IntentTraining(encoder: hasVectors ? "mark" : nil, encode: encode)
            let (model, _) = try training.run(try LabelledTexts(Self.rows), outOfScope: strangers)
            let path = folder + "/intents.safetensors"
            try IntentModelFile.write(model, to: path)
            let read = try IntentModelFile.read(path)
            let texts = ["where is my parcel", "I want a refund", "my account"]
            let given = hasVectors ? Self.vectors(texts) : nil
            let found = try read.predict(texts, vectors: given)
            #expect(found.map(\.label) == ["delivery", "money", "account"])
            for (a, b) in zip(found, try model.predict(texts, vectors: given)) {
                #expect(abs(a.strangeness - b.strangeness) < 0.05)
            }
            // Without the encoder words alone decide.
            #expect(try read.predict(texts).map(\.label) == ["delivery", "money", "account"])
        }
    }
}
