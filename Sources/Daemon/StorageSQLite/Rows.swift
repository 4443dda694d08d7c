// SPDX-License-Identifier: Apache-2.0
internal import GRDB

/// What a statement answers, read row by row as it comes: nothing is copied.
///
/// Read to the end, or thrown away, before the same statement runs again.
struct Rows {
    let cursor: RowCursor

    /// Reads every row.
    func map<T>(_ read: (Row) throws -> T) throws -> [T] {
        var values: [T] = []
        while let row = try self.cursor.next() { values.append(try read(row)) }
        return values
    }

    /// Reads every row, and leaves out those that say nothing.
    func compactMap<T>(_ read: (Row) throws -> T?) throws -> [T] {
        var values: [T] = []
        while let row = try self.cursor.next() {
            if let value = try read(row) { values.append(value) }
        }
        return values
    }

    /// Adds every row to a value.
    func reduce<R>(into result: R, _ add: (inout R, Row) throws -> Void) throws -> R {
        var result = result
        while let row = try self.cursor.next() { try add(&result, row) }
        return result
    }

    /// Reads the first row; nil when there is none.
    func first<T>(_ read: (Row) throws -> T) throws -> T? {
        try self.cursor.next().map(read)
    }
}
