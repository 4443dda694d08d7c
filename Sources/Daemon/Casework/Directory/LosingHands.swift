// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import Storage
internal import WorkCalendar
package import Workflow

/// Open cases that have nobody left for what can be done in them now.
package struct Hole: Sendable {
    /// The office and the role that nobody holds; without a role an office that has ended, which none carries on.
    package var office: OfficeRow
    package var role: String
    package var label: Label
    /// Open cases in which something waits for that role.
    package var cases: [String]
}

/// Rights whose last holder lost them, as a setting keeps them: `office:role`, divided by blanks.
struct RightsTaken {
    private(set) var rights: [Standing]

    init(_ setting: String?) {
        self.rights = (setting ?? "").split(separator: " ").compactMap { text in
            let parts = text.split(separator: ":").map(String.init)
            return parts.count == 2 ? Standing(office: parts[0], role: parts[1]) : nil
        }
    }

    /// The setting.
    var setting: String {
        self.rights.map { "\($0.office):\($0.role)" }.joined(separator: " ")
    }

    mutating func add(_ holes: [Hole]) {
        self.rights =
            (self.rights + holes.map { Standing(office: $0.office.code, role: $0.role) }).unique
    }
}

/// Tells which open cases lose a person, or all hands, when a right is taken away: a question, asked of a
/// snapshot, so that nobody's command waits while cases are gone through.
struct LosingHands {
    let reader: any StoreReader
    let loader: CaseLoader
    let today: Day

    init(_ reader: any StoreReader, _ rules: RuleStore, _ now: Instant) {
        self.reader = reader
        self.loader = CaseLoader(reader, rules, now)
        self.today = rules.nationalZone.day(of: now)
    }

    /// The holes that stand: those of rights that were taken away, of whoever may not act now, and of offices that
    /// ended while they had cases.
    func holes(_ taken: RightsTaken) throws -> [Hole] {
        let absent = try self.reader.users().filter { !$0.isInForce(on: self.today) }
        let rights = (taken.rights + absent.flatMap(\.memberships).map(\.standing)).unique
        let held = try self.held(without: nil)
        let ended = try self.reader.offices().filter { office in
            office.closing.map { $0.successor == nil } ?? false && !office.works(on: self.today)
        }
        let gone = Set(ended.map(\.code))
        let left = try rights.filter { !held.contains($0) && !gone.contains($0.office) }
            .compactMap(self.hole)
        let orphaned = try ended.map { office in
            Hole(
                office: office, role: "", label: Label(same: ""),
                cases: try self.cases(of: office.code))
        }
        let carried = try self.reader.offices().filter { office in
            office.closing?.successor != nil && !office.works(on: self.today)
        }.flatMap { try self.holes(leftBy: $0.code, held) }
        return (left + orphaned + carried).filter { !$0.cases.isEmpty }
            .reduce(into: []) { holes, hole in
                let isTold = holes.contains {
                    $0.office.code == hole.office.code && $0.role == hole.role
                }
                if !isTold { holes.append(hole) }
            }
    }

    /// Roles for which something waits in open cases of an office that another carries on, where nobody has them.
    func holes(leftBy office: String, _ held: Set<Standing>? = nil) throws -> [Hole] {
        let held = try held ?? self.held(without: nil)
        var rights: [Standing] = []
        try self.eachCase(of: office) { _, definition in
            for role in definition.roles.items {
                switch role.binding {
                case .ofCase, .ofParent, .within:
                    rights.append(Standing(office: office, role: role.name))
                case .directory, .outside: continue
                }
            }
        }
        return try rights.unique.filter { !held.contains($0) }.compactMap(self.hole)
            .filter { !$0.cases.isEmpty }
    }

    /// Open cases that need a right which nobody holds.
    private func hole(_ right: Standing) throws -> Hole? {
        guard let office = try self.reader.office(right.office) else { return nil }
        var hole = Hole(office: office, role: right.role, label: Label(same: right.role), cases: [])
        try self.eachCase(of: right.office) { row, definition in
            hole.label = definition.roles[right.role]?.labels ?? hole.label
            if try self.needs(row, right, definition) { hole.cases.append(row.id) }
        }
        return hole
    }

    /// Open cases in whose fields a user is named.
    func named(_ user: UserRow, in offices: Set<String>) throws -> [String] {
        var named: [String] = []
        for office in offices.sorted() {
            try self.eachCase(of: office) { row, definition in
                if self.names(row, user.number, definition) { named.append(row.id) }
            }
        }
        return named.unique
    }

