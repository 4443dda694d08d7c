// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What something costs the processor, however busy the machine is.
///
/// A test that holds a wall clock against a limit falls when a hundred others run beside it.
package enum ProcessorTime {
    /// How long this thread computed while the body ran; what it waited for does not count.
    package static func of(_ body: () throws -> Void) rethrows -> Duration {
        let start = ProcessorTime.now
        try body()
        return ProcessorTime.now - start
    }

    private static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }
}
