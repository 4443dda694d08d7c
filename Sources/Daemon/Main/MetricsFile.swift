// SPDX-License-Identifier: Apache-2.0
internal import Casework
internal import CaseworkCore
internal import Foundation
internal import Jobs
internal import Logging
internal import ServiceLifecycle

/// Writes the figures for a monitoring system into a file, as node_exporter's textfile collector reads it:
/// aside first, then renamed, so that nobody reads half of it.
struct MetricsFileService: ServiceLifecycle.Service {
    /// Seconds between two times: a monitoring system asks as often.
    private static let pace = 60

    let path: String
    let engine: Engine
    let process: @Sendable () -> [Metric]
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await Heartbeat(every: MetricsFileService.pace).run {
                do {
                    let metrics = try await self.engine.health.metrics(self.process())
                    try MetricsFileService.write(metrics.map(\.text).joined(), to: self.path)
                } catch {
                    self.logger.error(
                        "the metrics could not be written",
                        metadata: ["event": "metrics_failed", "error": "\(error)"])
                }
            }
        }
    }

    private static func write(_ text: String, to path: String) throws {
        // A name that the collector does not read.
        let aside = path + ".new"
        guard
            FileManager.default.createFile(
                atPath: aside, contents: Data(text.utf8), attributes: [.posixPermissions: 0o644]),
            rename(aside, path) == 0
        else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }
}
