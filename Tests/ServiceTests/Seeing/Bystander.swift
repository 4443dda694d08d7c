// SPDX-License-Identifier: Apache-2.0
import Storage
import WorkCalendar

/// Who may be told what, worked out from the rows of the directory alone, as simply as can be.
struct Bystander {
    let offices: [OfficeRow]
    let users: [UserRow]
    let delegations: [DelegationRow]
    let today: Day

    /// Whether somebody may be told a piece of the town's cases, all of which are of one office.
    func mayKnow(_ piece: Piece, _ asker: Asker) -> Bool {
        let uid = Int64(asker.rawValue)
        guard let user = self.users.first(where: { $0.login?.uid == uid }) else { return false }
        return self.rights(of: user).contains { self.tells($0, piece) }
    }

    /// Whether an office may be told it by mail, which anybody there may read.
    func mayKnow(_ piece: Piece, office code: String) -> Bool {
        guard [.ordinary, .restricted].contains(piece) else { return false }
        let office = self.offices.first { $0.code == code }
        return self.carriesOn(code, SeeingTown.office)
            || office?.duties.contains("supervisor") ?? false
    }

    private func tells(_ right: MembershipRow, _ piece: Piece) -> Bool {
        let isIts = self.carriesOn(right.office, SeeingTown.office)
        switch piece {
        case .ordinary, .restricted:
            let its = self.offices.first { $0.code == SeeingTown.office }
            return isIts
                || self.offices.contains { office in
                    self.carriesOn(right.office, office.code) && office.place == its?.place
                        && (office.duties.contains("supervisor") || right.role == "auditor")
                }
        case .field, .document:
            return isIts && ["officer", "leader"].contains(right.role)
        }
    }

    private func rights(of user: UserRow) -> [MembershipRow] {
        guard self.isInForce(user) else { return [] }
        let others = self.delegations.filter {
            $0.to == user.number && $0.since <= self.today && self.today <= $0.until
                && ($0.endedOn.map { self.today < $0 } ?? true)
        }.flatMap { delegation in
            self.users.filter { $0.number == delegation.from && self.isInForce($0) }
                .flatMap(\.memberships)
        }
        return user.memberships + others
    }

    private func isInForce(_ user: UserRow) -> Bool {
        user.status == .active && user.validFrom.map { $0 <= self.today } ?? true
            && user.validUntil.map { self.today <= $0 } ?? true
    }

    /// Whether one office is the other, or does now what that one did.
    private func carriesOn(_ code: String, _ other: String) -> Bool {
        var (at, steps) = (other, 0)
        while at != code, steps < self.offices.count {
            guard let next = self.offices.first(where: { $0.code == at })?.closing?.successor
            else { return false }
            (at, steps) = (next, steps + 1)
        }
        return at == code
    }
}
