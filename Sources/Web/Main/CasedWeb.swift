// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Glibc
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import NIOCore
internal import NIOSSL
internal import ServiceLifecycle
internal import WebPages

/// `cased-web`: the pages in the browser.
@main
struct CasedWeb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cased-web",
        abstract: "Serves cased's pages to browsers. / 浏览器页面服务",
        discussion: """
            A client of the daemon's socket like any other: it keeps nothing, and may do what the person may \
            who is signed in. Its user must be in the group cased-web.
            """)

    @Option(help: "The daemon's socket. / 守护进程的套接字")
    var socket = PageSettings().daemonSocket
    @Option(help: "HOST:PORT, or the path of a Unix socket for a proxy. / 监听地址")
    var listen = PageSettings().listen
    @Option(help: "The file of certificates (PEM) for HTTPS; read again on SIGHUP. / 证书文件")
    var certificate: String?
    @Option(help: "The file of its key (PEM). / 私钥文件")
    var key: String?
    @Flag(help: "Browsers reach it over HTTPS, by a proxy in front of it. / 前置代理已启用 HTTPS")
    var behindHttps = false
    @Option(
        help: "A name under which browsers reach it; repeat it. Without any: every name. / 网页主机名")
    var host: [String] = []
    @Option(
        help:
            "The header in which a trusted proxy says who somebody is; only on loopback or a Unix socket. / 统一身份认证的请求头"
    )
    var subjectHeader: String?
    @Option(help: "trace, debug, info, notice, warning, error. / 日志级别")
    var logLevel = "notice"

    func validate() throws {
        guard (self.certificate == nil) == (self.key == nil) else {
            throw ValidationError("give --certificate and --key together")
        }
        guard Logger.Level(rawValue: self.logLevel) != nil else {
            throw ValidationError(
                "--log-level must be trace, debug, info, notice, warning or error")
        }
        guard self.subjectHeader == nil || self.isNear else {
            throw ValidationError(
                "--subject-header needs --listen on a Unix socket or on loopback: anybody else could say who he is"
            )
        }
        if let subjectHeader, HTTPField.Name(subjectHeader) == nil {
            throw ValidationError("--subject-header must be the name of a header")
        }
        guard self.listen.hasPrefix("/") || self.address != nil else {
            throw ValidationError("--listen must be HOST:PORT or the path of a Unix socket")
        }
    }

    private var address: (host: String, port: Int)? {
        guard let colon = self.listen.lastIndex(of: ":"),
            let port = Int(self.listen[self.listen.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        return (String(self.listen[..<colon]), port)
    }

    /// Whether only this computer reaches it.
    private var isNear: Bool {
        self.listen.hasPrefix("/")
            || ["127.0.0.1", "localhost", "::1"].contains(self.address?.host ?? "")
    }

    func run() async throws {
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "cased-web")
        logger.logLevel = Logger.Level(rawValue: self.logLevel) ?? .notice
        var settings = PageSettings()
        settings.daemonSocket = self.socket
        settings.isSecure = self.certificate != nil || self.behindHttps
        settings.subjectHeader = self.subjectHeader.flatMap { HTTPField.Name($0) }
        settings.hosts = self.host.map { $0.lowercased() }
        let link = try DaemonLink(socket: self.socket)
        let site = try Site(link, settings, logger)
        let channel = HTTP1Channel.Configuration(
            additionalChannelHandlers: [SlowRequests()],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: PageLimits.headerBytes,
                maxHeaderListSize: PageLimits.headerBytes, maxHeaderFieldCount: 100))
        var server = HTTPServerBuilder.http1(configuration: channel)
        var services: [any Service] = [LinkService(link: link)]
        if let certificate, let key {
            let keeper = try CertificateKeeper(certificate, key, logger)
            server = try .tls(server, tlsConfiguration: keeper.configuration)
            services.append(keeper)
        }
        // Without a certificate there is nothing to read again, and no reason to end.
        if self.certificate == nil { signal(SIGHUP, SIG_IGN) }
        let address: BindAddress =
            self.listen.hasPrefix("/")
            ? .unixDomainSocket(path: self.listen)
            : .hostname(self.address?.host ?? "127.0.0.1", port: self.address?.port ?? 8080)
        let application = Application(
            router: site.router, server: server,
            configuration: .init(
                address: address,
                availableConnectionsDelegate: MaximumAvailableConnections(PageLimits.connections)),
            services: services,
            onServerRunning: { [logger] channel in
                let place = channel.localAddress.map { "\($0)" } ?? "a socket"
                logger.notice("serving", metadata: ["address": "\(place)"])
            }, logger: logger)
        try await application.runService()
    }
}

/// Keeps the connection to the daemon while the pages are served.
private struct LinkService: Service {
    let link: DaemonLink

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await self.link.run()
        } onGracefulShutdown: {
            self.link.stop()
        }
    }
}
