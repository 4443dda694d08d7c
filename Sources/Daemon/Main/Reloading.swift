// SPDX-License-Identifier: Apache-2.0
internal import Casework
internal import CaseworkCore
internal import Jobs
internal import Logging
internal import ServiceLifecycle

/// Reads the settings again at each SIGHUP, and puts into force what can change while the daemon runs.
///
/// Settings that are wrong change nothing: the old ones hold on.
struct ReloadService: ServiceLifecycle.Service {
    /// Those that hold from the next look on; the others from the next start on.
    static let changeable: Set<String> = ["log_level", "tick_seconds", "reserve_mb"]

    let signals: StopSignals
    /// What holds, and what is read from the file and the flags.
    let settings: Settings
    let read: @Sendable () throws -> Settings
    let engine: Engine
    let heartbeat: Heartbeat
    let logger: Logger
    /// How it is, as systemd is told.
    let status: String

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var held = self.settings
            for await _ in self.signals.hangups {
                ServiceManager.reloading()
                let refusal = self.reload(&held)
                ServiceManager.ready(refusal.map { "\(self.status); \($0)" } ?? self.status)
            }
        }
    }

    /// - Returns: why nothing was changed.
    private func reload(_ held: inout Settings) -> String? {
        let new: Settings
        do {
            new = try self.read()
            try new.check()
        } catch let error as StartError {
            self.logger.error(
                "the settings are refused, those that held go on: \(error.sentence)",
                metadata: ["event": "settings_refused"])
            return "settings refused: \(error.sentence)"
        } catch {
            return "settings refused: \(error)"
        }
        let (before, after) = (held.values, new.values)
        let changed = after.keys.filter { before[$0] != after[$0] }.sorted()
        let later = changed.filter { !ReloadService.changeable.contains($0) }
        held.logLevel = new.logLevel
        held.tickSeconds = new.tickSeconds
        held.reserveMiB = new.reserveMiB
        LogLevel.shared.set(new.logLevel)
        self.heartbeat.set(every: new.tickSeconds)
        self.engine.disk.set(reserve: new.reserve)
        self.logger.notice(
            "settings were read again",
            metadata: [
                "event": "settings_changed",
                "about":
                    "\(changed.filter(ReloadService.changeable.contains).joined(separator: ","))",
            ])
        guard !later.isEmpty else { return nil }
        self.logger.warning(
            "some settings hold from the next start on",
            metadata: [
                "event": "settings_wait", "about": "\(later.joined(separator: ","))",
            ])
        return nil
    }
}
