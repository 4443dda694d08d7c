// SPDX-License-Identifier: Apache-2.0
package import CaseProto
package import GRPCCore
internal import Synchronization

/// Serves the standard health check: whether the daemon, or one of its services, serves.
///
/// An unknown peer may ask it too. A watch goes on until the daemon stops, and says so then.
package final class HealthService: HealthServing {
    private struct State {
        var isStopping = false
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
        var last = 0
    }

    private let state = Mutex(State())
    private let services: Set<String>

    /// A daemon that serves the services with these methods.
    package init(of methods: [[MethodDescriptor]]) {
        self.services = Set(methods.compactMap { $0.first?.service.fullyQualifiedService })
    }

    /// From now on it says NOT_SERVING, and ends what is watched.
    package func beginStopping() {
        let watchers = self.state.withLock { state in
            state.isStopping = true
            defer { state.watchers = [:] }
            return state.watchers.values
        }
        for watcher in watchers { watcher.finish() }
    }

    /// How a service is, nil for one that is not there; without a name it is the daemon that is meant.
    private func status(of service: String) -> HealthV1.HealthCheckResponse? {
        guard service.isEmpty || self.services.contains(service) else { return nil }
        let isStopping = self.state.withLock { $0.isStopping }
        return HealthV1.HealthCheckResponse(status: isStopping ? .notServing : .serving)
    }

    package func check(
        _ request: ServerRequest<HealthV1.HealthCheckRequest>, context: ServerContext
    ) async throws -> ServerResponse<HealthV1.HealthCheckResponse> {
        guard let status = self.status(of: request.message.service) else {
            throw RPCError(
                code: .notFound, message: "there is no service \(request.message.service)")
        }
        return ServerResponse(message: status)
    }

    package func watch(
        _ request: ServerRequest<HealthV1.HealthCheckRequest>, context: ServerContext
    ) async throws -> StreamingServerResponse<HealthV1.HealthCheckResponse> {
        let service = request.message.service
        let cancellation = context.cancellation
        return StreamingServerResponse(of: HealthV1.HealthCheckResponse.self) { writer in
            let (stopping, number) = self.whenStopping()
            defer { self.leave(number) }
            try await writer.write(self.status(of: service) ?? .init(status: .serviceUnknown))
            // The stream ends when the daemon begins to stop, or whoever watches goes away.
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await cancellation.cancelled
                    self.leave(number)
                }
                for await _ in stopping {}
                group.cancelAll()
            }
            if let status = self.status(of: service) { try await writer.write(status) }
            return [:]
        }
    }

    /// Ends the watch with this number.
    private func leave(_ number: Int) {
        self.state.withLock { $0.watchers.removeValue(forKey: number) }?.finish()
    }

    private func whenStopping() -> (AsyncStream<Void>, Int) {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let number = self.state.withLock { state -> Int? in
            guard !state.isStopping else { return nil }
            state.last += 1
            state.watchers[state.last] = continuation
            return state.last
        }
        if number == nil { continuation.finish() }
        return (stream, number ?? 0)
    }
}
