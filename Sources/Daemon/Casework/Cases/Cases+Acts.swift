// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
package import Storage
package import WorkCalendar
internal import Workflow

/// What somebody did, over all cases.
package struct ActsPage: Sendable {
    /// One line.
    package struct Act: Sendable {
        /// The line, with its case.
        package var line: WatchPage.Line
        /// The day on which it happened, as it was corrected since.
        package var day: Day
        /// It was annulled since.
        package var isAnnulled: Bool
        /// Another entered it for him.
        package var isDeputised: Bool
    }

    /// Who.
    package var user: UserRow
    /// What he did, as it was recorded.
    package var acts: [Act] = []
    /// What offices are called.
    package var officeNames: [String: String] = [:]
    /// After which line the next page begins; nil at the end.
    package var next: Int64?
}

// What somebody did.
extension Cases {
    /// The lines that somebody entered, and those that another entered for him while he was absent, by the day on
    /// which they happened, as it is known now; of cases that the asking person sees.
    ///
    /// A page may hold few lines though others follow: so many are looked through at once.
    ///
    /// - Parameter who: number, login, sign-in name or name, also of somebody who is gone.
    package func acts(
        by who: String, from: Day?, until: Day?, after: Int64
    ) async throws(CaseworkError) -> ActsPage {
        let (rules, zone) = (self.rules, self.rules.nationalZone)
        if let from, let until, until < from {
            throw CaseworkError.invalid(
                "to", "止日\(until)早于起日\(from)", "the end, \(until), is before the beginning, \(from)"
            )
        }
        return try await self.look { reader, visibility in
            var page = ActsPage(user: try reader.userEver(named: who))
            page.officeNames = try Cases.officeNames(reader)
            let most = CaseworkLimits.linesLookedThrough
            let rows = try reader.history(of: nil, after: after, limit: most)
            var known: [String: ActedCase?] = [:]
            for row in rows where page.user.did(row) {
                guard let id = row.caseID else { continue }
                if known[id] == nil {
                    let found = try visibility.sees(id) ? try reader.caseRow(id) : nil
                    known[id] = .some(
                        try found.map {
                            ActedCase(
                                head: try visibility.head(of: $0),
                                kept: try visibility.kept(in: $0),
                                acts: try reader.facts(of: id),
                                by: try rules.definition($0.definitionHash, reader))
                        })
                }
                // Whose acts are kept from the asking person is nobody there.
                guard let acted = known[id].flatMap(\.self), let shown = acted.kept.shown(row),
                    page.user.did(shown)
                else { continue }
                let day = acted.day(of: row) ?? zone.day(of: row.recordedAt)
                guard from.map({ day >= $0 }) ?? true, until.map({ day <= $0 }) ?? true else {
                    continue
                }
                visibility.tell(id, acted.kept, [row])
                page.acts.append(
                    ActsPage.Act(
                        line: WatchPage.Line(row: shown, item: acted.head), day: day,
                        isAnnulled: acted.annulled.contains(row.sequence),
                        isDeputised: shown.enteredBy != page.user.number))
                guard page.acts.count < CaseworkLimits.listedByDefault else {
                    page.next = row.sequence
                    return page
                }
            }
            page.next = rows.count == most ? rows.last?.sequence : nil
            return page
        }
    }
}

/// A case in which somebody did something.
private struct ActedCase {
    let head: CaseHead
    let kept: Kept
    /// Acts that do not stand any more, by their lines.
    let annulled: Set<Int64>
    /// The days of those that stand.
    private let days: [Int64: Day]

    init(head: CaseHead, kept: Kept, acts: [Fact], by definition: WorkflowDefinition) {
        (self.head, self.kept) = (head, kept)
        let standing = definition.standing(acts)
        self.days = standing.reduce(into: [:]) { $0[$1.sequence] = $1.happenedOn }
        self.annulled = Set(
            acts.filter { !HistoryLine.isOwn($0.event) }.map(\.sequence)
        ).subtracting(standing.map(\.sequence))
    }

    func day(of row: HistoryRow) -> Day? { self.days[row.sequence] ?? row.happenedOn }
}

extension UserRow {
    /// Whether he entered a line, or it was entered for him while he was absent.
    fileprivate func did(_ row: HistoryRow) -> Bool {
        row.enteredBy == self.number
            || row.changes.contains { change in
                guard case .deputised(let number) = change.change else { return false }
                return number == self.number
            }
    }
}
