// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import GRDBSQLite
internal import WorkCalendar

/// A statement prepared once for its connection; values are bound by position, columns read by index.
///
/// Used on its connection's queue only. It speaks to SQLite itself: a box for each value, and a
/// dictionary for each row, cost more than what SQLite does for an act.
final class Prepared {
    /// Owns the statement, and finalizes it.
    private let statement: Statement
    private let handle: SQLiteStatement
    /// Holds what is bound while it runs.
    private let values: BoundValues

    /// - Throws: `DatabaseError` when SQLite does not take the text.
    init(_ sql: String, on db: Database) throws {
        self.statement = try db.cachedStatement(sql: sql)
        self.handle = self.statement.sqliteStatement
        self.values = BoundValues()
    }

    /// Runs a statement that answers nothing.
    ///
    /// - Throws: `DatabaseError`, as the two below.
    func run(_ bind: (inout Binder) -> Void = { _ in }) throws {
        try self.bind(bind)
        defer { self.end() }
        let code = sqlite3_step(self.handle)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw self.fault(code) }
    }

    /// Reads every row.
    func rows<T>(
        _ bind: (inout Binder) -> Void = { _ in }, _ read: (Columns) throws -> T
    ) throws -> [T] {
        var values: [T] = []
        try self.each(bind) {
            values.append(try read($0))
            return true
        }
        return values
    }

    /// Reads the first row; nil when there is none.
    func first<T>(
        _ bind: (inout Binder) -> Void = { _ in }, _ read: (Columns) throws -> T
    ) throws -> T? {
        var value: T?
        try self.each(bind) {
            value = try read($0)
            return false
        }
        return value
    }

    /// Goes through the rows until it is told to stop.
    private func each(_ bind: (inout Binder) -> Void, _ read: (Columns) throws -> Bool) throws {
        try self.bind(bind)
        defer { self.end() }
        while true {
            let code = sqlite3_step(self.handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw self.fault(code) }
            guard try read(Columns(handle: self.handle)) else { return }
        }
    }

    private func bind(_ bind: (inout Binder) -> Void) throws {
        var binder = Binder(handle: self.handle, values: self.values)
        bind(&binder)
        assert(binder.position == sqlite3_bind_parameter_count(self.handle))
        guard binder.code == SQLITE_OK else {
            defer { self.end() }
            throw self.fault(binder.code)
        }
    }

    /// Ends a run: SQLite lets go of the values before their memory is used again.
    private func end() {
        sqlite3_reset(self.handle)
        sqlite3_clear_bindings(self.handle)
        self.values.removeAll()
    }

    private func fault(_ code: CInt) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: String(cString: sqlite3_errmsg(sqlite3_db_handle(self.handle))),
            sql: String(cString: sqlite3_sql(self.handle)))
    }
}

/// The row a statement stands on: columns by index, from 0; gone with the next row.
struct Columns {
    fileprivate let handle: SQLiteStatement

    /// Whether a column has no value.
    func isNull(_ index: CInt) -> Bool {
        sqlite3_column_type(self.handle, index) == SQLITE_NULL
    }

    /// A number.
    func number(_ index: CInt) -> Int64 { sqlite3_column_int64(self.handle, index) }

    /// A small number.
    func int(_ index: CInt) -> Int { Int(sqlite3_column_int64(self.handle, index)) }

    /// Whether a number is not 0.
    func flag(_ index: CInt) -> Bool { sqlite3_column_int(self.handle, index) != 0 }

    /// A text; NULL is an empty one.
    func text(_ index: CInt) -> String {
        self.utf8(index) { String(decoding: $0, as: UTF8.self) }
    }

    /// A text or nothing.
    func textIfAny(_ index: CInt) -> String? { self.isNull(index) ? nil : self.text(index) }

    /// A number or nothing.
    func numberIfAny(_ index: CInt) -> Int64? { self.isNull(index) ? nil : self.number(index) }

    /// A day or nothing.
    func day(_ index: CInt) -> Day? { self.isNull(index) ? nil : Day(self.text(index)) }

    /// A moment.
    func instant(_ index: CInt) -> Instant { Instant(milliseconds: self.number(index)) }

    /// A moment or nothing.
    func instantIfAny(_ index: CInt) -> Instant? {
        self.isNull(index) ? nil : self.instant(index)
    }

    /// The bytes of a blob.
    func bytes(_ index: CInt) -> [UInt8] {
        let bytes = sqlite3_column_blob(self.handle, index)
        let count = Int(sqlite3_column_bytes(self.handle, index))
        return Array(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
    }

    /// The bytes of a text, where SQLite keeps them.
    func utf8<T>(_ index: CInt, _ read: (UnsafeBufferPointer<UInt8>) throws -> T) rethrows -> T {
        let text = sqlite3_column_text(self.handle, index)
        let count = Int(sqlite3_column_bytes(self.handle, index))
        return try read(UnsafeBufferPointer(start: text, count: text == nil ? 0 : count))
    }
}
