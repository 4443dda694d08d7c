// SPDX-License-Identifier: Apache-2.0
package import Logging
internal import Synchronization
package import WorkCalendar

/// How much of a file system is left.
package struct DiskSpace: Hashable, Sendable {
    /// Bytes that may still be written.
    package var free: Int64
    /// Bytes in all.
    package var size: Int64

    /// So much of so much.
    package init(free: Int64, size: Int64) {
        self.free = free
        self.size = size
    }
}

/// Looks how much the data folder's disk has left, and says when that is too little to take commands.
///
/// What is left then, the reserve, is for what must still be written: readings of what is restricted, what
/// couriers report, jobs under way, the log on its way to its place. A disk that is quite full would take
/// none of it.
package final class DiskWatch: Sendable {
    /// How the disk stands.
    package struct View: Hashable, Sendable {
        /// As it was last measured; nil where nothing measures it.
        package var space: DiskSpace?
        /// Bytes below which no command is taken.
        package var reserve: Int64
        /// Since when none is taken, by the computer's clock; nil: they are.
        package var lowSince: Instant?
    }

    private let gauge: @Sendable () throws -> DiskSpace?
    private let logger: Logger
    private let view: Mutex<View>
    private let isBlind = Atomic<Bool>(false)

    /// A watch over what a gauge measures; by itself it measures nothing.
    ///
    /// - Parameters:
    ///   - reserve: bytes below which no command is taken; 0 takes them always.
    ///   - gauge: measures in microseconds: it is asked at each command.
    package init(
        reserve: Int64 = 0,
        logger: Logger = Logger(label: "disk") { _ in SwiftLogNoOpLogHandler() },
        gauge: @escaping @Sendable () throws -> DiskSpace? = { nil }
    ) {
        self.gauge = gauge
        self.logger = logger
        self.view = Mutex(View(space: nil, reserve: reserve, lowSince: nil))
    }

    /// Another reserve from now on.
    package func set(reserve: Int64) {
        self.view.withLock { $0.reserve = reserve }
        self.look()
    }

    /// Measures, and says it in the log when the daemon stops to take commands, and when it goes on.
    ///
    /// It goes on when an eighth of the reserve more is left, so that it does not go back and forth.
    ///
    /// - Returns: how the disk stands.
    @discardableResult
    package func look() -> View {
        let space: DiskSpace?
        do {
            space = try self.gauge()
            self.isBlind.store(false, ordering: .relaxed)
        } catch {
            // What it was when it could be measured holds on.
            if !self.isBlind.exchange(true, ordering: .relaxed) {
                self.logger.error(
                    "it cannot be measured how much the disk has left",
                    metadata: ["event": "disk_unmeasured", "error": "\(error)"])
            }
            return self.view.withLock { $0 }
        }
        let (view, wasLow) = self.view.withLock { view -> (View, Bool) in
            let wasLow = view.lowSince != nil
            view.space = space
            let margin = wasLow ? view.reserve / 8 : 0
            let isLow = space.map { $0.free < view.reserve + margin } ?? false
            if isLow != wasLow { view.lowSince = isLow ? DaemonClock.machine : nil }
            return (view, wasLow)
        }
        guard wasLow != (view.lowSince != nil) else { return view }
        let metadata: Logger.Metadata = [
            "event": wasLow ? "disk_enough" : "disk_low",
            "free": "\(view.space?.free ?? 0)", "reserve": "\(view.reserve)",
        ]
        if wasLow {
            self.logger.notice(
                "the disk has enough left again: commands are taken", metadata: metadata)
        } else {
            self.logger.critical(
                "the disk has less left than the reserve: no command is taken, questions are answered; free space on it",
                metadata: metadata)
        }
        return view
    }

    /// Measures whether a command may be taken.
    ///
    /// - Throws: ``CaseworkError`` that says what to do.
    package func requireRoom() throws(CaseworkError) {
        if self.look().lowSince != nil { throw CaseworkError.readOnly }
    }
}
