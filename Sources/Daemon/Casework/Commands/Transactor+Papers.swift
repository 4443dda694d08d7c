// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

// Papers filed and letters ticked off: lines of the history that do not raise the case's version.
extension Transactor {
    func attach(_ command: AttachCommand) throws -> CommandResult {
        let loaded = try self.load(command.caseID)
        let definition = loaded.definition
        guard let kind = definition.documents[command.kind] else {
            let known = definition.documents.items.map { "\($0.name)(\($0.labels.zh))" }
            let knownEnglish = definition.documents.items.map { "\($0.name) (\($0.labels.en))" }
            throw CaseworkError.invalid(
                "kind", "没有文书种类“\(command.kind)”;种类有:\(known.joined(separator: "、"))",
                "there is no kind of document “\(command.kind)”; there are: \(knownEnglish.joined(separator: ", "))"
            )
        }
        try self.requirePart(loaded, command.forOffice, Label("登记材料", "file papers"))
        let day = try self.happened(command.happenedOn, definition)
        let sequence = try self.writer.nextSequence()
        let head = LineHead(
            event: "attach", happenedOn: day, mode: .live, note: command.note,
            forOffice: command.forOffice)
        var line = try self.plainLine(loaded, head, sequence)
        line.changes = [
            ChangeRow(field: "document", before: nil, after: .text(kind.name)),
            ChangeRow(field: "file", before: nil, after: .text(command.name)),
            ChangeRow(field: "sha256", before: nil, after: .text(command.sha256)),
        ]
        try self.writer.append(line)
        let id = try self.writer.file(
            DocumentRow(
                caseID: loaded.row.id, kind: kind.name, name: command.name, size: command.size,
                sha256: command.sha256, addedOn: day, addedBy: self.principal?.name ?? "cased",
                sequence: sequence))
        var result = self.unmoved(loaded)
        result.sequence = sequence
        result.rows = [id]
        return result
    }

    func tick(_ command: TickDeliveriesCommand) throws -> CommandResult {
        let rows = try self.deliveries(command)
        var result = CommandResult()
        for caseID in rows.map(\.caseID).unique {
            let loaded = try self.load(caseID)
            try self.requirePart(loaded, command.forOffice, Label("登记送达", "tick letters off"))
            let day = try self.happened(command.happenedOn, loaded.definition)
            let sequence = try self.writer.nextSequence()
            var line = try self.plainLine(
                loaded,
                LineHead(
                    event: "deliver", happenedOn: day, mode: .live, note: command.note,
                    forOffice: command.forOffice), sequence)
            for row in rows where row.caseID == caseID {
                let changed = try self.ticked(
                    row, command.status, day, loaded.definition, reason: command.note)
                if command.status != .failed { try self.stopSending("letter \(row.id)") }
                line.changes.append(
                    ChangeRow(
                        field: "delivery \(row.id) \(row.kind) → \(row.recipient.name)",
                        before: .text(row.status.rawValue), after: .text(changed.status.rawValue)))
                try self.writer.update(changed)
                result.rows.append(row.id)
            }
            try self.writer.append(line)
            let after = try self.tryDeliveryTriggers(loaded, on: day, depth: 0)
            result.caseID = caseID
            result.state = after.row.state
            result.version = after.row.version
            result.sequence = sequence
        }
        result.consequences = self.consequences
        return result
    }

    private func deliveries(_ command: TickDeliveriesCommand) throws -> [DeliveryRow] {
        if let caseID = command.caseID {
            let isOpen: Set<DeliveryStatus> =
                command.status == .acknowledged
                ? [.pending, .failed, .sent] : [.pending, .failed]
            let pending = try self.writer.deliveries(of: caseID)
                .filter { isOpen.contains($0.status) }
            let chosen =
                command.ids.isEmpty ? pending : pending.filter { command.ids.contains($0.id) }
            guard !chosen.isEmpty else {
                throw CaseworkError(
                    .refused, Label("\(caseID)没有待送的函件", "\(caseID) has no letter waiting"))
            }
            return chosen
        }
        guard !command.ids.isEmpty else {
            throw CaseworkError.invalid("ids", "应指明函件编号或案件", "name letters by number, or a case")
        }
        return try command.ids.unique.map { id in
            guard let row = try self.writer.delivery(id) else {
                throw CaseworkError(.notFound, Label("没有函件\(id)", "there is no letter \(id)"))
            }
            return row
        }
    }

