// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
package import Storage
package import WorkCalendar
internal import Workflow

/// What somebody did, over all cases.
package struct ActsPage: Sendable {
    /// Who.
    package var user: UserRow
    /// The lines, as they were recorded.
    package var lines: [WatchPage.Line] = []
    /// What offices are called.
    package var officeNames: [String: String] = [:]
    /// After which line the next page begins; nil at the end.
    package var next: Int64?
}

// What somebody did.
extension Cases {
    /// The lines that somebody entered, and those that another entered for him while he was absent, by the day on
    /// which they happened; of cases that the asking person sees.
    ///
    /// A page may hold few lines though others follow: so many are looked through at once.
    ///
    /// - Parameter who: number, login, sign-in name or name.
    package func acts(
        by who: String, from: Day?, until: Day?, after: Int64
    ) async throws(CaseworkError) -> ActsPage {
        let zone = self.rules.nationalZone
        if let from, let until, until < from {
            throw CaseworkError.invalid(
                "to", "止日\(until)早于起日\(from)", "the end, \(until), is before the beginning, \(from)"
            )
        }
        return try await self.look { reader, visibility in
            var page = ActsPage(user: try reader.user(named: who))
            page.officeNames = try Cases.officeNames(reader)
            var reached = after
            if after == 0, let from {
                // Nothing is entered before it happened.
                reached = try reader.lastLine(before: zone.start(of: from))
            }
            var known: [String: (head: CaseHead, kept: Kept)?] = [:]
            let most = CaseworkLimits.linesLookedThrough
            let rows = try reader.history(of: nil, after: reached, limit: most)
            for row in rows {
                let day = row.happenedOn ?? zone.day(of: row.recordedAt)
                guard page.user.did(row), from.map({ day >= $0 }) ?? true,
                    until.map({ day <= $0 }) ?? true, let id = row.caseID
                else { continue }
                if known[id] == nil {
                    let found = try visibility.sees(id) ? try reader.caseRow(id) : nil
                    known[id] = .some(
                        try found.map { (try visibility.head(of: $0), try visibility.kept(in: $0)) }
                    )
                }
                // Whose acts are kept from the asking person is nobody there.
                guard case let (head, kept)?? = known[id], let shown = kept.shown(row),
                    page.user.did(shown)
                else { continue }
                visibility.tell(id, kept, [row])
                page.lines.append(WatchPage.Line(row: shown, item: head))
                guard page.lines.count < CaseworkLimits.listedByDefault else {
                    page.next = row.sequence
                    return page
                }
            }
            page.next = rows.count == most ? rows.last?.sequence : nil
            return page
        }
    }
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

extension StoreReader {
    /// The last line that was recorded before a moment; 0 when none was.
    fileprivate func lastLine(before moment: Instant) throws -> Int64 {
        var (low, high) = (Int64(0), try self.chainHead().sequence)
        while low < high {
            let middle = (low + high + 1) / 2
            let row = try self.history(of: nil, after: middle - 1, limit: 1).first
            if let row, row.recordedAt < moment { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
