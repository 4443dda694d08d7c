// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Glibc
internal import ServiceLifecycle

/// SIGTERM and SIGINT, which end the daemon, and SIGHUP, which lets it read its settings again, from the first moment of the process on.
///
/// They are blocked before any other thread starts and let in by one thread of their own, so that one
/// that comes while the daemon still starts is kept, not lost and not deadly. A handler takes them,
/// not sigwait(3) alone: the thread on which Subprocess awaits its children blocks nothing, and
/// without a handler a signal that meets it would end the process at once.
struct StopSignals: ServiceLifecycle.Service {
    private let arrived: AsyncStream<Void>
    /// Each SIGHUP; several at once may be one.
    let hangups: AsyncStream<Void>
    private static let numbers = [SIGTERM, SIGINT, SIGHUP]

    /// Blocks the signals for every thread that starts after it; to be called first in `main`.
    static func block() {
        var signals = StopSignals.set
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private static var set: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in StopSignals.numbers { sigaddset(&signals, number) }
        return signals
    }

    /// Begins to wait for them.
    init() {
        let (arrived, continuation) = AsyncStream.makeStream(of: Void.self)
        self.arrived = arrived
        let (hangups, hangup) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.hangups = hangups
        let ends = StopPipe.ends
        for number in StopSignals.numbers {
            signal(number) { number in
                let before = errno
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(StopPipe.ends.write, &byte, 1)
                errno = before
            }
        }
        DispatchQueue(label: "cased.signals").async {
            var signals = StopSignals.set
            pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            while true {
                var byte: UInt8 = 0
                let count = read(ends.read, &byte, 1)
                if count < 0, errno == EINTR { continue }
                guard count == 1, Int32(byte) == SIGHUP else { break }
                hangup.yield()
            }
            continuation.yield()
            continuation.finish()
        }
    }

    /// Ends when a signal has come: the group then shuts down gracefully.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in self.arrived { break }
        }
    }
}

/// Through which the handler, which may do next to nothing, tells of a signal.
private enum StopPipe {
    static let ends: (read: Int32, write: Int32) = {
        var both: [Int32] = [-1, -1]
        _ = pipe(&both)
        for end in both { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // The handler must never wait.
        _ = fcntl(both[1], F_SETFL, O_NONBLOCK)
        return (both[0], both[1])
    }()
}
