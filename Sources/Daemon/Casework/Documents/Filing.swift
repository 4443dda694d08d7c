// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Files documents: lines of the history that do not raise the case's version.
struct Filing: Decision {
    let transaction: Transaction

    func attach(_ command: AttachCommand) throws -> CommandResult {
        let loaded = try self.named(command.caseID, admittingParticipants: true)
        let definition = loaded.definition
        let kind = try Wording(definition, today: self.today(definition))
            .document(named: command.kind)
        try self.requirePart(
            in: loaded, for: command.forOffice, Label("登记材料", "file documents"))
        if self.transaction.actsOutside {
            try self.transaction.requireToday(
                command.happenedOn, isRecord: false, definition)
            try self.requireOwn(kind, self.transaction.parts(in: loaded), definition)
        }
        let day = try self.happened(command.happenedOn, definition)
        if let opened = loaded.facts.history.first?.happenedOn, day < opened {
            throw CaseworkError.invalid(
                "on", "归卷日期\(day)早于立件日期\(opened)",
                "came on file on \(day), before the case was opened on \(opened)")
        }
        let head = LineHead(
            event: HistoryLine.attach, happenedOn: day, mode: .live, note: command.note,
            forOffice: command.forOffice)
        var line = try self.lines.line(about: loaded, head)
        line.changes = [
            ChangeRow(.field("document", before: nil, after: .text(kind.name))),
            ChangeRow(.field("file", before: nil, after: .text(command.name))),
            ChangeRow(.field("sha256", before: nil, after: .text(command.sha256))),
        ]
        try self.ledger.append(line)
        let id = try self.ledger.papers.file(
            DocumentRow(
                caseID: loaded.row.id, kind: kind.name, name: command.name, size: command.size,
                sha256: command.sha256, addedOn: day, addedBy: self.principal?.name ?? "cased",
                sequence: line.sequence))
        self.ledger.papers.keep(text: command.text, of: id)
        var result = self.unmoved(loaded)
        result.sequence = line.sequence
        result.made = [id]
        return result
    }

    /// Whoever takes part from outside files what his own acts need.
    private func requireOwn(
        _ kind: DocumentDefinition, _ parts: [ParticipantRow], _ definition: WorkflowDefinition
    ) throws {
        let own = parts.reduce(into: Set<String>()) {
            $0.formUnion(definition.filed(outside: $1.role))
        }
        guard !own.contains(kind.name) else { return }
        let kinds = definition.documents.items.filter { own.contains($0.name) }.map(\.labels).joined
        throw CaseworkError(
            .permission,
            Label(
                "参加人不能登记〈\(kind.labels.zh)〉" + (own.isEmpty ? "" : ";可以登记:\(kinds.zh)"),
                "whoever takes part from outside files no ‹\(kind.labels.en)›"
                    + (own.isEmpty ? "" : "; he may file: \(kinds.en)")))
    }

    private func unmoved(_ loaded: LoadedCase) -> CommandResult {
        var result = CommandResult()
        result.take(loaded)
        result.previousState = loaded.row.state
        return result
    }
}
