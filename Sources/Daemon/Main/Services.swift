// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Casework
internal import Dispatch
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
    let descriptor: Int32

    /// Seconds for which callers may take their answers after everything accepted was carried out.
    ///
    /// Whoever does not read (a stopped process, a watcher before a full pipe) must not keep the
    /// daemon from ending; an answer that takes longer is a question, which can be asked again.
    private static let patience = 10

    /// As systemd is told.
    var status: String { "serving on \(self.socketPath)" }

    func run() async throws {
        let (ended, ends) = AsyncStream.makeStream(of: Result<Void, any Error>.self)
        // A task of its own, so that it can be left behind: even cancelled, the transport waits for
        // whoever does not read.
        let serving = Task {
            do {
                ends.yield(.success(try await self.server.serve()))
            } catch {
                ends.yield(.failure(error))
            }
        }
        defer { serving.cancel() }
        try await withGracefulShutdownHandler {
            _ = try await self.server.transport.listeningAddress
            ListeningSocket.widen(self.descriptor)
            ServiceManager.ready(self.status)
            self.logger.notice("serving", metadata: ["socket": "\(self.socketPath)"])
            for await end in ended {
                try end.get()
                break
            }
            await self.engine.stop()
        } onGracefulShutdown: {
            ServiceManager.stopping()
            // Until the process ends: what was accepted is carried out, the log brought to its place.
            _ = LongWork("answering what was accepted", longest: .seconds(600))
            self.logger.notice("stopping")
            self.health.beginStopping()
            Task {
                await self.engine.stop()
                // A server stopped while it still binds its socket trips over itself.
                _ = try? await self.server.transport.listeningAddress
                self.server.beginGracefulShutdown()
                DispatchQueue.global().asyncAfter(
                    deadline: .now() + .seconds(ServingService.patience)
                ) {
                    self.logger.warning("some callers do not take their answers; stopping")
                    ends.yield(.success(()))
                }
            }
        }
    }
}

/// Looks at a steady pace whether time has brought something, and does it.
struct HeartbeatService: ServiceLifecycle.Service {
    let engine: Engine
    let heartbeat: Heartbeat
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            do {
                // Behind the serving, which need not wait for it.
                try await self.engine.time.tidy()
            } catch {
                self.logger.error("jobs could not be mended", metadata: ["error": "\(error)"])
            }
            await self.heartbeat.run {
                do {
                    let done = try await self.engine.time.pass()
                    for consequence in done {
                        self.logger.info(
                            "own transition",
                            metadata: [
                                "case": "\(consequence.caseID)", "event": "\(consequence.event)",
                                "state": "\(consequence.state)",
                            ])
                    }
                    try await self.engine.health.watchWarnings()
                } catch let error as CaseworkError where error.code == .stopping {
                    return
                } catch {
                    self.logger.error("a beat failed", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}

/// Takes up the words that find cases, while nobody acts.
struct WordsService: ServiceLifecycle.Service {
    let engine: Engine
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await Heartbeat(every: 1).run {
                do {
                    try await self.engine.words.tend()
                } catch {
                    self.logger.error(
                        "words could not be taken up", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
