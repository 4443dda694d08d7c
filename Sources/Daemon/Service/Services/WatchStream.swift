// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import CaseProto
internal import Casework
internal import GRPCCore

/// Carries the history to one watcher until he goes away or the daemon stops.
struct WatchStream: Sendable {
    private let engine: Engine
    private let asked: V1.WatchRequest
    private let cancellation: ServerContext.RPCCancellationHandle

    init(
        _ engine: Engine, _ asked: V1.WatchRequest,
        _ cancellation: ServerContext.RPCCancellationHandle
    ) {
        self.engine = engine
        self.asked = asked
        self.cancellation = cancellation
    }

    func run(_ writer: RPCWriter<V1.WatchEvent>) async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await self.engine.cases.watch(self.asked.caseId.given, after: self.asked.after) {
                        try await writer.write(contentsOf: Render.watched($0))
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
        } catch let error as CaseworkError {
            throw ErrorMap.rpcError(error)
        }
    }
}
