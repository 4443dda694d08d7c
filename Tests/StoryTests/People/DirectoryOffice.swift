// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import TownHall
import WorkCalendar
import Workflow

/// The administrator of a town at his directory, for tests of people and offices.
struct DirectoryOffice {
    let town: TownHall
    private var directory: OfficesAndUsers { self.town.engine.directory }

    /// What a draft reply comes with.
    static let draft: [String: Value] = [
        "reply_type": "A", "disclosure": "public", "contact_person": "联系人",
        "contact_phone": "0000",
    ]

    /// Enters somebody, and gives him rights.
    @discardableResult
    func add(
        _ details: UserDetails, _ rights: [MembershipRow] = [], isAnother: Bool = false
    ) async throws(CaseworkError) -> Int64 {
        let result = try await self.directory.add(
            details, rights, isAnother: isAnother, self.town.adminRequest)
        return result.made.first ?? -1
    }

    /// Somebody at a connection, with what the directory lets him do today.
    func peer(ofUID uid: Int64) async throws(CaseworkError) -> Principal {
        let peer = try await self.directory.peer(ofUID: uid)
        return Principal(
            number: peer?.user.number ?? uid, isAdmin: false, user: peer?.user,
            rights: peer?.rights ?? [])
    }

    /// Somebody acts in a case.
    @discardableResult
    func act(
        _ id: String, _ event: String, by uid: Int64, _ fields: [String: Value] = [:],
        for office: String? = nil
    ) async throws(CaseworkError) -> CommandResult {
        try await self.town.engine.cases.act(
            ActCommand(caseID: id, event: event, fields: fields, forOffice: office),
            Engine.Request(principal: try await self.peer(ofUID: uid), id: "", payload: []))
    }

    /// The last act of a case, as its history says it.
    func lastLine(of id: String, _ event: String) async throws(CaseworkError) -> HistoryRow? {
        try await self.town.engine.cases.history(id, after: 0, limit: 1_000).lines
            .last { $0.event == event }
    }

    func delegate(
        _ from: Who, to: Int64, _ since: Day, _ until: Day, role: String? = nil,
        by principal: Principal? = nil
    ) async throws(CaseworkError) -> DelegationRow {
        var row = DelegationRow(id: 0, from: from.rawValue, to: to, since: since, until: until)
        row.role = role
        var request = self.town.adminRequest
        if let principal { request.principal = principal }
        return try await self.directory.delegate(row, request)
    }
}

extension MembershipRow {
    static func member(_ office: String, _ role: String, _ reach: Reach = .own) -> MembershipRow {
        MembershipRow(office: office, role: role, kind: .member, reach: reach)
    }

    static func entry(_ office: String, _ role: String) -> MembershipRow {
        MembershipRow(office: office, role: role, kind: .entry)
    }
}
