// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

// Each working morning's list, for every office that has something to do and every office that
// watches others.
extension WorkDesk {
    func digest(_ job: JobRow) async throws {
        let (rules, now) = (self.rules, self.clock.now)
        // Read from a snapshot: nobody waits while the lists are made.
        let digests = try await self.store.read { reader in
            try DigestMaker(reader: reader, rules: rules, now: now).digests()
        }
        try await self.write(.alone) { transaction in
            for digest in digests { try transaction.telling.give(digest) }
            _ = try transaction.ledger.jobs.settle(
                job, .scheduled,
                dueAt: transaction.mending.nextDigest(notBefore: now.adding(milliseconds: 1)),
                error: "",
                now: now)
        }
    }
}

/// What one office reads in the morning.
struct Digest {
    /// One line of a list.
    struct Item {
        var caseID: String
        /// Its number on the paper; nil where it has none.
        var number: String?
        var title: String
        /// Whom it comes from or concerns.
        var people: [String]
        var clock: Label
        var due: Day
        var holder: String
    }

    /// A delivery that somebody must see to.
    struct Delivery {
        var id: Int64
        var caseID: String
        var recipient: String
        var reason: String

        init(_ row: DeliveryRow) {
            self.id = row.id
            self.caseID = row.caseID
            self.recipient = row.recipient.name
            self.reason = row.reason
        }
    }

    /// Lines of one kind: all are counted, those that are read are kept.
    struct Section<Item: Sendable>: Sendable {
        var count = 0
        var items: [Item] = []
        /// Whether the next one is kept.
        var hasRoom: Bool { self.items.count < CaseworkLimits.digestLines }

        mutating func add(_ item: @autoclosure () -> Item) {
            self.count += 1
            if self.hasRoom { self.items.append(item()) }
        }
    }

    var office: OfficeRow
    var today: Day
    var overdue = Section<Item>()
    var near = Section<Item>()
    /// Deliveries that people carry, and deliveries that failed.
    var waiting = Section<Delivery>()
    var failed = Section<Delivery>()
    /// Notices that came after their day.
    var late = 0
    var head: ChainHead
    /// Whether it watches others.
    var isWatching: Bool

