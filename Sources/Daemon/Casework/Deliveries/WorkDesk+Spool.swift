// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Jobs
internal import Storage
internal import Workflow

// Messages that become files.
extension WorkDesk {
    func spool(_ job: JobRow) async throws {
        guard let spool else { throw StoreError.unusable("no spool folder is set") }
        let (rules, now) = (self.rules, self.clock.now)
        let message = try await self.store.read { reader in
            try MessageMaker(reader: reader, rules: rules, now: now).message(for: job)
        }
        if let message {
            let contents = try self.contents(of: message)
            try await Blocking.run { try spool.put(message, contents) }
            FaultPoint.pass("handed over spool")
        }
        try await self.write { transaction in
            if message == nil {
                try transaction.ledger.jobs.cancel(job.subject, now: now)
            } else {
                _ = try transaction.sending.sent(job)
            }
            FaultPoint.pass("in spool")
        }
    }

    /// The content of a message's documents, as far as they fit.
    func contents(of message: Message) throws -> [[UInt8]] {
        let total = message.enclosures.reduce(Int64(0)) { $0 + $1.size }
        guard total <= CaseworkLimits.enclosedBytes else {
            throw CaseworkError(
                .refused,
                Label(
                    "附件共\(total)字节,超过\(CaseworkLimits.enclosedBytes)字节",
                    "the documents have \(total) bytes, more than \(CaseworkLimits.enclosedBytes)"))
        }
        return try message.enclosures.map { enclosure in
            guard let content = try self.documents.content(enclosure.sha256) else {
                throw StoreError.unusable("the content of \(enclosure.name) is lost")
            }
            return content
        }
    }
}
