// SPDX-License-Identifier: Apache-2.0
internal import Jobs
package import Storage
package import Workflow

/// Makes the message that a job sends, as it is now.
struct MessageMaker {
    let reader: any StoreReader
    let rules: RuleStore

    /// The setting that tells one data folder's messages from another's.
    static let folderSetting = "message_folder"

    /// The message of a job; nil when nothing is to be sent any more.
    func message(for job: JobRow) throws -> Message? {
        let parts = job.subject.key.split(separator: " ")
        guard parts.count == 2, let id = Int64(parts[1]) else { return nil }
        let folder = try self.reader.setting(MessageMaker.folderSetting) ?? "0"
        let messageID = "\(parts[0]).\(id).\(folder)@cased.localdomain"
        switch parts[0] {
        case "letter": return try self.letter(id, messageID, job)
        case "notice": return try self.notice(id, messageID, job)
        default: return nil
        }
    }

    private func letter(_ id: Int64, _ messageID: String, _ job: JobRow) throws -> Message? {
        guard let letter = try self.reader.delivery(id), letter.status == .pending,
            let office = try letter.recipient.office.flatMap(self.reader.office),
            let row = try self.reader.caseRow(letter.caseID)
        else { return nil }
        let definition = try self.rules.definition(row.definitionHash, self.reader)
        let kind = definition.deliveries[letter.kind]
        let label = kind?.labels ?? Label(same: letter.kind)
        let papers = try self.reader.documents(of: row.id)
            .filter { $0.kind == kind?.document && $0.sha256 != nil }
        let sender = try definition.home(row.roles).flatMap(self.reader.office)?.name ?? ""
        let names = papers.map(\.name.oneLine)
        let title = row.title.oneLine
        let enclosed = Label(
            names.isEmpty ? "(文书尚未入卷)" : names.joined(separator: "、"),
            names.isEmpty ? "(no paper is on file)" : names.joined(separator: ", "))
        return Message(
            id: messageID, key: job.subject.key, kind: letter.kind, kindLabel: label,
            office: office.code, recipient: office.name, address: office.address, sender: sender,
            caseID: row.id, copies: letter.copies,
            subject: Label(
                "\(label.zh):\(row.id)《\(title)》", "\(label.en): \(row.id) “\(title)”"),
            text: Label(
                """
                \(office.name):
                《\(title)》(\(row.id))的\(label.zh),共\(letter.copies)份。
                附:\(enclosed.zh)
                \(sender)
                \(letter.madeOn)
                """,
                """
                To \(office.name)
                \(label.en) in the matter “\(title)” (\(row.id)); copies: \(letter.copies).
                Enclosed: \(enclosed.en)
                \(sender)
                \(letter.madeOn)
                """),
            enclosures: papers.compactMap { paper in
                guard let sha256 = paper.sha256, let size = paper.size else { return nil }
                return Message.Enclosure(name: paper.name, sha256: sha256, size: size)
            })
    }

    private func notice(_ id: Int64, _ messageID: String, _ job: JobRow) throws -> Message? {
        guard let notice = try self.reader.notice(id), notice.status == .pending,
            let office = try notice.recipient.office.flatMap(self.reader.office)
        else { return nil }
        let label = notice.kind.label
        let about = notice.about.map { " \($0.caseID)" } ?? " \(notice.givenOn)"
        return Message(
            id: messageID, key: job.subject.key, kind: notice.kind.rawValue, kindLabel: label,
            office: office.code, recipient: office.name, address: office.address, sender: "",
            caseID: notice.about?.caseID, copies: 1,
            subject: Label(label.zh + about, label.en + about), text: notice.text, enclosures: [])
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

// What becomes of messages.
extension Transactor {
    /// A message went out: its letter or notice says so, and what waited for it follows.
    ///
    /// - Returns: false when somebody else holds the job by now.
    func sent(_ job: JobRow) throws -> Bool {
        let mine = try self.writer.settle(
            job.id, token: job.token, .completed, dueAt: nil, error: "", now: self.now)
        guard mine else { return false }
        try self.mark(job.subject.key, .sent, reason: "")
        return true
    }

    /// A message will not go out: its letter or notice says why.
    func giveUp(sending key: String, _ reason: String) throws {
        try self.mark(key, .failed, reason: reason)
    }

    private func mark(_ key: String, _ status: DeliveryStatus, reason: String) throws {
        let parts = key.split(separator: " ")
        guard parts.count == 2, let id = Int64(parts[1]) else { return }
        if parts[0] == "letter", let letter = try self.writer.delivery(id),
            letter.status == .pending
        {
            _ = try self.tick(
                TickDeliveriesCommand(
                    ids: [id], caseID: nil, status: status, happenedOn: nil, note: reason,
                    forOffice: nil))
        } else if parts[0] == "notice", var notice = try self.writer.notice(id),
            notice.status == .pending
        {
            notice.status = status == .sent ? .sent : .failed
            notice.reason = reason
            try self.writer.update(notice)
        }
    }
}

// Messages that become files.
extension WorkDesk {
    func spool(_ job: JobRow) async throws {
        guard let spool else { throw StoreError.unusable("no spool folder is set") }
        let rules = self.rules
        let message = try await self.store.read { reader in
            try MessageMaker(reader: reader, rules: rules).message(for: job)
        }
        if let message {
            let contents = try self.contents(of: message)
            try await Blocking.run { try spool.put(message, contents) }
            FaultPoint.pass("handed over spool")
        }
        let now = self.clock.now
        try await self.write { writer in
            let transactor = Transactor(
                writer, rules: rules, now: now, principal: nil, requestID: "")
            if message == nil {
                try writer.cancel(job.subject, now: now)
            } else {
                _ = try transactor.sent(job)
            }
            FaultPoint.pass("in spool")
        }
    }

    /// The content of a message's papers, as far as they fit.
    func contents(of message: Message) throws -> [[UInt8]] {
        let total = message.enclosures.reduce(Int64(0)) { $0 + $1.size }
        guard total <= CaseworkLimits.enclosedBytes else {
            throw CaseworkError(
                .refused,
                Label(
                    "附件共\(total)字节,超过\(CaseworkLimits.enclosedBytes)字节",
                    "the papers have \(total) bytes, more than \(CaseworkLimits.enclosedBytes)"))
        }
        return try message.enclosures.map { enclosure in
            guard let content = try self.documents.content(enclosure.sha256) else {
                throw StoreError.unusable("the content of \(enclosure.name) is lost")
            }
            return content
        }
    }
}
