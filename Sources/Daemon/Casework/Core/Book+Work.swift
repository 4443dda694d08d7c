// SPDX-License-Identifier: Apache-2.0
package import Storage

// The end of the chain, answers, jobs, notices, bulk actions.
extension Book: CaseworkReader {
    package func chainHead() throws -> ChainHead {
        if let head = self.layers.newest({ $0.head }) ?? self.shelf.head { return head }
        let head = try self.snapshot().chainHead()
        self.shelf.head = head
        return head
    }

    /// The number that the next history line gets.
    package func nextSequence() throws -> Int64 { try self.chainHead().sequence + 1 }

    package func lastRead() throws -> ChainHead {
        try self.layers.newest { $0.lastRead } ?? self.snapshot().lastRead()
    }

    package func wasRead(_ key: ReadRow.Key) throws -> Bool {
        try self.layers.newest { $0.reads.contains(key) ? true : nil }
            ?? self.snapshot().wasRead(key)
    }

    package func answer(user: Int64, requestID: String) throws -> StoredAnswer? {
        try self.layers.newest { $0.answers[Layer.Pair(first: user, second: requestID)] }
            ?? self.snapshot().answer(user: user, requestID: requestID)
    }

    package func lastNumber(in table: NumberedTable) throws -> Int64 {
        if let last = self.layers.newest({ $0.numbers[table] }) ?? self.shelf.numbers[table] {
            return last
        }
        let last = try self.snapshot().lastNumber(in: table)
        self.shelf.numbers[table] = last
        return last
    }

    /// The number that the next row of a table gets.
    func nextNumber(in table: NumberedTable) throws -> Int64 {
        try self.lastNumber(in: table) + 1
    }

    package func job(of subject: JobSubject) throws -> JobRow? {
        if let decided = self.layers.newest({ $0.jobs[subject] }) { return decided }
        guard case .clock(let caseID, _, _) = subject else {
            return try self.snapshot().job(of: subject)
        }
        if self.isNew(caseID) { return nil }
        if let file = self.shelf.file(caseID) {
            if let known = file.jobs[subject] { return known }
            if file.isNew { return nil }
        }
        let job = try self.snapshot().job(of: subject)
        self.shelf.change(caseID) { $0.jobs[subject] = .some(job) }
        return job
    }

    package func job(_ id: Int64) throws -> JobRow? {
        if let subject = self.layers.newest({ $0.jobSubjects[id] }) {
            return try self.job(of: subject)
        }
        guard let stored = try self.snapshot().job(id) else { return nil }
        return stored
    }

    package func notice(_ id: Int64) throws -> NoticeRow? {
        try self.layers.newest { $0.notices[id] } ?? self.snapshot().notice(id)
    }

    package func bulk(_ id: Int64) throws -> BulkRow? {
        try self.layers.newest { $0.bulks[id] } ?? self.snapshot().bulk(id)
    }
}
