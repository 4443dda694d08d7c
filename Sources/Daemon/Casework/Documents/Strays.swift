// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Jobs
internal import Storage
internal import WorkCalendar

/// Contents that nothing names: of papers that were refused after their content had been taken.
///
/// Daily work removes them, and so does who examines the whole.
struct Strays {
    let store: any CaseStore
    let documents: any DocumentStore

    /// What was found.
    struct Found: Sendable {
        /// Contents that nothing names.
        var count = 0
        /// Their bytes.
        var bytes: Int64 = 0
        /// Files that are no contents: they are somebody else's, and stay.
        var strangers: [String] = []
    }

    /// Looks through all contents.
    ///
    /// What was taken in lately may belong to a paper that is being filed at this moment: it is passed over,
    /// and so it is when somebody takes it in again meanwhile.
    func look(removing: Bool) async throws -> Found {
        let documents = self.documents
        let latest = DaemonClock.machine.adding(milliseconds: -CaseworkLimits.strayAge)
        var found = Found()
        for part in 0..<StoredContent.parts {
            let (contents, strangers) = try await Blocking.run { try documents.contents(in: part) }
            found.strangers += strangers.prefix(CaseworkLimits.named - found.strangers.count)
            let sizes = Dictionary(
                uniqueKeysWithValues: contents.filter { $0.takenAt < latest }
                    .map { ($0.sha256, $0.size) })
            let unnamed = try await self.store.read { try $0.unnamed(sizes.keys.sorted()) }
            for sha256 in unnamed {
                if removing {
                    let isGone = try await Blocking.run {
                        try documents.remove(sha256, takenBefore: latest)
                    }
                    guard isGone else { continue }
                }
                found.count += 1
                found.bytes += sizes[sha256] ?? 0
            }
        }
        return found
    }
}
