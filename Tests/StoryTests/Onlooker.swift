// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Somebody who looks on, by where he works.
enum Onlooker: String, CaseIterable {
    case assigner, lead, coHandler, supervisor
    /// Of another office, in the same place and in another; who watches another place.
    case neighbour, foreigner, foreignSupervisor
    case nobody
    /// Who reads what the offices of a place have: of this place, and of another.
    case auditor, foreignAuditor
    /// Who looks after the system, without a role in any office and with one that audits.
    case administrator, auditingAdministrator

    /// Whether a suggestion that 市民政局 answers with 市财政局 is his to read.
    var isInvolved: Bool {
        [.assigner, .lead, .coHandler, .supervisor, .auditor, .auditingAdministrator].contains(self)
    }

    /// Whether nothing is answered to him: who has no role in any office.
    var isWithoutRole: Bool { [.nobody, .administrator].contains(self) }

    /// 市民政局 and others of a place, with two offices elsewhere.
    static func town(_ plan: TownHall.Plan = Suggestion.town) async throws -> TownHall {
        let town = try await TownHall(plan, on: "2025-03-03")
        for (code, place, duties) in [
            ("wmzj", "外市", []), ("wdcs", "外市", ["supervisor"]),
            ("sjj", "某市", []), ("wsjj", "外市", []),
        ] as [(String, String, [String])] {
            _ = try await town.engine.directory.add(
                OfficeRow(
                    code: code, name: code, aliases: [], place: place, profile: "cn",
                    duties: duties, numberCode: ""), town.adminRequest)
        }
        return town
    }

    /// Him, as the engine knows him.
    func principal(in town: TownHall) -> Principal {
        func works(
            _ office: String, _ roles: String..., isAdmin: Bool = false
        ) -> Principal {
            let rights = roles.map { MembershipRow(office: office, role: $0, kind: .member) }
            return Principal(
                uid: 5_000, isAdmin: isAdmin,
                user: UserRow(number: 5_000, name: "某人", memberships: rights))
        }
        switch self {
        case .assigner: return town.principal(.assigner)
        case .lead: return town.principal(.lead)
        case .coHandler: return town.principal(.coHandler)
        case .supervisor: return town.principal(.supervisor)
        case .neighbour: return works("jyj", "lead", "clerk", "leader")
        case .foreigner: return works("wmzj", "lead", "officer")
        case .foreignSupervisor: return works("wdcs", "supervisor")
        case .nobody: return works("")
        case .auditor: return works("sjj", "auditor")
        case .foreignAuditor: return works("wsjj", "auditor")
        case .auditingAdministrator: return works("sjj", "auditor", isAdmin: true)
        case .administrator: return Principal(uid: 0, isAdmin: true, user: nil)
        }
    }

    /// What answers him.
    func doors(in town: TownHall) -> Doors {
        Doors(town.engine, for: .person(self.principal(in: town)))
    }

    /// A suggestion that two offices handle, with its part.
    static func suggestion(
        in town: TownHall, _ fields: [String: Value] = [:]
    ) async throws -> (whole: String, part: String) {
        let item = try await Suggestion.opened(in: town, also: fields)
        try await item.act("accept", by: .assigner)
        try await item.act(
            "assign", by: .assigner, ["mode": "joint", "co_handlers": ["市财政局"]],
            roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        try await item.act("ask_co_handlers", by: .lead)
        let part = try #require(try await town.engine.cases.view(item.id).children.first)
        return (item.id, part.row.id)
    }
}
