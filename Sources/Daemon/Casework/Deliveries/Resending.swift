// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Sends failed deliveries again.
struct Resending: Decision {
    let transaction: Transaction

    func retry(
        _ ids: [Int64], caseID: String?, forOffice: String?
    ) throws -> CommandResult {
        var letters: [DeliveryRow] = []
        if let caseID {
            guard try self.book.caseRow(caseID) != nil else { throw CaseworkError.noCase(caseID) }
            letters = try self.book.deliveries(of: caseID).filter { $0.status == .failed }
        }
        for id in ids.unique {
            guard let letter = try self.book.delivery(id) else {
                throw CaseworkError(.notFound, Label("没有函件\(id)", "there is no letter \(id)"))
            }
            guard letter.status == .failed else {
                throw CaseworkError(
                    .refused,
                    Label(
                        "函件\(id)为\(letter.status.rawValue),只有未送达(failed)的可以重发",
                        "letter \(id) is \(letter.status.rawValue); only a failed one is sent again"
                    ))
            }
            letters.append(letter)
        }
        guard !letters.isEmpty else {
            throw CaseworkError(.refused, Label("没有未送达的函件", "no letter has failed"))
        }
        var result = CommandResult()
        for letter in letters {
            let loaded = try self.load(letter.caseID)
            try self.requirePart(in: loaded, for: forOffice, Label("重发函件", "send letters again"))
            try self.reopenMessage(of: .message(.delivery(letter.id), by: .spool, caseID: nil))
            if let office = try letter.recipient.office.flatMap(self.book.office) {
                try self.sending.send(.delivery(letter.id), to: office, caseID: letter.caseID)
            }
            var line = try self.lines.line(
                about: loaded,
                LineHead(
                    event: "deliver", happenedOn: self.today(loaded.definition), mode: .live,
                    forOffice: forOffice))
            line.changes = [
                ChangeRow(
                    .delivery(
                        HistoryChange.DeliveryMark(letter), before: letter.status,
                        after: .pending))
            ]
            try self.ledger.append(line)
            result.caseID = letter.caseID
            result.made.append(letter.id)
            result.sequence = line.sequence
        }
        return result
    }

    /// A letter or notice that failed waits again.
    func reopenMessage(of job: JobSubject) throws {
        guard case .message(let message, _, _) = job else { return }
        switch message {
        case .delivery(let id):
            guard var letter = try self.book.delivery(id), letter.status == .failed else { return }
            letter.status = .pending
            letter.reason = ""
            try self.ledger.papers.update(letter)
        case .notice(let id):
            guard var notice = try self.book.notice(id), notice.status == .failed else { return }
            notice.status = .pending
            notice.reason = ""
            self.ledger.papers.update(notice)
        }
    }
}
