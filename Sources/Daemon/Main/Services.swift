// SPDX-License-Identifier: Apache-2.0
internal import Casework
internal import GRPCCore
internal import GRPCNIOTransportHTTP2Posix
internal import Jobs
internal import Logging
internal import Service
internal import ServiceLifecycle

/// Serves until a graceful shutdown; then answers what was accepted and refuses the rest.
struct ServingService: ServiceLifecycle.Service {
    let server: GRPCServer<HTTP2ServerTransport.Posix>
    let health: HealthService
    let engine: Engine
    let logger: Logger
    let socketPath: String

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.server.serve() }
                _ = try await self.server.transport.listeningAddress
                ServiceManager.ready("serving on \(self.socketPath)")
                self.logger.notice("serving", metadata: ["socket": "\(self.socketPath)"])
                try await group.next()
            }
            await self.engine.stop()
        } onGracefulShutdown: {
            ServiceManager.stopping()
            self.logger.notice("stopping")
            self.health.beginStopping()
            Task {
                await self.engine.stop()
                // A server stopped while it still binds its socket trips over itself.
                _ = try? await self.server.transport.listeningAddress
                self.server.beginGracefulShutdown()
            }
        }
    }
}

/// Looks at a steady pace whether time has brought something, and does it.
struct TickingService: ServiceLifecycle.Service {
    let engine: Engine
    let ticker: Ticker
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            do {
                // Behind the serving, which need not wait for it.
                try await self.engine.mendJobs()
            } catch {
                self.logger.error("jobs could not be mended", metadata: ["error": "\(error)"])
            }
            await self.ticker.run {
                do {
                    let done = try await self.engine.passTime()
                    for consequence in done {
                        self.logger.info(
                            "own transition",
                            metadata: [
                                "case": "\(consequence.caseID)", "event": "\(consequence.event)",
                                "state": "\(consequence.state)",
                            ])
                    }
                } catch let error as CaseworkError where error.code == .stopping {
                    return
                } catch {
                    self.logger.error("a tick failed", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
