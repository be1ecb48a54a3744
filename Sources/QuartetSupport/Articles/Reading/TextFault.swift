/// What is wrong with a text, and what to do; its file is known further up.
package struct TextFault: Error, Sendable, Equatable {
    /// Counted from 1.
    package var line: Int?
    package var what: String
    package var remedy: String

    package init(line: Int? = nil, _ what: String, _ remedy: String) {
        (self.line, self.what, self.remedy) = (line, what, remedy)
    }
}
