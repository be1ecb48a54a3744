internal import GRDB

/// The tables, and how those of older versions become those of this one.
///
/// The version is in `PRAGMA user_version`. Each version is a transaction that first looks which version is there, so
/// that several processes may open the same file at once, and a process that is killed leaves the old tables or the new.
enum Schema {
    /// Marks the files of this program in `PRAGMA application_id`: "Qrtt".
    static let applicationID = 0x5172_7474
    static let version = versions.count

    private static let versions: [String] = [
        articles + conversations, questionVectors, questionModel,
    ]

    static func migrate(_ database: Database) throws {
        for target in versions.indices {
            try database.inTransaction(.immediate) {
                if try version(of: database) == target {
                    try database.execute(sql: versions[target])
                    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
                    try database.execute(sql: "PRAGMA user_version = \(target + 1)")
                }
                return .commit
            }
        }
    }

    static func version(of database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// What the team knows. `passageWords` and `passageParts` keep no text of their own: whoever changes a passage takes
    /// its old words out first (``PassageIndex``). Marks count as letters, because vowels of many scripts are marks.
    private static let articles = """
        CREATE TABLE article(
            id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL, audience TEXT NOT NULL,
            handover TEXT, validUntil TEXT, address TEXT, tags TEXT NOT NULL, synonyms TEXT NOT NULL,
            markdown TEXT NOT NULL, fingerprint TEXT NOT NULL, source TEXT NOT NULL, importedAt REAL NOT NULL) STRICT;
        CREATE TABLE removedArticle(id TEXT PRIMARY KEY NOT NULL, removedAt REAL NOT NULL) STRICT;
        CREATE TABLE passage(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
            place INTEGER NOT NULL, title TEXT, headings TEXT NOT NULL, statements TEXT NOT NULL,
            UNIQUE(article, place)) STRICT;
        CREATE VIRTUAL TABLE passageWords USING fts5(
            title, headings, text, synonyms,
            content='', tokenize="unicode61 remove_diacritics 2 categories 'L* M* N* Co'");
        CREATE VIRTUAL TABLE passageParts USING fts5(
            parts, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co'");
        CREATE VIRTUAL TABLE passageTerms USING fts5vocab(passageWords, row);
        CREATE VIRTUAL TABLE passagePartTerms USING fts5vocab(passageParts, row);
        CREATE TABLE vocabulary(term TEXT PRIMARY KEY NOT NULL, passages INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE articleVectors(
            article TEXT PRIMARY KEY NOT NULL REFERENCES article(id) ON DELETE CASCADE,
            encoder TEXT NOT NULL, passages BLOB NOT NULL, grains BLOB NOT NULL, statements BLOB NOT NULL,
            scales BLOB NOT NULL, codes BLOB NOT NULL) STRICT;
        CREATE TABLE question(id INTEGER PRIMARY KEY, text TEXT NOT NULL, article TEXT) STRICT;
        CREATE TABLE setting(key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        """

    private static let questionVectors = """
        ALTER TABLE question ADD COLUMN heading TEXT;
        ALTER TABLE question ADD COLUMN encoder TEXT;
        ALTER TABLE question ADD COLUMN scale REAL;
        ALTER TABLE question ADD COLUMN codes BLOB;
        """

    /// What the team's questions teach: their words by article, and the head of each encoder that was trained on them.
    private static let questionModel = """
        ALTER TABLE question DROP COLUMN encoder;
        ALTER TABLE question DROP COLUMN scale;
        ALTER TABLE question DROP COLUMN codes;
        CREATE TABLE questionWord(
            word TEXT NOT NULL, article TEXT NOT NULL, questions INTEGER NOT NULL,
            PRIMARY KEY(word, article)) STRICT, WITHOUT ROWID;
        CREATE TABLE questionHead(
            encoder TEXT PRIMARY KEY NOT NULL, questions TEXT NOT NULL, sections TEXT NOT NULL,
            width INTEGER NOT NULL, weights BLOB NOT NULL) STRICT;
        """

    /// What customers and the desk wrote. No full-text index has any of it. Numbers of turns and tickets are never used
    /// again, so that an old number cannot mean another customer.
    private static let conversations = """
        CREATE TABLE conversation(
            id TEXT PRIMARY KEY NOT NULL, customer TEXT, startedAt REAL NOT NULL, language TEXT,
            holder TEXT NOT NULL, state TEXT NOT NULL) STRICT;
        CREATE INDEX conversationOfCustomer ON conversation(customer);
        CREATE TABLE turn(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation TEXT NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
            at REAL NOT NULL, author TEXT NOT NULL, name TEXT, text TEXT NOT NULL, action TEXT, reason TEXT,
            citations TEXT NOT NULL, intent TEXT, slots TEXT NOT NULL, query TEXT, confidence REAL,
            latency TEXT NOT NULL) STRICT;
        CREATE INDEX turnOfConversation ON turn(conversation);
        CREATE TABLE ticket(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation TEXT NOT NULL REFERENCES conversation(id) ON DELETE CASCADE,
            openedAt REAL NOT NULL, closedAt REAL, status TEXT NOT NULL, holder TEXT NOT NULL, reason TEXT NOT NULL,
            intent TEXT, slots TEXT NOT NULL, summary TEXT NOT NULL, tried TEXT NOT NULL, suggestion TEXT,
            suggestionSource TEXT, failure TEXT) STRICT;
        CREATE INDEX ticketOfConversation ON ticket(conversation);
        CREATE UNIQUE INDEX openTicket ON ticket(conversation) WHERE status = 'open';
        CREATE TABLE note(
            id INTEGER PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES ticket(id) ON DELETE CASCADE,
            at REAL NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL) STRICT;
        CREATE INDEX noteOfTicket ON note(ticket);
        CREATE TABLE feedback(
            turn INTEGER PRIMARY KEY REFERENCES turn(id) ON DELETE CASCADE,
            at REAL NOT NULL, isHelpful INTEGER NOT NULL, text TEXT) STRICT;
        CREATE TABLE event(
            id INTEGER PRIMARY KEY, at REAL NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
            conversation TEXT REFERENCES conversation(id) ON DELETE CASCADE) STRICT;
        CREATE INDEX eventOfConversation ON event(conversation);

        """
}
