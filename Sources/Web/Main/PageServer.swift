// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import NIOCore
internal import NIOExtras
internal import NIOPosix
internal import NIOSSL
internal import ServiceLifecycle
internal import WebPages

/// Serves the pages on one listening socket.
///
/// Hummingbird's own server binds an address and takes no socket that listens already, so that the listening is
/// done here; what is said on a connection stays Hummingbird's (`ServerChildChannel`).
struct PageServer: Service {
    let site: Site
    let place: ListeningPlace
    /// For HTTPS by itself; nil without.
    let tls: TLSConfiguration?
    /// Browsers come over nothing but HTTPS.
    let isSecure: Bool
    let logger: Logger

    /// Connections that may wait to be accepted, as far as the system lets them (net.core.somaxconn): all that come
    /// while the program is away for a moment.
    private static let backlog: Int32 = 4_096

    func run() async throws {
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [SlowRequests(), FirstRequests()],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: PageLimits.headerBytes,
                maxHeaderListSize: PageLimits.headerBytes, maxHeaderFieldCount: 100))
        let plain = HTTP1Channel(responder: self.responder, configuration: configuration)
        if let tls {
            try await self.serve(try TLSChannel(plain, tlsConfiguration: tls))
        } else {
            try await self.serve(plain)
        }
    }

    /// What answers a request: the site, with what every answer of a server tells.
    private var responder: HTTPChannelHandler.Responder {
        let router = self.site.router.buildResponder()
        return {
            [logger, isSecure]
            (request: Request, writer: consuming ResponseWriter, channel: any Channel) in
            let context = PageContext(source: .init(channel: channel, logger: logger))
            var response: Response
            do {
                response = try await router.respond(to: request, context: context)
            } catch {
                logger.error("a request was not answered", metadata: ["error": "\(error)"])
                response = Response(status: .internalServerError)
            }
            response.headers[.date] = PageServer.date
            // From now on for a year (RFC 6797): a word of the link without s is not sent in the open.
            if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
            try await writer.write(response: response.head, body: response.body)
        }
    }

    /// The time as answers tell it (RFC 9110, 6.6.1).
    private static var date: String {
        var (now, parts) = (time(nil), tm())
        gmtime_r(&now, &parts)
        let size = 64
        var text = [CChar](repeating: 0, count: size)
        // No locale is set in this program: days and months are in English.
        let count = strftime(&text, size, "%a, %d %b %Y %H:%M:%S GMT", &parts)
        return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private func serve<Child: ServerChildChannel>(_ child: Child) async throws {
        let loops = MultiThreadedEventLoopGroup.singleton
        let quiescing = ServerQuiescingHelper(group: loops)
        let bootstrap = ServerBootstrap(group: loops)
            .serverChannelOption(.backlog, value: PageServer.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        AvailableConnectionsChannelHandler(maxConnections: PageLimits.connections))
                    try channel.pipeline.syncOperations.addHandler(
                        quiescing.makeServerChannelHandler(channel: channel))
                }
            }
        let listener = try await self.listener(bootstrap, child)
        let place = listener.channel.localAddress.map { "\($0)" } ?? "a socket"
        self.logger.notice("serving", metadata: ["address": "\(place)"])
        try await withGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { group in
                try await listener.executeThenClose { connections in
                    for try await connection in connections {
                        group.addTask { [logger] in
                            await child.handle(value: connection, logger: logger)
                        }
                    }
                }
            }
        } onGracefulShutdown: {
            PageServer.close(listener.channel, quiescing, loops)
        }
    }

    private func listener<Child: ServerChildChannel>(
        _ bootstrap: ServerBootstrap, _ child: Child
    ) async throws -> NIOAsyncChannel<Child.Value, Never> {
        let setUp: @Sendable (any Channel) -> EventLoopFuture<Child.Value> = { [logger] channel in
            child.setup(channel: channel, logger: logger)
        }
        switch self.place {
        case .passed(let descriptor, _):
            let listener = try await bootstrap.bind(descriptor, childChannelInitializer: setUp)
            // The library listens once more, with fewer.
            _ = listen(descriptor, PageServer.backlog)
            return listener
        case .path(let path):
            return try await bootstrap.bind(
                unixDomainSocketPath: path, cleanupExistingSocketFile: true,
                childChannelInitializer: setUp)
        case .address(let host, let port):
            return try await bootstrap.bind(
                host: host, port: port, childChannelInitializer: setUp)
        }
    }

    /// Accepts nobody any more, then lets each connection end behind what is under way on it.
    private static func close(
        _ listener: any Channel, _ quiescing: ServerQuiescingHelper,
        _ loops: MultiThreadedEventLoopGroup
    ) {
        listener.setOption(.autoRead, value: false).whenComplete { _ in
            // Those that were accepted reach their loop and come back from it; the library would drop them when
            // it finds the listener closed.
            let turns = loops.makeIterator().map { $0.submit {} }
            EventLoopFuture.andAllComplete(turns, on: listener.eventLoop).whenComplete { _ in
                listener.eventLoop.execute { quiescing.initiateShutdown(promise: nil) }
            }
        }
    }
}
