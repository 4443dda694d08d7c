// SPDX-License-Identifier: Apache-2.0
package import Storage
internal import WorkCalendar
internal import Workflow

/// What deciding sees and says: what this batch decided, over what the batch before it decided and is
/// being written, over what the writer knows, over a snapshot of the store.
///
/// Reading through the book sees every decision above the snapshot. A snapshot may or may not hold
/// the batch that is being written: a decision says how a row is afterwards, so both read the same.
///
/// Used on the deciding queue only. Nothing is written while commands are decided; what they decided
/// leaves the book as a list of changes. Only the ``Ledger`` puts decisions in.
package final class Book {
    /// What was decided above the snapshot.
    var layers = Layers()
    var shelf = Shelf()
    private var reader: (any StoreReader)?
    /// The command at hand is decided with nothing undurable below it.
    private var isAlone = false

    package init() {}

    /// Decides over this snapshot.
    func over<R>(_ reader: any StoreReader, _ body: () throws -> R) rethrows -> R {
        self.reader = reader
        defer { self.reader = nil }
        return try body()
    }

    /// Lets the body ask about the whole store.
    func alone<R>(_ body: () throws -> R) rethrows -> R {
        self.isAlone = true
        defer { self.isAlone = false }
        return try body()
    }

    /// Runs the body so that, if it throws, nothing of what it decided remains.
    package func part<R>(_ body: () throws -> R) rethrows -> R {
        self.layers.begin()
        do {
            let result = try body()
            self.layers.keep()
            return result
        } catch {
            self.layers.drop()
            throw error
        }
    }

    /// The batch that was decided begins to be written; the next one is decided on top of it.
    func seal() -> [Change] { self.layers.seal() }

    /// The batch that was being written is durable.
    func settle() {
        self.shelf.take(self.layers.settle())
    }

    /// Nothing of what was decided came about, and what is known may be wrong: begin anew.
    func forget() {
        self.layers = Layers()
        self.shelf = Shelf()
    }

    /// What is known is read again: somebody may have changed the store behind our back.
    package func distrust() {
        self.shelf = Shelf()
    }

    /// The snapshot; every decision below must be looked for first.
    func snapshot() throws -> any StoreReader {
        guard let reader = self.reader else {
            throw StoreError.unusable("the book was read outside of a decision")
        }
        return reader
    }

    /// The snapshot, for questions about the whole store: asked by commands that are decided alone.
    ///
    /// What the command itself decided before is not in the answer.
    package func wholeStore() throws -> any StoreReader {
        guard self.isAlone else {
            throw StoreError.unusable(
                "a question about the whole store was asked by a command that shares its batch")
        }
        return try self.snapshot()
    }

    /// A part of what is known of a case, or else is read now.
    func part<T>(
        of id: String, _ find: (CaseFile) -> T?, read: (any StoreReader) throws -> T?,
        keep: (CaseFile, T) -> Void
    ) throws -> T? {
        if let found = self.layers.newest({ $0.files[id].flatMap(find) }) { return found }
        if let file = self.shelf.file(id), let found = find(file) { return found }
        guard let value = try read(try self.snapshot()) else { return nil }
        self.shelf.change(id) { keep($0, value) }
        return value
    }
}

extension CaseStore {
    /// Decides something by itself and writes it, durably: before the engine serves, and in tests.
    package func decide<R>(_ body: (Book, Ledger) throws -> R) throws -> R {
        let book = Book()
        let result = try self.look { reader in
            try book.over(reader) { try book.alone { try body(book, Ledger(book)) } }
        }
        try self.write(book.seal())
        return result
    }
}
