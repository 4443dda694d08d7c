// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

// Offices, users, who acts for whom.
extension Render {
    static func office(_ office: OfficeRow, _ kinds: KindWords) -> V1.Office {
        V1.Office(
            code: office.code, name: office.name, aliases: office.aliases, place: office.place,
            profile: office.profile, duties: office.duties, numberCode: office.numberCode,
            channel: office.channel.rawValue, address: office.address, upper: office.upper ?? "",
            formerNames: office.formerNames.map {
                V1.FormerName(name: $0.name, until: $0.until.description)
            },
            closedOn: office.closing?.on.description ?? "",
            successor: office.closing?.successor ?? "",
            dutyLabels: office.duties.map(kinds.role))
    }

    /// A user as somebody may know him: where he is reached is for administrators and himself.
    static func user(_ user: UserRow, to asker: Principal, _ kinds: KindWords) -> V1.User {
        let isReached = asker.isAdmin || asker.user?.number == user.number
        return V1.User(
            uid: user.number, name: user.name,
            memberships: user.memberships.map {
                V1.Membership(
                    office: $0.office, role: $0.role, standing: $0.kind.rawValue,
                    reach: $0.reach.rawValue, roleLabel: kinds.role($0.role))
            }, admin: false, known: true, loginUid: user.login?.uid,
            login: user.login?.name ?? "", signIn: user.signIn,
            mail: isReached ? user.mail : "", telephone: isReached ? user.telephone : "",
            validFrom: user.validFrom?.description ?? "",
            validUntil: user.validUntil?.description ?? "", status: user.status.rawValue)
    }

    static func right(_ right: Right, _ kinds: KindWords) -> V1.Right {
        let (source, by) =
            switch right.source {
            case .own: ("own", "")
            case .above(let office): ("above", office)
            case .successor(let office): ("successor", office)
            case .deputy(let absent): ("deputy", absent.name)
            }
        return V1.Right(
            office: right.office, role: right.role, standing: right.kind.rawValue, source: source,
            by: by, roleLabel: kinds.role(right.role))
    }

    static func delegation(
        _ row: DelegationRow, _ users: [UserRow], on today: Day, _ kinds: KindWords
    ) -> V1.Delegation {
        func name(_ number: Int64) -> String {
            users.first { $0.number == number }?.name ?? String(number)
        }
        return V1.Delegation(
            id: row.id, fromNumber: row.from, fromName: name(row.from), toNumber: row.to,
            toName: name(row.to), office: row.office ?? "", role: row.role ?? "",
            since: row.since.description, until: row.until.description,
            endedOn: row.endedOn?.description ?? "", holds: row.holds(on: today),
            roleLabel: row.role.map(kinds.role))
    }
}
