// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar
internal import Workflow

// What is restricted and is told: whoever asked is noted before he is answered.
extension Visibility {
    /// Notes that an answer tells of a case, and of it these fields and documents.
    package func tell(_ id: String, _ kept: Kept, _ names: some Sequence<String> = []) {
        guard kept.isRestricted || !kept.opened.isEmpty else { return }
        let secret = Set(names).intersection(kept.opened.keys)
        guard kept.isRestricted || !secret.isEmpty else { return }
        self.told[id, default: []].formUnion(secret)
    }

    /// Notes that an answer tells of a case all that is in it.
    package func tell(
        _ row: CaseRow, _ kept: Kept, _ documents: [DocumentRow], _ deliveries: [DeliveryRow]
    ) {
        guard kept.isRestricted || !kept.opened.isEmpty else { return }
        let fields = row.fields.filter { !$0.value.isEmpty }.keys
        let filed = documents.filter { $0.sha256 != nil }.map(\.kind)
        let named = deliveries.flatMap { kept.opened(in: $0.recipient.name) }
        self.tell(row.id, kept, fields + filed + named)
    }

    /// Notes that an answer tells of a case what lines of its history say.
    package func tell(_ id: String, _ kept: Kept, _ lines: [HistoryRow]) {
        guard kept.isRestricted || !kept.opened.isEmpty else { return }
        var names: Set<String> = []
        for line in lines {
            for change in line.changes {
                names.insert(change.field)
                names.formUnion(change.field.split(separator: " ").map(String.init))
                // A line that files a document names its kind.
                names.formUnion(change.after?.texts.filter { kept.opened[$0] != nil } ?? [])
            }
            names.formUnion(kept.opened(in: line.actorName) + kept.opened(in: line.note))
        }
        self.tell(id, kept, names)
    }

    /// Notes that an answer tells what cases are called, if that is restricted.
    func tellTitle(_ id: String) throws {
        guard self.mayBeRestricted(id), let row = try self.reader.caseRow(id) else { return }
        self.tell(id, try self.kept(in: row))
    }

    /// Notes that an answer tells what offices were told of cases.
    package func tell(_ notices: [NoticeRow]) throws {
        for id in Set(notices.compactMap(\.about?.caseID)) { try self.tellTitle(id) }
    }

    /// What is to be noted of the whole answer; nil for nothing, or when the same was read today.
    package func read(at now: Instant) throws -> ReadRow? {
        guard !self.told.isEmpty, case .person(let person, let call) = self.viewer else {
            return nil
        }
        let row = ReadRow(
            by: person.number, for: try self.absent(person), self.told, call: call,
            day: self.rules.nationalZone.day(of: now), at: now)
        return try self.reader.wasRead(row.key) ? nil : row
    }

    /// Notes what a command tells whoever gave it of its case and of others.
    package func tell(_ result: CommandResult) throws {
        for id in Set([result.caseID] + result.consequences.map(\.caseID)) {
            guard self.mayBeRestricted(id) || (id == result.caseID && !result.remarks.isEmpty),
                let row = try self.reader.caseRow(id)
            else { continue }
            let kept = try self.kept(in: row)
            let remarks = id == result.caseID ? result.remarks : []
            self.tell(row.id, kept, remarks.flatMap { kept.opened(in: $0.zh + $0.en) })
        }
    }

    /// Notes what a refusal tells of the cases that were named.
    package func tell(_ refusal: CaseworkError, of named: Set<String>) throws {
        for id in named {
            guard let row = try self.reader.caseRow(id) else { continue }
            let kept = try self.kept(in: row)
            let said = refusal.sentences
            self.tell(id, kept, kept.opened(in: said.zh + said.en))
        }
    }

    /// Those who are absent, of what was told by whose rights alone he read it.
    private func absent(_ person: Principal) throws -> Set<Int64> {
        let others = Set(person.rights.compactMap { $0.deputised?.number })
        guard !others.isEmpty, try !self.suffices(person, for: nil) else { return [] }
        let needed = try others.filter { try self.suffices(person, for: $0) }
        // It took the rights of several.
        return needed.isEmpty ? others : needed
    }

    /// Whether all that was told is read by his own rights, with those of one who is absent.
    private func suffices(_ person: Principal, for absent: Int64?) throws -> Bool {
        var person = person
        person.rights.removeAll { $0.deputised.map { $0.number != absent } ?? false }
        let alone = Visibility(of: .person(person), in: self.reader, self.rules)
        return try self.told.allSatisfy { id, names in
            guard let row = try self.reader.caseRow(id), try alone.sees(row) else { return false }
            return names.isSubset(of: try alone.kept(in: row).opened.keys)
        }
    }

    /// Who read what, as far as somebody may know it: whoever looks after the system all of it, an
    /// auditor of the cases that he sees.
    package func shown(_ read: ReadRow) throws -> ReadRow? {
        guard !self.administers else { return read }
        var read = read
        read.cases = try read.cases.filter { try self.sees($0.key) }
        return read.cases.isEmpty ? nil : read
    }

    /// Refuses who neither looks after the system nor audits.
    package func requireAudit() throws {
        guard !self.seesAdministration else { return }
        throw CaseworkError(
            .permission,
            Label(
                "只有系统管理员和审计人员可以查看查阅记录",
                "only administrators and auditors may see who read what"),
            remedy: .look(at: .ownRoles))
    }
}