    private func ticked(
        _ row: DeliveryRow, _ status: DeliveryStatus, _ day: Day,
        _ definition: WorkflowDefinition, reason: String
    ) throws -> DeliveryRow {
        guard day >= row.madeOn else {
            throw CaseworkError.invalid(
                "on", "送达日期\(day)早于发出日期\(row.madeOn)",
                "\(day) is before the letter was made, \(row.madeOn)")
        }
        let isOver = [.acknowledged, .otherwise, .withdrawn].contains(row.status)
        let isLater = row.status != .sent || status == .acknowledged
        guard !isOver, isLater, row.status != status else {
            throw CaseworkError(
                .refused,
                Label(
                    "函件\(row.id)(\(row.recipient.name))已登记为\(row.status.label.zh)",
                    "letter \(row.id) (\(row.recipient.name)) is \(row.status.label.en) already"))
        }
        var changed = row
        changed.status = status
        switch status {
        case .sent: changed.sentOn = day
        case .acknowledged: changed.acknowledgedOn = day
        case .failed, .otherwise:
            guard !reason.isEmpty else {
                throw CaseworkError.invalid(
                    "note", "须说明\(status == .failed ? "未送达的原因" : "如何送达"):--note TEXT",
                    "say \(status == .failed ? "why it failed" : "how it was delivered"): --note TEXT"
                )
            }
            changed.reason = reason
            if status == .otherwise { changed.sentOn = day }
        case .pending, .withdrawn: break
        }
        return changed
    }

    /// The day of a fact: not after today.
    func happened(_ day: Day?, _ definition: WorkflowDefinition) throws -> Day {
        let today = self.today(definition)
        guard let day else { return today }
        guard day <= today else {
            throw CaseworkError.invalid(
                "on", "日期\(day)晚于今天\(today)", "\(day) is after today, \(today)")
        }
        return day
    }

    /// Only those who have a part in a case add to its file.
    func requirePart(
        _ loaded: LoadedCase, _ forOffice: String?, _ what: Label
    ) throws {
        guard try self.actor(loaded, forOffice).roles.isEmpty else { return }
        throw CaseworkError(
            .permission,
            Label(
                "您不是\(loaded.row.id)的承办人员,不能\(what.zh);caseadm user me 可查本人角色",
                "you have no role in \(loaded.row.id) and may not \(what.en); caseadm user me shows your roles"
            ))
    }

    func plainLine(
        _ loaded: LoadedCase, _ head: LineHead, _ sequence: Int64
    ) throws -> HistoryRow {
        let roles = loaded.definition.roles.names
        let who = try self.attribution(loaded, by: roles, head)
        return HistoryRow(
            sequence: sequence, caseID: loaded.row.id, version: nil, happenedOn: head.happenedOn,
            recordedAt: self.now, mode: head.mode, actorOffice: who.office, actorName: who.name,
            role: who.role, enteredBy: self.principal?.uid,
            enteredByName: self.principal?.name ?? "cased", event: head.event, note: head.note,
            requestID: self.requestID)
    }

    private func unmoved(_ loaded: LoadedCase) -> CommandResult {
        var result = CommandResult()
        result.take(loaded)
        result.previousState = loaded.row.state
        return result
    }
}

extension DeliveryStatus {
    /// For people.
    fileprivate var label: Label {
        switch self {
        case .pending: Label("待送", "pending")
        case .sent: Label("已送", "sent")
        case .acknowledged: Label("已签收", "acknowledged")
        case .failed: Label("未送达", "failed")
        case .otherwise: Label("以其他方式送达", "delivered otherwise")
        case .withdrawn: Label("已撤回", "withdrawn")
        }
    }
}
