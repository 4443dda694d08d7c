// SPDX-License-Identifier: Apache-2.0
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

// Each working morning's list, for every office that has something to do and every office that
// watches others.
extension WorkDesk {
    func digest(_ job: JobRow) async throws {
        let (rules, now) = (self.rules, self.clock.now)
        try await self.write { writer in
            let transactor = Transactor(
                writer, rules: rules, now: now, principal: nil, requestID: "")
            try transactor.giveDigests()
            _ = try writer.settle(
                job.id, token: job.token, .scheduled,
                dueAt: transactor.nextDigest(notBefore: now.adding(milliseconds: 1)), error: "",
                now: now)
        }
    }
}

/// What one office reads in the morning.
struct Digest {
    /// One line of a list.
    struct Item {
        var caseID: String
        var title: String
        var clock: Label
        var due: Day
        var holder: String
    }

    var office: OfficeRow
    var today: Day
    var overdue: [Item] = []
    var near: [Item] = []
    /// Letters that people carry, and letters that failed.
    var waiting: [(id: Int64, caseID: String, recipient: String)] = []
    var failed: [(id: Int64, caseID: String, recipient: String, reason: String)] = []
    /// Notices that came after their day.
    var late = 0
    var head: ChainHead
    /// Whether it watches others.
    var isWatching: Bool

    var isEmpty: Bool {
        self.overdue.isEmpty && self.near.isEmpty && self.waiting.isEmpty && self.failed.isEmpty
            && self.late == 0 && !self.isWatching
    }

    /// The text in both languages.
    var text: Label {
        Label(self.text(isChinese: true), self.text(isChinese: false))
    }

    private func text(isChinese zh: Bool) -> String {
        var lines = [
            zh
                ? "\(self.office.name) \(self.today) 办理情况"
                : "\(self.office.name), \(self.today)"
        ]
        if self.late > 0 {
            lines.append(
                zh
                    ? "服务曾停机:本期有\(self.late)条提醒迟发,逐条注明应发日期。"
                    : "The daemon was down: \(self.late) notices came late; each names its day.")
        }
        self.add(zh ? "逾期" : "Overdue", self.overdue, zh, &lines)
        self.add(zh ? "七日内到期" : "Due within seven days", self.near, zh, &lines)
        Self.add(
            zh ? "待送函件" : "Letters to carry",
            self.waiting.map {
                zh
                    ? "函件\($0.id) → \($0.recipient)(\($0.caseID))"
                    : "letter \($0.id) → \($0.recipient) (\($0.caseID))"
            }, zh, &lines)
        Self.add(
            zh ? "未送达函件" : "Letters that failed",
            self.failed.map {
                zh
                    ? "函件\($0.id) → \($0.recipient)(\($0.caseID)):\($0.reason)"
                    : "letter \($0.id) → \($0.recipient) (\($0.caseID)): \($0.reason)"
            }, zh, &lines)
        if lines.count == 1 { lines.append(zh ? "今日无事项。" : "Nothing is due.") }
        lines.append("")
        let hash = Chain.hex(self.head.hash)
        lines.append(
            zh
                ? "记录链:第\(self.head.sequence)行 \(hash)"
                : "Chain: line \(self.head.sequence) \(hash)")
        return lines.joined(separator: "\n")
    }

    private func add(_ title: String, _ items: [Item], _ zh: Bool, _ lines: inout [String]) {
        Self.add(
            title,
            items.map { item in
                let left = item.due.days(since: self.today)
                let days =
                    left < 0
                    ? (zh ? "逾期\(-left)天" : "\(-left) days late")
                    : (zh ? "还有\(left)天" : "\(left) days left")
                let who = self.isWatching ? (zh ? "(\(item.holder))" : " (\(item.holder))") : ""
                return zh
                    ? "\(item.due) \(days) \(item.caseID)《\(item.title)》〈\(item.clock.zh)〉\(who)"
                    : "\(item.due) \(days) \(item.caseID) “\(item.title)” ‹\(item.clock.en)›\(who)"
            }, zh, &lines)
    }

    private static func add(
        _ title: String, _ items: [String], _ zh: Bool, _ lines: inout [String]
    ) {
        guard !items.isEmpty else { return }
        lines += ["", "\(title)(\(items.count))"]
        lines += items.prefix(CaseworkLimits.digestLines).map { "  " + $0 }
        if items.count > CaseworkLimits.digestLines {
            let rest = items.count - CaseworkLimits.digestLines
            lines.append(zh ? "  ……另有\(rest)项,见 caseadm due" : "  … and \(rest) more: caseadm due")
        }
    }
}

