// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Glibc
internal import ServiceLifecycle

/// SIGTERM and SIGINT, from the first moment of the process on.
///
/// They are blocked before any other thread starts and waited for by a thread of their own
/// (sigwait(3)), so that one that comes while the daemon still starts is kept, not lost and not
/// deadly.
struct StopSignals: ServiceLifecycle.Service {
    private let arrived: AsyncStream<Void>

    /// Blocks the signals for every thread that starts after it; to be called first in `main`.
    static func block() {
        var signals = StopSignals.set
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private static var set: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        return signals
    }

    /// Begins to wait for them.
    init() {
        let (arrived, continuation) = AsyncStream.makeStream(of: Void.self)
        self.arrived = arrived
        DispatchQueue(label: "cased.signals").async {
            var signals = StopSignals.set
            var signal: Int32 = 0
            sigwait(&signals, &signal)
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