    /// The holes that a user leaves without some rights, and what is said of all that he leaves; nothing
    /// when no open case is touched.
    func left(
        by user: UserRow, without rights: [MembershipRow]
    ) throws -> (remarks: [Label], holes: [Hole]) {
        let lost = try self.lost(by: user, rights)
        let held = try self.held(without: user.number)
        let holes = try lost.filter { !held.contains($0) }.compactMap(self.hole)
            .filter { !$0.cases.isEmpty }
        var remarks = holes.map(\.sentence)
        let named = try self.named(user, in: Set(lost.map(\.office) + rights.map(\.office)))
        if !named.isEmpty {
            let list = named.list
            remarks.insert(
                Label(
                    "以下未结案件仍以\(user.name)为承办人员:\(list.zh)",
                    "open cases still name \(user.name): \(list.en)"), at: 0)
        }
        return (remarks, holes)
    }

    /// What a user holds no more without some rights: also below his office, and in those it carries on.
    private func lost(by user: UserRow, _ rights: [MembershipRow]) throws -> [Standing] {
        let day = try RightsOnDay(self.today, in: self.reader)
        var after = user
        after.memberships.removeAll { own in rights.contains { own.isSame(as: $0) } }
        let left = Set(try day.rights(of: after).map(\.standing))
        return try day.rights(of: user).filter { $0.deputised == nil }.map(\.standing).unique
            .filter { !left.contains($0) }
    }

    /// Open cases in which an office has a role, or one that it carries on.
    func cases(of office: String) throws -> [String] {
        let tree = try OfficeTree(self.reader.offices())
        var found: [String] = []
        for office in [office] + tree.predecessors(of: office) {
            try self.eachCase(of: office) { row, _ in found.append(row.id) }
        }
        return found.unique
    }

    /// What anybody but a user holds today, not counting what he does for somebody absent.
    private func held(without user: Int64?) throws -> Set<Standing> {
        let day = try RightsOnDay(self.today, in: self.reader)
        var held: Set<Standing> = []
        for other in try self.reader.users() where other.number != user {
            held.formUnion(
                try day.rights(of: other).filter { $0.deputised == nil }.map(\.standing))
        }
        return held
    }

    private func eachCase(
        of office: String, _ body: (CaseRow, WorkflowDefinition) throws -> Void
    ) throws {
        var query = CaseQuery(limit: CaseworkLimits.listed)
        query.openOnly = true
        query.office = office
        while true {
            let rows = try self.reader.cases(query)
            for row in rows where !row.isQuarantined {
                try body(row, try self.loader.rules.definition(row.definitionHash, self.reader))
            }
            guard let last = rows.last, rows.count == query.limit else { return }
            query.after = last.id
        }
    }

    /// Whether a field of users names a person.
    private func names(_ row: CaseRow, _ number: Int64, _ definition: WorkflowDefinition) -> Bool {
        definition.fields.items.contains { field in
            field.type.element == .user
                && (row.fields[field.name]?.texts.contains(String(number)) ?? false)
        }
    }

    /// Whether something that can be done in a case now is his to do who holds the right.
    private func needs(
        _ row: CaseRow, _ right: Standing, _ definition: WorkflowDefinition
    ) throws -> Bool {
        let loaded = try self.loader.load(row, as: definition)
        let roles = definition.actingRoles([right], holders: loaded.facts.roles)
        return definition.transitions.contains { transition in
            transition.from.contains(row.state) && transition.by.contains { roles.contains($0) }
        }
    }
}

extension Hole {
    /// What is said of it.
    package var sentence: Label {
        let list = self.cases.list
        guard !self.role.isEmpty else {
            return Label(
                "\(self.office.name)已撤销,无单位承接,以下未结案件无人办理,请改交其他单位:\(list.zh)",
                "\(self.office.name) has ended and none carries it on; open cases that another office must be given: \(list.en)"
            )
        }
        return Label(
            "\(self.office.name)已无人担任\(self.label.zh),以下未结案件无人办理:\(list.zh)",
            "nobody in \(self.office.name) is \(self.label.en) any more; open cases that need one: \(list.en)"
        )
    }
}

extension [String] {
    /// The first few, and how many there are.
    var list: Label {
        let shown = self.prefix(5).joined(separator: ", ")
        return self.count <= 5
            ? Label(same: shown)
            : Label("\(shown) 等\(self.count)件", "\(shown) and others, \(self.count) in all")
    }
}
