// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import Synchronization
package import WorkCalendar
package import Workflow

/// What the disk refused.
package struct DiskFault: Hashable, Sendable {
    /// What could not be done.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A batch was not written.
        case commit
        /// The disk did not confirm a batch.
        case sync
        /// The log was not brought to its place.
        case checkpoint
        /// A document's file was not written.
        case file
    }

    package var kind: Kind
    /// How often since the start.
    package var count: Int
    /// When last, by the computer's clock.
    package var last: Instant
    /// Whether it went well since.
    package var isOver: Bool
    /// Why, the last time.
    package var cause: Label
}

/// How the writing goes since the daemon started: times, sizes, what the disk refused.
package final class WriterVitals: Sendable {
    private struct State {
        var batches: Int64 = 0
        var commits: [Duration] = []
        var sizes: [Int] = []
        var faults: [DiskFault.Kind: DiskFault] = [:]
    }

    private let state = Mutex(State())

    /// Nothing yet.
    package init() {}

    /// A batch of so many commands was written.
    func wrote(_ commands: Int, in duration: Duration) {
        self.state.withLock { state in
            state.batches += 1
            state.commits.append(duration)
            state.sizes.append(commands)
            if state.commits.count > CaseworkLimits.timedBatches {
                state.commits.removeFirst()
                state.sizes.removeFirst()
            }
            for kind in [DiskFault.Kind.commit, .sync] { state.faults[kind]?.isOver = true }
        }
    }

    /// Something went well that may have failed before.
    package func went(well kind: DiskFault.Kind) {
        self.state.withLock { $0.faults[kind]?.isOver = true }
    }

    /// Something failed; errors that are no fault of the disk or the store are not counted.
    package func failed(_ given: DiskFault.Kind, _ error: any Error) {
        guard let error = error as? StoreError else { return }
        let (kind, cause): (DiskFault.Kind, Label)
        switch error {
        case .naturalKeyTaken, .versionConflict: return
        case .full: (kind, cause) = (given, Label("磁盘已满", "the disk is full"))
        case .uncertain(let reason): (kind, cause) = (.sync, Label("磁盘未确认:\(reason)", reason))
        case .unusable(let reason): (kind, cause) = (given, Label("磁盘或文件故障:\(reason)", reason))
        }
        self.state.withLock { state in
            let count = state.faults[kind]?.count ?? 0
            state.faults[kind] = DiskFault(
                kind: kind, count: count + 1, last: DaemonClock.machine, isOver: false,
                cause: cause)
        }
    }

    /// Batches written since the start.
    package var batches: Int64 { self.state.withLock { $0.batches } }

    /// How long the last batches took, from the first change to the durable end.
    package var commits: Spread<Duration>? { Spread(self.state.withLock { $0.commits }) }

    /// How many commands they had.
    package var sizes: Spread<Int>? { Spread(self.state.withLock { $0.sizes }) }

    /// What the disk refused since the start, by kind.
    package var faults: [DiskFault] {
        let faults = self.state.withLock { $0.faults }
        return DiskFault.Kind.allCases.compactMap { faults[$0] }
    }
}