    var isEmpty: Bool {
        self.overdue.count + self.near.count + self.waiting.count + self.failed.count == 0
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
                    ? "本期有\(self.late)条提醒迟发(服务停机或任务暂停),逐条注明应发日期。"
                    : "\(self.late) notices came late (the daemon was down, or jobs were paused); each names its day."
            )
        }
        self.add(zh ? "逾期" : "Overdue", self.overdue, zh, &lines)
        self.add(
            zh
                ? "\(CaseworkLimits.nearDays)日内到期"
                : "Due within \(CaseworkLimits.nearDays) days", self.near, zh, &lines)
        Self.add(
            zh ? "待送函件" : "Deliveries to carry", self.waiting.count,
            self.waiting.items.map {
                zh
                    ? "函件\($0.id) → \($0.recipient)(\($0.caseID))"
                    : "delivery \($0.id) → \($0.recipient) (\($0.caseID))"
            }, zh, &lines)
        Self.add(
            zh ? "未送达函件" : "Deliveries that failed", self.failed.count,
            self.failed.items.map {
                zh
                    ? "函件\($0.id) → \($0.recipient)(\($0.caseID)):\($0.reason)"
                    : "delivery \($0.id) → \($0.recipient) (\($0.caseID)): \($0.reason)"
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

    private func add(
        _ title: String, _ section: Section<Item>, _ zh: Bool, _ lines: inout [String]
    ) {
        Self.add(
            title, section.count,
            section.items.map { item in
                let left = item.due.days(since: self.today)
                let days =
                    left < 0
                    ? (zh ? "逾期\(-left)天" : "\(-left) days late")
                    : (zh ? "还有\(left)天" : "\(left) days left")
                let who = self.isWatching ? (zh ? "(\(item.holder))" : " (\(item.holder))") : ""
                let called = item.called
                return zh
                    ? "\(item.due) \(days) \(item.caseID)\(called.zh)〈\(item.clock.zh)〉\(who)"
                    : "\(item.due) \(days) \(item.caseID)\(called.en) ‹\(item.clock.en)›\(who)"
            }, zh, rest: Label("时限清单", "the list of deadlines"), &lines)
    }

    private static func add(
        _ title: String, _ count: Int, _ items: [String], _ zh: Bool,
        rest list: Label = Label("送达清单", "the list of deliveries"), _ lines: inout [String]
    ) {
        guard count > 0 else { return }
        lines += ["", "\(title)(\(count))"]
        lines += items.map { "  " + $0 }
        let rest = count - items.count
        if rest > 0 {
            lines.append(
                zh ? "  ……另有\(rest)项,见\(list.zh)" : "  … and \(rest) more: see \(list.en)")
        }
    }
}

extension Digest.Item {
    /// By what people call the case: 第7号《标题》(李四).
    fileprivate var called: Label {
        let isPlain = self.number?.allSatisfy { $0.isASCII && $0.isNumber } ?? false
        let number = self.number.map {
            isPlain ? Label("第\($0)号", " no. \($0)") : Label(" \($0)", " \($0)")
        }
        let people =
            self.people.isEmpty
            ? Label(same: "")
            : Label(
                "(\(self.people.joined(separator: "、")))",
                " (\(self.people.joined(separator: ", ")))")
        return Label(
            "\(number?.zh ?? "")《\(self.title)》\(people.zh)",
            "\(number?.en ?? "") “\(self.title)”\(people.en)")
    }
}

/// Makes the lists of a morning from a snapshot.
struct DigestMaker {
    let reader: any StoreReader
    let rules: RuleStore
    let now: Instant

    /// The lists that say anything.
    func digests() throws -> [Digest] {
        let today = self.rules.nationalZone.day(of: self.now)
        let all = try self.reader.offices()
        let offices = all.filter { $0.closing == nil }
        let present = try all.reduce(into: [:]) {
            $0[$1.code] = try self.reader.present($1).code
        }
        let watching = self.rules.rulebook.rolesTold
        let head = try self.reader.chainHead()
        var digests = Dictionary(
            uniqueKeysWithValues: offices.map { office in
                (
                    office.code,
                    Digest(
                        office: office, today: today, head: head,
                        isWatching: !watching.isDisjoint(with: office.duties))
                )
            })
        // Place → the offices that watch its others.
        let watchers = Dictionary(
            grouping: offices.filter { digests[$0.code]?.isWatching ?? false }, by: \.place
        ).mapValues { $0.map(\.code) }
        var query = DueQuery(limit: CaseworkLimits.dueLines)
        query.until = self.until(today)
        query.includesPaused = false
        let lines = try self.reader.dueLines(query)
        for line in lines { try self.add(line, today, watchers, present, &digests) }
        try self.addDeliveries(present, &digests)
        try self.countLate(since: try self.lastDigest(before: today), watchers, &digests)
        return offices.compactMap { digests[$0.code] }.filter { !$0.isEmpty }
    }

    /// How far a morning's list looks: some days, and over a holiday that begins meanwhile.
    ///
    /// The next list is read on the next working day.
    private func until(_ today: Day) -> Day {
        let rulebook = self.rules.rulebook
        let next = rulebook.calendars.values.map { calendar in
            Reckoner(calendar.known(on: today)).nextWorked(from: today.adding(days: 1))
        }.max()
        return max(next?.adding(days: -1) ?? today, today).adding(days: CaseworkLimits.nearDays)
    }

    private func add(
        _ line: DueLine, _ today: Day, _ watchers: [String: [String]],
        _ present: [String: String], _ digests: inout [String: Digest]
    ) throws {
        let definition = try self.rules.definition(line.definitionHash, self.reader)
        guard let clock = definition.clocks[line.clock] else { return }
        let role = definition.holderRole(of: clock.whose)
        var holder = line.roles[role]
        if holder == nil, let parent = line.parent {
            holder = try self.reader.caseRow(parent)?.roles[role]
        }
        guard
            let office = try holder?.office ?? definition.home(line.roles)
                ?? self.home(of: line.parent)
        else { return }
        let isLate = ClockStatus(line.watched.run, clock.kind, on: today) == .late
        let section: WritableKeyPath<Digest, Digest.Section<Digest.Item>> =
            isLate ? \.overdue : \.near
        let readers = self.readers(of: present[office] ?? office, watchers, digests)
        guard readers.contains(where: { digests[$0]?[keyPath: section].hasRoom ?? false }),
            let row = try self.reader.caseRow(line.caseID)
        else {
            // Nobody reads it: it is counted.
            for code in readers { digests[code]?[keyPath: section].count += 1 }
            return
        }
        // A list is for everybody in the office: what is secret in a case is told to none of them.
        let shown = try Visibility(of: .person(.withoutRole), in: self.reader, self.rules)
            .kept(in: row).shown(row)
        let head = CaseHead(row: shown, definition: definition)
        for code in readers {
            digests[code]?[keyPath: section].add(
                Digest.Item(
                    caseID: line.caseID, number: head.number, title: shown.title.oneLine,
                    people: head.people.map(\.oneLine), clock: clock.labels, due: line.due,
                    holder: holder?.name ?? "-"))
        }
    }

    /// Whose lists say what an office has to do: its own, and those of who watches it.
    private func readers(
        of office: String, _ watchers: [String: [String]], _ digests: [String: Digest]
    ) -> [String] {
        guard let place = digests[office]?.office.place else { return [] }
        return [office] + (watchers[place] ?? []).filter { $0 != office }
    }

    private func addDeliveries(
        _ present: [String: String], _ digests: inout [String: Digest]
    ) throws {
        // Who must send them reads of them. Those that an earlier version made are the case's, whose
        // office is looked for once: they stand together.
        var homes: [String: String?] = [:]
        func home(_ delivery: DeliveryRow) throws -> String? {
            if let sender = delivery.sender { return sender }
            if let known = homes[delivery.caseID] { return known }
            let home = try self.home(of: delivery.caseID)
            homes[delivery.caseID] = .some(home)
            return home
        }
        // A list is for everybody in the office: what is secret in a case is told to none of them.
        let visibility = Visibility(of: .person(.withoutRole), in: self.reader, self.rules)
        func shown(_ delivery: DeliveryRow) throws -> Digest.Delivery {
            let row = try self.reader.caseRow(delivery.caseID)
            return Digest.Delivery(try row.map(visibility.kept)?.shown(delivery) ?? delivery)
        }
        let limit = CaseworkLimits.digested
        for delivery in try self.reader.carriedDeliveries(limit: limit) {
            guard let home = try home(delivery) else { continue }
            let told = try shown(delivery)
            digests[present[home] ?? home]?.waiting.add(told)
        }
        for delivery in try self.reader.failedDeliveries(limit: limit) {
            guard let home = try home(delivery) else { continue }
            let told = try shown(delivery)
            digests[present[home] ?? home]?.failed.add(told)
        }
    }

    private func home(of caseID: String?) throws -> String? {
        guard let caseID, let row = try self.reader.caseRow(caseID) else { return nil }
        let definition = try self.rules.definition(row.definitionHash, self.reader)
        return try definition.home(row.roles) ?? self.home(of: row.parent)
    }

    /// The day of the last list before today's; nil for the first.
    private func lastDigest(before today: Day) throws -> Day? {
        var query = NoticeQuery(limit: 1)
        query.kind = .digest
        query.until = today.adding(days: -1)
        return try self.reader.notices(query).first?.givenOn
    }

    private func countLate(
        since day: Day?, _ watchers: [String: [String]], _ digests: inout [String: Digest]
    ) throws {
        var query = NoticeQuery(limit: CaseworkLimits.digested)
        query.lateOnly = true
        query.since = day?.adding(days: 1)
        for notice in try self.reader.notices(query) where notice.kind != .digest {
            guard let office = notice.recipient.office else { continue }
            for code in self.readers(of: office, watchers, digests) { digests[code]?.late += 1 }
        }
    }
}
