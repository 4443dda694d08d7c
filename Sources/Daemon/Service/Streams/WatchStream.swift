// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import CaseProto
internal import Casework
internal import GRPCCore
internal import Pacing

/// Carries the history to one watcher until he goes away or the daemon stops.
struct WatchStream: Sendable {
    let cases: Cases
    let cancellation: ServerContext.RPCCancellationHandle

    /// Writes what happens from where the watcher is; throws what ends the watching.
    func run(_ asked: V1.WatchRequest, into writer: RPCWriter<V1.WatchEvent>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await self.cases.watch(asked.caseId.given, after: asked.after) {
                    try await writer.write(contentsOf: Render.watched($0))
                    try await EventLoops.catchUp()
                }
            }
            // A watcher who does not read is not at the bell but in the midst of a write: only
            // this ends it.
            group.addTask {
                try await self.cancellation.cancelled
                throw CaseworkError.stopping
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
