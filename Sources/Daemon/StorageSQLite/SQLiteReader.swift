// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar

/// Reads within one snapshot; its questions are in the files of the tables.
final class SQLiteReader: StoreReader {
    let db: Database
    /// Statements in use, by question.
    private var prepared: [ObjectIdentifier: Prepared] = [:]

    init(_ db: Database) {
        self.db = db
    }

    /// A question's statement, prepared when it is first asked.
    func ask(_ question: Question) throws -> Prepared {
        if let known = self.prepared[ObjectIdentifier(question)] { return known }
        let statement = try Prepared(question.sql, on: self.db)
        self.prepared[ObjectIdentifier(question)] = statement
        return statement
    }

    /// Reads the rows of a filter.
    func rows<T>(_ filter: Filter, _ read: (Columns) throws -> T) throws -> [T] {
        try Prepared(filter.sql, on: self.db).rows({ filter.bind(&$0) }, read)
    }

    func lastNumber(in table: NumberedTable) throws -> Int64 {
        let question =
            switch table {
            case .documents: Question.lastDocument
            case .deliveries: Question.lastDelivery
            case .jobs: Question.lastJob
            case .notices: Question.lastNotice
            case .bulkActions: Question.lastBulkAction
            case .rulebooks: Question.lastRulebook
            case .delegations: Question.lastDelegation
            }
        return try self.ask(question).first { $0.number(0) } ?? 0
    }
}

/// A question that is asked again and again; each connection prepares it once.
final class Question: Sendable {
    let sql: String

    init(_ sql: String) {
        self.sql = sql
    }
}

extension Question {
    fileprivate static let lastDocument = Question("SELECT max(id) FROM documents")
    fileprivate static let lastDelivery = Question("SELECT max(id) FROM deliveries")
    // The greatest ever given: whoever holds the number of a job that is gone must not meet another.
    fileprivate static let lastJob = Question(
        "SELECT max(seq) FROM sqlite_sequence WHERE name = 'jobs'")
    fileprivate static let lastNotice = Question("SELECT max(id) FROM notices")
    fileprivate static let lastBulkAction = Question("SELECT max(id) FROM bulk_actions")
    fileprivate static let lastRulebook = Question("SELECT max(id) FROM rulebooks")
    fileprivate static let lastDelegation = Question("SELECT max(id) FROM delegations")
}

/// A question whose conditions are put together when it is asked.
struct Filter {
    private enum Value {
        case text(String)
        case number(Int64)
    }

    private let head: String
    private var conditions: [String] = []
    private var values: [Value] = []
    private let group: String
    private let order: String
    private let limit: Int
    /// Leaves out so many rows.
    var skip = 0

    /// A question: what it selects from where, by what it is summed up, and in which order.
    init(_ head: String, group: String? = nil, order: String, limit: Int) {
        self.head = head
        self.group = group.map { " GROUP BY \($0)" } ?? ""
        self.order = order
        self.limit = limit
    }

    var sql: String {
        let conditions = self.conditions.isEmpty ? ["1"] : self.conditions
        return "\(self.head) WHERE \(conditions.joined(separator: " AND "))"
            + "\(self.group) ORDER BY \(self.order) LIMIT ? OFFSET ?"
    }

    func bind(_ values: inout Binder) {
        for value in self.values {
            switch value {
            case .text(let text): values.add(text)
            case .number(let number): values.add(number)
            }
        }
        values.add(self.limit)
        values.add(self.skip)
    }

    /// Adds a condition without a value.
    mutating func add(_ condition: String) { self.conditions.append(condition) }

    /// Adds a condition on a text; none when there is none.
    mutating func add(_ condition: String, _ text: String?) {
        guard let text else { return }
        self.add(condition)
        self.values.append(.text(text))
    }

    /// Adds a condition on a number; none when there is none.
    mutating func add(_ condition: String, _ number: Int64?) {
        guard let number else { return }
        self.add(condition)
        self.values.append(.number(number))
    }

    /// Adds a condition on several texts: `state IN` becomes `state IN (?, ?)`.
    mutating func add(_ condition: String, anyOf texts: [String]) {
        let marks = Array(repeating: "?", count: texts.count).joined(separator: ", ")
        self.add("\(condition) (\(marks))")
        self.values += texts.map { .text($0) }
    }

    /// Adds a condition on several texts in their order.
    mutating func add(_ condition: String, all texts: [String]) {
        self.add(condition)
        self.values += texts.map { .text($0) }
    }
}

/// The connection of whoever decides: its statements stay prepared from one snapshot to the next.
struct SQLiteLooker {
    private let reader: SQLiteReader
    private let begin: Prepared
    private let end: Prepared

    init(_ db: Database) throws {
        self.reader = SQLiteReader(db)
        self.begin = try Prepared("BEGIN", on: db)
        self.end = try Prepared("COMMIT", on: db)
    }

    /// Runs the body on one snapshot; the first thing it reads takes it.
    func look<R>(_ body: (any StoreReader) throws -> R) throws -> R {
        try self.begin.run()
        let result = Result { try body(self.reader) }
        try self.end.run()
        return try result.get()
    }
}