extension Transactor {
    /// Gives every office its list of this morning, once.
    func giveDigests() throws {
        let today = CivilZone(Transactor.nationalZone).day(of: self.now)
        for digest in try self.digests(today) where !digest.isEmpty {
            var query = NoticeQuery(limit: 1)
            query.office = digest.office.code
            query.kind = .digest
            query.since = today
            guard try self.writer.notices(query).isEmpty else { continue }
            let id = try self.writer.insert(
                NoticeRow(
                    kind: .digest, about: nil,
                    recipient: Party(office: digest.office.code, name: digest.office.name),
                    role: "", day: today, givenOn: today,
                    status: digest.office.channel.job == nil ? .shown : .pending,
                    text: digest.text))
            try self.send("notice \(id)", to: digest.office)
        }
    }

    private func digests(_ today: Day) throws -> [Digest] {
        let offices = try self.writer.offices()
        let watching = self.rules.rulebook.rolesTold
        let head = try self.writer.chainHead()
        var digests = Dictionary(
            uniqueKeysWithValues: offices.map { office in
                (
                    office.code,
                    Digest(
                        office: office, today: today, head: head,
                        isWatching: !watching.isDisjoint(with: office.duties))
                )
            })
        var query = DueQuery(limit: CaseworkLimits.digested)
        query.until = today.adding(days: CaseworkLimits.nearDays)
        for row in try self.writer.due(query) where !row.run.isPaused {
            try self.add(row, today, &digests)
        }
        for letter in try self.writer.deliveries(pendingOnly: true, limit: CaseworkLimits.digested)
        {
            let channel = try letter.recipient.office.flatMap(self.writer.office)?.channel
            guard channel?.job == nil, let home = try self.home(of: letter.caseID) else { continue }
            digests[home]?.waiting.append((letter.id, letter.caseID, letter.recipient.name))
        }
        for letter in try self.writer.failedDeliveries(limit: CaseworkLimits.digested) {
            guard let home = try self.home(of: letter.caseID) else { continue }
            digests[home]?.failed.append(
                (letter.id, letter.caseID, letter.recipient.name, letter.reason))
        }
        try self.countLate(since: try self.lastDigest(before: today), &digests)
        return offices.compactMap { digests[$0.code] }
    }

    private func add(_ row: DueRow, _ today: Day, _ digests: inout [String: Digest]) throws {
        guard let due = row.run.due else { return }
        let definition = try self.rules.definition(row.caseRow.definitionHash, self.writer)
        guard let clock = definition.clocks[row.run.clock] else { return }
        let role = definition.holderRole(of: clock.whose)
        var holder = row.caseRow.roles[role]
        if holder == nil, let parent = row.caseRow.parent {
            holder = try self.writer.caseRow(parent)?.roles[role]
        }
        let office = try holder?.office ?? self.home(of: row.caseRow.id)
        let item = Digest.Item(
            caseID: row.caseRow.id, title: row.caseRow.title, clock: clock.labels, due: due,
            holder: holder?.name ?? "-")
        func put(_ code: String) {
            if due < today {
                digests[code]?.overdue.append(item)
            } else {
                digests[code]?.near.append(item)
            }
        }
        if let office { put(office) }
        let place = office.flatMap { digests[$0]?.office.place }
        for (code, digest) in digests
        where digest.isWatching && digest.office.place == place && code != office {
            put(code)
        }
    }

    private func home(of caseID: String) throws -> String? {
        guard let row = try self.writer.caseRow(caseID) else { return nil }
        let definition = try self.rules.definition(row.definitionHash, self.writer)
        if let home = definition.home(row.roles) { return home }
        return try row.parent.flatMap { try self.home(of: $0) }
    }

    /// The day of the last list before today's; nil for the first.
    private func lastDigest(before today: Day) throws -> Day? {
        var query = NoticeQuery(limit: 1)
        query.kind = .digest
        query.until = today.adding(days: -1)
        return try self.writer.notices(query).first?.givenOn
    }

    private func countLate(since day: Day?, _ digests: inout [String: Digest]) throws {
        var query = NoticeQuery(limit: CaseworkLimits.digested)
        query.lateOnly = true
        query.since = day?.adding(days: 1)
        let places = digests.mapValues(\.office.place)
        for notice in try self.writer.notices(query) where notice.kind != .digest {
            guard let office = notice.recipient.office else { continue }
            digests[office]?.late += 1
            for (code, digest) in digests
            where digest.isWatching && code != office && places[code] == places[office] {
                digests[code]?.late += 1
            }
        }
    }
}
