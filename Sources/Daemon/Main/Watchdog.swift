// SPDX-License-Identifier: Apache-2.0
internal import Casework
internal import Jobs
internal import Logging
internal import ServiceLifecycle

/// Tells systemd that the daemon lives, after a round through all that must go on: what decides, what
/// writes, what reads.
///
/// Where one of them hangs, nothing is told, and systemd starts the daemon again.
struct WatchdogService: ServiceLifecycle.Service {
    /// Within which systemd wants to hear of it.
    let seconds: Double
    let engine: Engine
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await Heartbeat(every: max(1, Int(seconds / 3))).run {
                do {
                    try await self.engine.goRound()
                } catch {
                    // A disk that refuses answers too; a new start would not mend it.
                    self.logger.error(
                        "a round found a fault",
                        metadata: ["event": "round_failed", "error": "\(error)"])
                }
                ServiceManager.alive()
            }
        }
    }
}
