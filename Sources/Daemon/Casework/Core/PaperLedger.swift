// SPDX-License-Identifier: Apache-2.0
package import Storage
internal import WorkCalendar
internal import Workflow

/// The part of the ledger for what leaves an office: documents, deliveries, notices.
package struct PaperLedger {
    let book: Book

    /// Files a document; one that was called for and is not on file is fulfilled.
    ///
    /// - Returns: its number.
    package func file(_ document: DocumentRow) throws -> Int64 {
        let documents = try self.book.documents(of: document.caseID)
        let waiting = documents.first { $0.kind == document.kind && $0.sha256 == nil }
        var filed = document
        if let waiting { (filed.id, filed.called) = (waiting.id, waiting.called) }
        return try self.store(filed, among: documents)
    }

    /// Keeps what a document says, so that a search finds it.
    ///
    /// Nothing is decided by it: the book does not read it.
    package func keep(text: String, of id: Int64) {
        guard let text = PaperWords.kept(text) else { return }
        self.book.layers.add(.documentText(id, text)) { _ in }
    }

    /// The content of a document is no longer kept, nor what it says.
    package func erase(_ document: DocumentRow, by line: Int64) throws {
        var erased = document
        erased.erased = line
        try self.update(erased)
        self.book.layers.add(.documentText(document.id, nil)) { _ in }
    }

    /// Notes that a document is called for.
    package func callFor(_ document: DocumentRow) throws {
        _ = try self.store(document, among: try self.book.documents(of: document.caseID))
    }

    private func store(_ document: DocumentRow, among known: [DocumentRow]) throws -> Int64 {
        var document = document
        let isNew = document.id == 0
        if isNew { document.id = try self.book.nextNumber(in: .documents) }
        let stored = document
        self.book.layers.add(.document(stored)) { layer in
            if isNew { layer.numbers[.documents] = stored.id }
            layer.file(stored.caseID).documents =
                isNew ? known + [stored] : known.map { $0.id == stored.id ? stored : $0 }
        }
        return document.id
    }

    /// Stores what became of a document.
    package func update(_ document: DocumentRow) throws {
        _ = try self.store(document, among: try self.book.documents(of: document.caseID))
    }

    /// Notes that a document which an act calls for was filed before it.
    ///
    /// - Parameter start: the line after which it was filed.
    package func claim(_ call: DocumentRow, filedAfter start: Int64) throws {
        var ahead = try self.unclaimed(call.kind, of: call.caseID, after: start).first
        ahead?.called = call.called
        if let ahead { try self.update(ahead) }
    }

    /// Takes a document back; what called for it calls again, unless a later version is on file.
    package func withdraw(_ document: DocumentRow, by line: Int64, calling: DocumentRow?) throws {
        var row = document
        row.withdrawn = line
        row.called = nil
        try self.update(row)
        guard var call = calling else { return }
        call.called = document.called
        let others = try self.unclaimed(
            document.kind, of: document.caseID, after: min(call.sequence, document.sequence))
        if var other = others.last {
            other.called = document.called
            try self.update(other)
        } else {
            try self.callFor(call)
        }
    }

    /// Documents of a kind that are on file, and that no act is known to have called for.
    private func unclaimed(
        _ kind: String, of id: String, after sequence: Int64
    ) throws -> [DocumentRow] {
        try self.book.documents(of: id).filter {
            $0.kind == kind && $0.isOnFile && $0.called == nil && $0.sequence > sequence
        }
    }

    /// Takes back that documents are called for by an act: what is on file stays.
    package func withdrawCalls(of id: String, sequence: Int64) throws {
        for var row in try self.book.documents(of: id)
        where row.called == sequence && row.sha256 != nil {
            row.called = nil
            try self.update(row)
        }
        let documents = try self.book.documents(of: id)
        let gone = documents.filter { $0.called == sequence && $0.sha256 == nil }
        for document in gone { self.book.layers.add(.dropDocument(document.id)) { _ in } }
        guard !gone.isEmpty else { return }
        let left = documents.filter { document in !gone.contains { $0.id == document.id } }
        self.book.layers.change(id) { $0.documents = left }
    }

    /// Makes a delivery.
    ///
    /// - Returns: its number.
    package func insert(_ delivery: DeliveryRow) throws -> Int64 {
        let known = try self.book.deliveries(of: delivery.caseID)
        var made = delivery
        made.id = try self.book.nextNumber(in: .deliveries)
        let stored = made
        self.book.layers.add(.delivery(stored)) { layer in
            layer.numbers[.deliveries] = stored.id
            layer.deliveries[stored.id] = stored.caseID
            layer.file(stored.caseID).deliveries = known + [stored]
        }
        return made.id
    }

    /// Stores how far a delivery is.
    package func update(_ delivery: DeliveryRow) throws {
        let known = try self.book.deliveries(of: delivery.caseID)
        self.book.layers.add(.delivery(delivery)) { layer in
            layer.file(delivery.caseID).deliveries =
                known.map { $0.id == delivery.id ? delivery : $0 }
        }
    }

    // MARK: Notices

    /// Gives a notice.
    ///
    /// - Returns: its number.
    package func insert(_ notice: NoticeRow) throws -> Int64 {
        var given = notice
        given.id = try self.book.nextNumber(in: .notices)
        let stored = given
        if let about = stored.about {
            var steps = try self.book.givenSteps(of: about.caseID)
            steps.insert(
                NoticeRow.Given(
                    clock: about.clock, run: about.run, due: about.due,
                    step: NoticeRow.Step(stored.kind, about.step)))
            self.book.layers.change(about.caseID) { $0.given = steps }
        }
        self.book.layers.add(.notice(stored)) { layer in
            layer.numbers[.notices] = stored.id
            layer.notices[stored.id] = stored
        }
        return given.id
    }

    /// Stores how far a notice is.
    package func update(_ notice: NoticeRow) {
        self.book.layers.add(.notice(notice)) { $0.notices[notice.id] = notice }
    }
}
