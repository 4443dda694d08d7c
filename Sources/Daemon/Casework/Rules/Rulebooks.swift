// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
package import Rulebook
package import Storage
package import WorkCalendar
internal import Workflow

/// Rulebooks: previewed, installed, taken back.
package struct Rulebooks: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// Puts a rulebook in force that passed every check; `event` says how it came.
    ///
    /// - Returns: the number under which it can be rolled back to.
    package func install(
        _ rulebook: Rulebook, reason: String, event: String, _ request: Engine.Request
    ) async throws(CaseworkError) -> Int64 {
        let prepared = RuleStore.prepared(rulebook)
        let id = try await self.made(request, .alone) {
            try Installing(transaction: $0).install(rulebook, reason: reason, event: event)
        }
        self.rules.replace(rulebook, by: prepared)
        return id
    }

    /// What installing these rules, moving every case to them and counting by their calendars
    /// would do.
    ///
    /// - Parameter day: the day whose version of each workflow and profile counts; nil: today.
    package func preview(
        _ rulebook: Rulebook, on day: Day? = nil
    ) async throws(CaseworkError) -> RulesPreview {
        let now = self.clock.now
        let (present, next) = (self.rules, RuleStore(rulebook))
        return try await self.look(admittingAdministrators: true) { reader, visibility in
            var preview = RulesPreview()
            var last: String?
            while true {
                let ids = try reader.liveCaseIDs(after: last, limit: CaseworkLimits.listed)
                if ids.isEmpty { return preview }
                for id in ids {
                    guard let row = try reader.caseRow(id) else { continue }
                    let isSeen = try visibility.sees(row)
                    guard isSeen || visibility.administers else { continue }
                    try preview.take(row, reader, present, next, now, on: day, isSeen: isSeen)
                }
                last = ids.last
            }
        }
    }

    /// A rulebook installed before, with its files.
    package func installed(_ id: Int64) async throws(CaseworkError) -> InstalledRulebook {
        try await self.ask { reader in
            guard let row = try reader.installedRulebook(id) else {
                throw CaseworkError(
                    .notFound,
                    Label(
                        "没有第\(id)次安装的规则",
                        "no rulebook was installed with the number \(id)"),
                    remedy: .look(at: .rulebooks))
            }
            guard Rulebook.hash(of: row.files) == row.hash else {
                throw StoreError.unusable(
                    "rulebook \(id) was changed in the store after it was installed")
            }
            return row
        }
    }

    /// Rulebooks installed, newest first.
    package func all() async throws(CaseworkError) -> [InstalledRulebook] {
        try await self.ask { try $0.installedRulebooks() }
    }
}
