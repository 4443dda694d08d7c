// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Synchronization
package import WorkCalendar

/// The daemon's one source of time: the machine's clock, or a simulated one that only moves when
/// told (training, tests, telling a story of last year).
package final class DaemonClock: Sendable {
    private let simulated: Mutex<Instant?>

    /// A clock that shows the machine's time, or stands at a simulated moment.
    package init(simulatedFrom instant: Instant?) {
        self.simulated = Mutex(instant)
    }

    /// Whether time is simulated.
    package var isSimulated: Bool {
        self.simulated.withLock { $0 != nil }
    }

    /// Now.
    package var now: Instant {
        self.simulated.withLock { $0 } ?? DaemonClock.machine
    }

    /// The machine's time, for what is agreed with other processes.
    package static var machine: Instant {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    /// Moves simulated time forward.
    ///
    /// - Returns: false when time is real, or the moment lies in the past.
    package func set(to instant: Instant) -> Bool {
        self.simulated.withLock { current in
            guard let now = current, instant >= now else { return false }
            current = instant
            return true
        }
    }
}
