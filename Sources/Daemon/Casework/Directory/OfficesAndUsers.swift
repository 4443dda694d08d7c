// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
internal import Synchronization
package import WorkCalendar
package import Workflow

/// The directory: offices, users and their rights.
package struct OfficesAndUsers: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// Raised by each change of the directory: whoever remembers users asks again when it differs.
    package var generation: Int { self.engine.generation.load(ordering: .acquiring) }

    /// Today, as rights are counted.
    package var today: Day { self.rules.nationalZone.day(of: self.clock.now) }

    private func changed(
        _ request: Engine.Request, _ sharing: CommitQueue.Sharing = .shared,
        _ body: @escaping @Sendable (Transaction) throws -> CommandResult
    ) async throws(CaseworkError) -> CommandResult {
        defer { self.engine.generation.add(1, ordering: .releasing) }
        let result = try await self.perform(request, sharing, body)
        self.wake()
        return result
    }

    // MARK: Offices

    /// Adds an office, or changes it.
    ///
    /// - Parameter keepsChannel: no channel was given: a known office keeps its own.
    package func add(
        _ office: OfficeRow, keepsChannel: Bool = false, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.changed(request, .alone) {
            try OfficeChanges(transaction: $0).add(office, keepsChannel: keepsChannel)
        }
    }

    /// Gives an office another name from a day on: today, if none is told.
    package func rename(
        office code: String, to name: String, on day: Day?, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.changed(request) {
            try OfficeChanges(transaction: $0).rename(code, to: name, on: day)
        }
    }

    /// Ends an office on a day: today, if none is told.
    ///
    /// - Parameters:
    ///   - successor: the office that carries on what it did.
    ///   - evenSo: also when open cases would have nobody any more.
    package func close(
        office code: String, on day: Day?, successor: String?, evenSo: Bool,
        _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        var open: [String] = []
        if request.principal.isAdmin {
            let (rules, now) = (self.rules, self.clock.now)
            open = try await self.ask { try LosingHands($0, rules, now).cases(of: code) }
        }
        let isCarriedOn = !(successor ?? "").isEmpty
        if !open.isEmpty, !isCarriedOn, !evenSo, !request.isDryRun {
            throw CaseworkError(
                .refused,
                Label(
                    "该单位尚有未结案件:\(open.list.zh);请指明承接单位",
                    "the office has open cases: \(open.list.en); name the office that carries them on"
                ),
                remedy: .supply(.evenSo))
        }
        var result = try await self.changed(request, .alone) {
            try OfficeChanges(transaction: $0).close(code, on: day, successor: successor)
        }
        if !open.isEmpty {
            result.remarks.append(
                isCarriedOn
                    ? Label(
                        "以下未结案件由承接单位办理:\(open.list.zh)",
                        "open cases that the successor carries on: \(open.list.en)")
                    : Label(
                        "以下未结案件无单位承接:\(open.list.zh)",
                        "no office carries these open cases on: \(open.list.en)"))
        }
        if isCarriedOn, !open.isEmpty, !request.isDryRun {
            let (rules, now) = (self.rules, self.clock.now)
            result.remarks += try await self.ask {
                try LosingHands($0, rules, now).holes(leftBy: code).map(\.sentence)
            }
        }
        return result
    }

    /// All offices.
    package func offices() async throws(CaseworkError) -> [OfficeRow] {
        try await self.ask { try $0.offices() }
    }

    /// The office whom somebody named: by code or name.
    package func office(named text: String) async throws(CaseworkError) -> OfficeRow {
        try await self.ask { reader in
            let codes = try reader.officeCodes(called: text)
            guard codes.count <= 1 else {
                let list = codes.joined(separator: ", ")
                throw CaseworkError.invalid(
                    "office", "“\(text)”有多个单位(\(list)),请用代码",
                    "several offices are called “\(text)” (\(list)); use the code")
            }
            guard let code = codes.first, let office = try reader.office(code) else {
                throw CaseworkError(
                    .notFound,
                    Label("单位名录中没有“\(text)”", "no office “\(text)” in the directory"),
                    remedy: .look(at: .offices))
            }
            return office
        }
    }

    // MARK: Users

    /// Adds a user, or adds to one who is known already.
    ///
    /// - Parameter isAnother: he is somebody else than a user of the same name.
    package func add(
        _ details: UserDetails, _ memberships: [MembershipRow], isAnother: Bool = false,
        _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.changed(request) {
            try UserChanges(transaction: $0).add(details, memberships, isAnother: isAnother)
        }
    }

    /// Changes what is told of a user; disables or removes him.
    ///
    /// - Parameter evenSo: also when open cases would have nobody any more.
    package func change(
        _ number: Int64, _ details: UserDetails, evenSo: Bool, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        let today = self.today
        let isOver = (details.validUntil ?? nil).map { $0 < today } ?? false
        let isEarly = (details.validFrom ?? nil).map { today < $0 } ?? false
        let isLost = isOver || isEarly || details.status.map { $0 != .active } ?? false
        let lost = try await self.user(number)?.memberships ?? []
        return try await self.losing(isLost ? lost : [], of: number, evenSo: evenSo, request) {
            try UserChanges(transaction: $0).change(number, details)
        }
    }

    /// Gives a user a right, or takes it away.
    ///
    /// - Parameter evenSo: also when open cases would have nobody any more.
    package func change(
        _ number: Int64, _ membership: MembershipRow, grant: Bool, evenSo: Bool = false,
        _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.losing(grant ? [] : [membership], of: number, evenSo: evenSo, request) {
            try UserChanges(transaction: $0).change(number, membership, grant: grant)
        }
    }

    /// What is said of what a user leaves behind without some rights, and the holes among it.
    private func left(
        by number: Int64, without rights: [MembershipRow]
    ) async throws(CaseworkError) -> (remarks: [Label], holes: [Hole]) {
        guard !rights.isEmpty else { return ([], []) }
        let (rules, now) = (self.rules, self.clock.now)
        return try await self.ask { reader in
            guard let user = try reader.user(number) else { return ([], []) }
            let meant = try rights.map { try reader.meant($0, rules.rulebook) }
            return try LosingHands(reader, rules, now).left(by: user, without: meant)
        }
    }

    /// Takes rights away: refused when open cases would have nobody any more, unless it is to be even so.
    private func losing(
        _ rights: [MembershipRow], of number: Int64, evenSo: Bool, _ request: Engine.Request,
        _ body: @escaping @Sendable (Transaction) throws -> CommandResult
    ) async throws(CaseworkError) -> CommandResult {
        // Who may not change the directory is not told what would come of it.
        let asked = request.principal.isAdmin ? rights : []
        let (remarks, holes) = try await self.left(by: number, without: asked)
        if !holes.isEmpty, !evenSo, !request.isDryRun {
            throw CaseworkError(
                .refused,
                Label(
                    holes.map(\.sentence.zh).joined(separator: ";"),
                    holes.map(\.sentence.en).joined(separator: "; ")), remedy: .supply(.evenSo))
        }
        var result = try await self.changed(request) { transaction in
            let result = try body(transaction)
            try transaction.note(holes: holes)
            return result
        }
        result.remarks += remarks
        return result
    }

    /// All users.
    package func users() async throws(CaseworkError) -> [UserRow] {
        let own = self.onlyOwn
        return try await self.ask { reader in
            try reader.users().filter { $0.number == own ?? $0.number }
        }
    }

    /// A user by number.
    package func user(_ number: Int64) async throws(CaseworkError) -> UserRow? {
        try await self.ask { try $0.user(number) }
    }

    /// The user whom somebody named: by number, login, sign-in name or name.
    package func user(named text: String) async throws(CaseworkError) -> UserRow {
        try await self.ask { try $0.user(named: text) }
    }

    /// Who is known by a uid of the system, and what he may do today.
    package func peer(
        ofUID uid: Int64
    ) async throws(CaseworkError) -> (user: UserRow, rights: [Right])? {
        let today = self.today
        return try await self.ask { reader in
            guard let user = try reader.user(ofUID: uid) else { return nil }
            return (user, try reader.rights(of: user, on: today))
        }
    }

    /// What a user may do today.
    package func rights(of user: UserRow) async throws(CaseworkError) -> [Right] {
        let today = self.today
        return try await self.ask { try $0.rights(of: user, on: today) }
    }

    // MARK: Delegations

    /// Somebody acts for another who is absent.
    package func delegate(
        _ row: DelegationRow, _ request: Engine.Request
    ) async throws(CaseworkError) -> DelegationRow {
        let id = try await self.changed(request) {
            try Delegating(transaction: $0).add(row)
        }.made.first
        var row = row
        row.id = id ?? 0
        return row
    }

    /// Ends a delegation before its time.
    package func end(
        delegation id: Int64, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.changed(request) { try Delegating(transaction: $0).end(id) }
    }

    /// All delegations.
    package func delegations() async throws(CaseworkError) -> [DelegationRow] {
        let own = self.onlyOwn
        return try await self.ask { reader in
            try reader.delegations().filter { own.map([$0.from, $0.to].contains) ?? true }
        }
    }

    /// The number of who has no role in any office, and is told of himself alone.
    ///
    /// Nil for everybody else.
    private var onlyOwn: Int64? {
        guard case .person(let person, _) = self.viewer, !person.isAdmin, person.offices.isEmpty
        else { return nil }
        return person.number
    }

    // MARK: Rows of a file

    /// Adds what the rows of a file say, each for itself: what is wrong with one hinders no other.
    ///
    /// - Parameter logins: accounts of the system that the rows name, by the cell's text.
    /// - Returns: for each row what became of it, and a sentence.
    package func add(
        _ rows: [[String: String]], of kind: DirectoryRows.Kind,
        logins: [String: DirectoryRows.Account],
        _ request: Engine.Request
    ) async throws(CaseworkError) -> [(outcome: DirectoryRows.Outcome, sentence: Label)] {
        let result = try await self.changed(request, .alone) {
            try DirectoryRows($0, logins: logins).add(rows, of: kind)
        }
        // A trial says first that it is one.
        return zip(result.made, result.remarks.suffix(result.made.count)).map {
            (DirectoryRows.Outcome(rawValue: $0) ?? .refused, $1)
        }
    }
}

extension Transaction {
    /// Notes which offices have lost the last holder of a role: `status` tells of them while it is so.
    func note(holes: [Hole]) throws {
        guard !holes.isEmpty else { return }
        var taken = RightsTaken(try self.book.setting(Setting.holes))
        taken.add(holes)
        self.ledger.set(Setting.holes, to: taken.setting)
    }
}
