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
        let visibility = self.transaction.visibility
        var deliveries: [DeliveryRow] = []
        if let word = caseID {
            let caseID = try visibility.caseID(called: word)
            _ = try visibility.row(caseID)
            deliveries = try self.book.deliveries(of: caseID).filter { $0.status == .failed }
        }
        for id in ids.unique {
            guard let delivery = try self.book.delivery(id), try visibility.sees(delivery) else {
                throw CaseworkError(.notFound, Label("没有函件\(id)", "there is no delivery \(id)"))
            }
            guard delivery.status == .failed else {
                throw CaseworkError(
                    .refused,
                    Label(
                        "函件\(id)为\(delivery.status.rawValue),只有未送达(failed)的可以重发",
                        "delivery \(id) is \(delivery.status.rawValue); only a failed one is sent again"
                    ))
            }
            deliveries.append(delivery)
        }
        guard !deliveries.isEmpty else {
            throw CaseworkError(.refused, Label("没有未送达的函件", "no delivery has failed"))
        }
        var result = CommandResult()
        for delivery in deliveries {
            let loaded = try self.named(delivery.caseID)
            try self.requirePart(in: loaded, for: forOffice, Label("重发函件", "send deliveries again"))
            try self.reopenMessage(of: .message(.delivery(delivery.id), by: .spool, caseID: nil))
            if let office = try delivery.recipient.office.flatMap(self.book.office) {
                try self.sending.send(.delivery(delivery.id), to: office, caseID: delivery.caseID)
            }
            var line = try self.lines.line(
                about: loaded,
                LineHead(
                    event: "deliver", happenedOn: self.today(loaded.definition), mode: .live,
                    forOffice: forOffice))
            line.changes = [
                ChangeRow(
                    .delivery(
                        HistoryChange.DeliveryMark(delivery), before: delivery.status,
                        after: .pending))
            ]
            try self.ledger.append(line)
            result.caseID = delivery.caseID
            result.made.append(delivery.id)
            result.sequence = line.sequence
        }
        return result
    }

    /// A delivery or notice that failed waits again.
    func reopenMessage(of job: JobSubject) throws {
        guard case .message(let message, _, _) = job else { return }
        switch message {
        case .delivery(let id):
            guard var delivery = try self.book.delivery(id), delivery.status == .failed else {
                return
            }
            delivery.status = .pending
            delivery.reason = ""
            try self.ledger.papers.update(delivery)
        case .notice(let id):
            guard var notice = try self.book.notice(id), notice.status == .failed else { return }
            notice.status = .pending
            notice.reason = ""
            self.ledger.papers.update(notice)
        }
    }
}
