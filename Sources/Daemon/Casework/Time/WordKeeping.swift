// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Synchronization

/// Keeps the words that find cases near to the cases.
///
/// They are taken up in seconds in which nobody acts, so that no act waits for them and none is dearer; a
/// search goes through what is not taken up yet.
package final class WordKeeping: Sendable {
    private let store: any CaseStore
    private let disk: DiskWatch
    private let queue: CommitQueue
    /// The last line of the history when it was looked last.
    private let line = Mutex<Int64>(-1)

    init(_ store: any CaseStore, disk: DiskWatch, queue: CommitQueue) {
        self.store = store
        self.disk = disk
        self.queue = queue
    }

    /// Takes up what there is, if it is quiet or much; a beat's half of it, so that whoever acts meanwhile
    /// gets the other.
    package func tend() async throws {
        let disk = self.disk
        let (last, hasRoom) = try await self.store.read {
            (try $0.chainHead().sequence, disk.look().lowSince == nil)
        }
        guard hasRoom else { return }
        let isQuiet = self.line.withLock { line in
            defer { line = last }
            return line == last
        }
        var behind = try await self.store.wordsBehind()
        guard isQuiet || behind > CaseworkLimits.wordsBehind else { return }
        let began = ContinuousClock.now
        guard behind > 0 else { return }
        while behind > 0, began.duration(to: .now) < CaseworkLimits.wordsAtOnce {
            try await self.store.tendWords()
            behind = try await self.store.wordsBehind()
        }
        await self.queue.keepLog()
    }
}
