/// A value of a document together with its path, so that every error names the file and the entry.
struct JSONEntry {
    let value: JSONValue
    /// Its path, such as `pre_tokenizer.pretokenizers[1].behavior`.
    let path: String
    let file: String

    func mistake(expected: String) -> TokenizerError {
        .entry(file, entry: path, expected: expected, found: value.kind)
    }

    func unsupported(known: String) -> TokenizerError {
        .unsupported(file, entry: path, found: value.kind, known: known)
    }

    /// The entry under a key, or nil if it is missing or `null`.
    func optional(_ key: String) -> JSONEntry? {
        value[key].map { JSONEntry(value: $0, path: path.isEmpty ? key : path + "." + key, file: file) }
    }

    func required(_ key: String) throws -> JSONEntry {
        guard let entry = optional(key) else {
            let path = path.isEmpty ? key : path + "." + key
            throw TokenizerError.entry(file, entry: path, expected: "a value", found: "nothing")
        }
        return entry
    }

    func string() throws -> String {
        guard case .string(let text) = value else { throw mistake(expected: "a string") }
        return text
    }

    /// A string of limited length, in bytes, because the work for a text grows with it.
    func text(atMost limit: Int) throws -> String {
        let text = try string()
        guard text.utf8.count <= limit else {
            throw TokenizerError.entry(
                file, entry: path, expected: "at most \(limit) bytes", found: "\(text.utf8.count)")
        }
        return text
    }

    func bool() throws -> Bool {
        guard case .bool(let bool) = value else { throw mistake(expected: "true or false") }
        return bool
    }

    /// A non-negative whole number.
    func count() throws -> Int {
        guard case .integer(let number) = value, number >= 0 else {
            throw mistake(expected: "a whole number, 0 or more")
        }
        return number
    }

    /// A token's id.
    func id() throws -> Int32 {
        guard let id = Int32(exactly: try count()) else { throw mistake(expected: "an id below 2147483648") }
        return id
    }

    /// A string of one character.
    func character() throws -> Unicode.Scalar {
        let scalars = try string().unicodeScalars
        guard scalars.count == 1, let scalar = scalars.first else {
            throw mistake(expected: "a string of one character")
        }
        return scalar
    }

    func items() throws -> [JSONEntry] {
        guard case .array(let items) = value else { throw mistake(expected: "an array") }
        return items.enumerated().map { JSONEntry(value: $1, path: "\(path)[\($0)]", file: file) }
    }

    func members() throws -> [JSONValue.Member] {
        guard case .object(let members) = value else { throw mistake(expected: "an object") }
        return members
    }

    func bool(_ key: String, default fallback: Bool) throws -> Bool { try optional(key)?.bool() ?? fallback }

    /// One of the names of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws -> Choice
    where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try string()) else {
            throw unsupported(known: Choice.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return choice
    }
}
