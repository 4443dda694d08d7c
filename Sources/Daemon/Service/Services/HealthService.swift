// SPDX-License-Identifier: Apache-2.0
package import CaseProto
package import GRPCCore
internal import Synchronization

/// Serves the standard health check: all that an unknown peer may ask.
package final class HealthService: HealthServing {
    private let isStopping = Atomic<Bool>(false)

    /// A daemon that serves.
    package init() {}

    /// From now on it says NOT_SERVING.
    package func beginStopping() {
        self.isStopping.store(true, ordering: .releasing)
    }

    private var status: HealthV1.HealthCheckResponse {
        let isStopping = self.isStopping.load(ordering: .acquiring)
        return HealthV1.HealthCheckResponse(status: isStopping ? .notServing : .serving)
    }

    package func check(
        _ request: ServerRequest<HealthV1.HealthCheckRequest>, context: ServerContext
    ) async throws -> ServerResponse<HealthV1.HealthCheckResponse> {
        ServerResponse(message: self.status)
    }

    package func watch(
        _ request: ServerRequest<HealthV1.HealthCheckRequest>, context: ServerContext
    ) async throws -> StreamingServerResponse<HealthV1.HealthCheckResponse> {
        let status = self.status
        return StreamingServerResponse(of: HealthV1.HealthCheckResponse.self) { writer in
            try await writer.write(status)
            return [:]
        }
    }
}
