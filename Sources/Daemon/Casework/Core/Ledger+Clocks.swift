// SPDX-License-Identifier: Apache-2.0
internal import Storage
package import WorkCalendar
package import Workflow

// Clock runs.
extension Ledger {
    /// Stores a case's clock runs: new ones, and those that changed.
    ///
    /// A stopped run comes first: only one run of a clock is open.
    ///
    /// - Parameters:
    ///   - day: today; from when on a due date that is another now is known.
    ///   - isSilent: whether people are told; nil leaves it as it is.
    package func store(
        _ runs: [ClockRun], of id: String, clocks: NamedList<ClockDefinition>, knownOn day: Day,
        isSilent: Bool?
    ) throws {
        guard !runs.isEmpty else { return }
        var known = try self.book.watchedRuns(of: id)
        for run in runs {
            let index = known.firstIndex { $0.run.clock == run.clock && $0.run.run == run.run }
            let before = index.map { known[$0] }
            let keepsDay = before.map { $0.run.due == run.due } ?? false
            let watched = WatchedRun(
                caseID: id, run: run,
                dueSince: keepsDay ? before?.dueSince : run.due == nil ? nil : day,
                isSilent: isSilent ?? before?.isSilent ?? false,
                isDuty: clocks[run.clock]?.kind == .duty)
            if let index { known[index] = watched } else { known.append(watched) }
            self.book.layers.add(.run(watched)) { _ in }
        }
        known.sort(by: WatchedRun.isEarlier)
        self.book.layers.change(id) { $0.runs = known }
    }

    /// Removes runs that an undone act began.
    package func drop(_ runs: [ClockRun], of id: String) throws {
        guard !runs.isEmpty else { return }
        var known = try self.book.watchedRuns(of: id)
        for run in runs {
            known.removeAll { $0.run.clock == run.clock && $0.run.run == run.run }
            self.book.layers.add(.dropRun(caseID: id, clock: run.clock, run: run.run)) { _ in }
        }
        self.book.layers.change(id) { $0.runs = known }
    }

    /// From now on people are told of a case's clocks.
    package func wake(_ id: String) throws {
        var known = try self.book.watchedRuns(of: id)
        for index in known.indices where known[index].isSilent {
            known[index].isSilent = false
            self.book.layers.add(.run(known[index])) { _ in }
        }
        self.book.layers.change(id) { $0.runs = known }
    }
}
