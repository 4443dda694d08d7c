// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Ticks deliveries off: lines of the history that do not raise the case's version.
struct Ticking: Decision {
    let transaction: Transaction

    func tick(_ command: TickDeliveriesCommand) throws -> CommandResult {
        let rows = try self.deliveries(command)
        var result = CommandResult()
        for caseID in rows.map(\.caseID).unique {
            let loaded = try self.whole(
                of: rows.filter { $0.caseID == caseID }, for: command.forOffice)
            let day = try self.happened(command.happenedOn, loaded.definition)
            let kept = try self.transaction.visibility.kept(in: loaded.row)
            var line = try self.lines.line(
                about: loaded,
                LineHead(
                    event: "deliver", happenedOn: day, mode: .live, note: command.note,
                    forOffice: command.forOffice))
            for row in rows where row.caseID == caseID {
                let changed = try self.ticked(
                    row, command.status, day, loaded.definition, reason: command.note,
                    to: kept.shown(row.recipient.name))
                if command.status != .failed { try self.sending.stopSending(.delivery(row.id)) }
                line.changes.append(
                    ChangeRow(
                        .delivery(
                            HistoryChange.DeliveryMark(row), before: row.status,
                            after: changed.status)))
                try self.ledger.papers.update(changed)
                result.made.append(row.id)
            }
            try self.ledger.append(line)
            try self.runs.settleLetters(of: self.loader.load(caseID), line.sequence)
            let after = try self.following.tryDeliveryTriggers(loaded, on: day, depth: 0)
            result.caseID = caseID
            result.state = after.row.state
            result.version = after.row.version
            result.sequence = line.sequence
        }
        result.consequences = self.transaction.consequences
        return result
    }

    /// The case of these deliveries: an office that must send them ticks them off, whoever handles the
    /// case by now; others need a role in it.
    private func whole(of rows: [DeliveryRow], for office: String?) throws -> LoadedCase {
        let caseID = rows[0].caseID
        let visibility = self.transaction.visibility
        if rows.allSatisfy(visibility.mustSend) { return try self.load(caseID) }
        let loaded = try self.named(caseID)
        try self.requirePart(in: loaded, for: office, Label("登记送达", "tick deliveries off"))
        return loaded
    }

    private func deliveries(_ command: TickDeliveriesCommand) throws -> [DeliveryRow] {
        if let word = command.caseID {
            let caseID = try self.transaction.visibility.caseID(called: word)
            let isOpen: Set<DeliveryStatus> =
                command.status == .acknowledged
                ? [.pending, .failed, .sent] : [.pending, .failed]
            let pending = try self.book.deliveries(of: caseID)
                .filter { isOpen.contains($0.status) }
            let chosen =
                command.ids.isEmpty ? pending : pending.filter { command.ids.contains($0.id) }
            guard !chosen.isEmpty else {
                _ = try self.transaction.visibility.row(caseID)
                throw CaseworkError(
                    .refused, Label("\(caseID)没有待送的函件", "\(caseID) has no delivery waiting"))
            }
            return chosen
        }
        guard !command.ids.isEmpty else {
            throw CaseworkError.invalid("ids", "应指明函件编号或案件", "name deliveries by number, or a case")
        }
        let visibility = self.transaction.visibility
        return try command.ids.unique.map { id in
            guard let row = try self.book.delivery(id), try visibility.sees(row) else {
                throw CaseworkError(.notFound, Label("没有函件\(id)", "there is no delivery \(id)"))
            }
            return row
        }
    }

    private func ticked(
        _ row: DeliveryRow, _ status: DeliveryStatus, _ day: Day,
        _ definition: WorkflowDefinition, reason: String, to recipient: String
    ) throws -> DeliveryRow {
        guard day >= row.madeOn else {
            throw CaseworkError.invalid(
                "on", "送达日期\(day)早于发出日期\(row.madeOn)",
                "\(day) is before the delivery was made, \(row.madeOn)")
        }
        let isOver = [.acknowledged, .otherwise, .withdrawn].contains(row.status)
        let isLater = row.status != .sent || status == .acknowledged
        guard !isOver, isLater, row.status != status else {
            throw CaseworkError(
                .refused,
                Label(
                    "函件\(row.id)(\(recipient))已登记为\(row.status.label.zh)",
                    "delivery \(row.id) (\(recipient)) is \(row.status.label.en) already"))
        }
        var changed = row
        changed.status = status
        switch status {
        case .sent: changed.sentOn = day
        case .acknowledged: changed.acknowledgedOn = day
        case .failed, .otherwise:
            guard !reason.isEmpty else {
                throw CaseworkError.invalid(
                    "note", "须说明\(status == .failed ? "未送达的原因" : "如何送达")",
                    "say \(status == .failed ? "why it failed" : "how it was delivered")",
                    remedy: .supply(.note))
            }
            changed.reason = reason
            if status == .otherwise { changed.sentOn = day }
        case .pending, .withdrawn: break
        }
        return changed
    }
}
