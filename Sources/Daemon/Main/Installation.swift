// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Casework
internal import Rulebook
internal import Storage
internal import StorageSQLite
internal import WorkCalendar
internal import Workflow

/// The rulebook in force: the one the store has; the shipped one in a new store.
struct Installation {
    private let store: SQLiteStore
    private let clock: DaemonClock

    init(_ store: SQLiteStore, _ clock: DaemonClock) {
        self.store = store
        self.clock = clock
    }

    /// Reads it, installing the shipped one at the first start.
    func rulebook() async throws(StartError) -> Rulebook {
        do {
            if let installed = try await self.store.read({ try $0.installedRulebook(nil) }) {
                guard Rulebook.hash(of: installed.files) == installed.hash else {
                    throw StartError.data(
                        "rulebook \(installed.id) was changed in the store after it was installed; restore a backup, then cased verify"
                    )
                }
                return try Rulebook.reload(installed.files)
            }
            let shipped = try Rulebook.reload(ShippedRulebook.files)
            let now = self.clock.now
            try self.store.decide { book, ledger in
                _ = try ledger.install(rulebook: shipped.files, hash: shipped.hash, at: now)
                try ledger.append(
                    HistoryRow(
                        sequence: try book.nextSequence(), caseID: nil, version: nil,
                        happenedOn: shipped.conventions.nationalZone.day(of: now), recordedAt: now,
                        mode: .live, actorOffice: nil, actorName: "cased", role: "system",
                        enteredBy: nil, enteredByName: "cased", event: "rulebook",
                        changes: [
                            ChangeRow(.field("hash", before: nil, after: .text(shipped.hash)))
                        ]))
            }
            return shipped
        } catch let error as StartError {
            throw error
        } catch let error as RulebookRefused {
            throw StartError.rulebook("the rulebook is refused:\n\(error)")
        } catch {
            throw StartError.data("the rulebook cannot be read: \(error)")
        }
    }
}
