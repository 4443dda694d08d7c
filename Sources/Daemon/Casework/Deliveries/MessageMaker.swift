// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Jobs
internal import Rulebook
package import Storage
internal import WorkCalendar
package import Workflow

/// Makes the message that a job sends, as it is now.
struct MessageMaker {
    let reader: any StoreReader
    let rules: RuleStore
    let now: Instant

    /// The message of a job; nil when nothing is to be sent any more.
    func message(for job: JobRow) throws -> Message? {
        guard case .message(let subject, _, _) = job.subject else { return nil }
        let folder = try self.reader.setting(Setting.messageFolder) ?? "0"
        let messageID = "\(subject.word).\(subject.number).\(folder)@cased.localdomain"
        switch subject {
        case .delivery(let id): return try self.delivery(id, messageID, job)
        case .notice(let id): return try self.notice(id, messageID, job)
        }
    }

    private func delivery(_ id: Int64, _ messageID: String, _ job: JobRow) throws -> Message? {
        guard let delivery = try self.reader.delivery(id), delivery.status == .pending,
            let office = try self.present(delivery.recipient),
            let row = try self.reader.caseRow(delivery.caseID)
        else { return nil }
        let definition = try self.rules.definition(row.definitionHash, self.reader)
        let kind = definition.deliveries[delivery.kind]
        let label = kind?.labels ?? Label(same: delivery.kind)
        let documents = try self.reader.documents(of: row.id)
            .filter { $0.kind == kind?.document && $0.isOnFile }
        let sender =
            try self.reader.sender(of: delivery, row, definition).flatMap(self.reader.office)?.name
            ?? ""
        let names = documents.map(\.name.oneLine)
        let title = row.title.oneLine
        let cited = definition.cited(by: kind, in: row.fields)
        let enclosed = Label(
            names.isEmpty ? "(文书尚未入卷)" : names.joined(separator: "、"),
            names.isEmpty ? "(no document is on file)" : names.joined(separator: ", "))
        return Message(
            id: messageID, key: job.subject.key, kind: delivery.kind, kindLabel: label,
            office: office.code, recipient: office.name, address: office.address, sender: sender,
            caseID: row.id, copies: delivery.copies,
            subject: Label(
                "\(label.zh):\(cited.zh)\(row.id)《\(title)》",
                "\(label.en): \(cited.en)\(row.id) “\(title)”"),
            text: Label(
                """
                \(office.name):
                《\(title)》(\(cited.zh)\(row.id))的\(label.zh),共\(delivery.copies)份。
                附:\(enclosed.zh)
                \(sender)
                \(delivery.madeOn)
                """,
                """
                To \(office.name)
                \(label.en) in the matter “\(title)” (\(cited.en)\(row.id)); copies: \(delivery.copies).
                Enclosed: \(enclosed.en)
                \(sender)
                \(delivery.madeOn)
                """),
            enclosures: documents.compactMap { document in
                guard document.hasContent, let sha256 = document.sha256, let size = document.size
                else { return nil }
                return Message.Enclosure(name: document.name, sha256: sha256, size: size)
            })
    }

    /// Who takes what is for somebody: his office, or the one that carries on what it did.
    private func present(_ recipient: Party) throws -> OfficeRow? {
        try recipient.office.flatMap(self.reader.office).map(self.reader.present)
    }

    private func notice(_ id: Int64, _ messageID: String, _ job: JobRow) throws -> Message? {
        guard let notice = try self.reader.notice(id), notice.status == .pending,
            let office = try self.present(notice.recipient)
        else { return nil }
        let label = notice.kind.label
        let about = notice.about.map { " \($0.caseID)" } ?? " \(notice.givenOn)"
        var message = Message(
            id: messageID, key: job.subject.key, kind: notice.kind.rawValue, kindLabel: label,
            office: office.code, recipient: office.name, address: office.address, sender: "",
            caseID: notice.about?.caseID, copies: 1,
            subject: Label(label.zh + about, label.en + about), text: notice.text, enclosures: [])
        message.people = try self.people(of: office.code, told: notice.role)
        return message
    }

    /// Who of an office is told by himself: whoever holds the role as a member, in person or for somebody
    /// absent; where nobody holds it, and of the morning's list, whoever works in the office.
    private func people(of office: String, told role: String) throws -> [Message.Person] {
        let today = self.rules.nationalZone.day(of: self.now)
        let rights = try RightsOnDay(today, in: self.reader)
        let reading = self.rules.rulebook.conventions.placeReaders
        var (all, holders): ([Message.Person], [Message.Person]) = ([], [])
        for user in try self.reader.users() where !user.mail.isEmpty || !user.telephone.isEmpty {
            let roles = try rights.rights(of: user).filter { right in
                // Who stands above is told what is his own.
                guard case .above = right.source else {
                    return right.office == office && right.kind == .member
                        && !reading.contains(right.role)
                }
                return false
            }
            guard !roles.isEmpty else { continue }
            let person = Message.Person(
                name: user.name, mail: user.mail, telephone: user.telephone)
            all.append(person)
            if roles.contains(where: { $0.role == role }) { holders.append(person) }
        }
        return holders.isEmpty ? all : holders
    }
}

extension StoreReader {
    /// The office that must send a delivery; the case's for those that an earlier version made.
    func sender(
        of delivery: DeliveryRow, _ row: CaseRow, _ definition: WorkflowDefinition
    ) -> String? {
        delivery.sender ?? definition.home(row.roles)
    }
}

extension WorkflowDefinition {
    /// What a recipient knows the matter by, with its label: `建议编号7 文号示民函〔2025〕41号 `.
    fileprivate func cited(by kind: DeliveryDefinition?, in fields: [String: Value]) -> Label {
        let parts = (kind?.cites ?? []).compactMap { name -> Label? in
            guard let field = self.fields[name], let value = fields[name], !value.isEmpty else {
                return nil
            }
            let line = value.line.oneLine
            return Label("\(field.labels.zh)\(line) ", "\(field.labels.en) \(line), ")
        }
        return Label(parts.map(\.zh).joined(), parts.map(\.en).joined())
    }
}

extension NoticeRow.Kind {
    /// What people read.
    package var label: Label {
        switch self {
        case .warning: Label("到期提醒", "Warning")
        case .chase: Label("催办通知", "Reminder")
        case .escalation: Label("督办提请", "Escalation")
        case .digest: Label("每日办理情况", "Daily list")
        }
    }
}
