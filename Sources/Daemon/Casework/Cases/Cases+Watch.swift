// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import Storage
internal import Workflow

/// A piece of the history on its way to a watcher.
package struct WatchPage: Sendable {
    /// A line, and the case it belongs to.
    package struct Line: Sendable {
        /// The line.
        package var row: HistoryRow
        /// Its case; nil for lines of the directory and the rules.
        package var item: CaseHead?
    }

    /// The lines, oldest first; none where nothing was to tell.
    package var lines: [Line]
    /// How far the history is told with this page.
    package var reached: Int64
    /// Whether there may be more at once.
    var isFull = false
}

// The history as it is written.
extension Cases {
    /// Tells every line of a case, or of all, after a sequence number, each once and in order;
    /// when there are no more, those that are committed from then on.
    ///
    /// Lines come from snapshots of the store, a page at a time, and the next page is read when the
    /// last one was taken: a slow watcher holds up nobody, and holds nothing but his page. The first
    /// page is empty and says where the watch begins.
    ///
    /// - Parameter after: the number; -1 for the last line there is.
    /// - Throws: ``CaseworkError`` of code `stopping` when the daemon stops; what `tell` throws.
    package func watch(
        _ id: String?, after: Int64, _ tell: (WatchPage) async throws -> Void
    ) async throws {
        var caller: Int64?
        if case .person(let principal, _) = self.viewer { caller = principal.number }
        try await self.engine.queue.bell.listening(by: caller) { rings in
            var rings = rings.makeAsyncIterator()
            var reached = try await self.beginning(id, after)
            try await tell(WatchPage(lines: [], reached: reached))
            repeat {
                var page: WatchPage
                repeat {
                    do {
                        page = try await self.page(id, after: reached)
                    } catch {
                        // Whoever went away in the middle of a question is gone, nothing has failed.
                        try Task.checkCancellation()
                        throw error
                    }
                    if page.reached > reached { try await tell(page) }
                    reached = page.reached
                } while page.isFull
            } while await rings.next() != nil
            try Task.checkCancellation()
            throw CaseworkError.stopping
        }
    }

    /// How many watch.
    package var watchers: Int { self.engine.queue.bell.listeners }

    /// The number after which a watch begins.
    private func beginning(_ id: String?, _ after: Int64) async throws(CaseworkError) -> Int64 {
        try await self.look(admittingAdministrators: true) { reader, visibility in
            if let id { _ = try visibility.row(id) }
            let last = try reader.chainHead().sequence
            guard after >= 0 else { return last }
            // Whoever has seen more than there is has seen another history: an older copy of the
            // data was put back. Waiting would lose him the lines in between.
            guard after <= last else {
                throw CaseworkError.invalid(
                    "after", "历史只到第\(last)行,没有第\(after)行",
                    "the history ends with line \(last); there is no line \(after)")
            }
            return after
        }
    }

    private func page(
        _ id: String?, after: Int64
    ) async throws(CaseworkError) -> WatchPage {
        // A watch lasts: what was taken away from him meanwhile is not told any more.
        try await self.look(admittingAdministrators: true, asOfNow: true) { reader, visibility in
            let limit = CaseworkLimits.watchedAtOnce
            let rows = try reader.history(of: id, after: after, limit: limit)
            // Of the cases that are seen.
            var known: [String: (head: CaseHead, kept: Kept)] = [:]
            let lines = try rows.compactMap { row -> WatchPage.Line? in
                guard let id = row.caseID else {
                    return visibility.seesAdministration
                        ? WatchPage.Line(row: visibility.shown(administration: row), item: nil)
                        : nil
                }
                if known[id] == nil, try visibility.sees(id), let found = try reader.caseRow(id) {
                    known[id] = (
                        try visibility.head(of: found), try visibility.kept(in: found)
                    )
                }
                guard let (head, kept) = known[id], let shown = kept.shown(row) else { return nil }
                visibility.tell(id, kept, [row])
                return WatchPage.Line(row: shown, item: head)
            }
            let isFull = rows.count == limit
            let last = isFull ? rows.last?.sequence : try reader.chainHead().sequence
            return WatchPage(lines: lines, reached: last ?? after, isFull: isFull)
        }
    }
}
