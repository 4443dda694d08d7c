// SPDX-License-Identifier: Apache-2.0
internal import Logging
internal import NIOCore
internal import NIOSSL
internal import ServiceLifecycle
internal import Synchronization
internal import UnixSignals

/// The certificates and the key for HTTPS, read again on SIGHUP: a renewed certificate needs no restart.
final class CertificateKeeper: Service {
    private struct Kept: Sendable {
        var chain: [NIOSSLCertificateSource]
        var key: NIOSSLPrivateKeySource
    }

    private let paths: (certificate: String, key: String)
    private let kept: Mutex<Kept>
    private let logger: Logger

    /// Reads both.
    ///
    /// - Throws: `NIOSSLError` for files that are none.
    init(_ certificate: String, _ key: String, _ logger: Logger) throws {
        self.paths = (certificate, key)
        self.logger = logger
        self.kept = Mutex(try CertificateKeeper.read(certificate, key))
    }

    private static func read(_ certificate: String, _ key: String) throws -> Kept {
        Kept(
            chain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
            key: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
    }

    /// As servers take it: TLS 1.2 at least, and for each connection what was read last.
    var configuration: TLSConfiguration {
        let kept = self.kept.withLock { $0 }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: kept.chain, privateKey: kept.key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        configuration.sslContextCallback = { _, promise in
            let kept = self.kept.withLock { $0 }
            var override = NIOSSLContextConfigurationOverride()
            override.certificateChain = kept.chain
            override.privateKey = kept.key
            promise.succeed(override)
        }
        return configuration
    }

    /// Reads them again when SIGHUP comes; those that cannot be read change nothing.
    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            do {
                let read = try CertificateKeeper.read(self.paths.certificate, self.paths.key)
                self.kept.withLock { $0 = read }
                self.logger.notice("the certificate was read again")
            } catch {
                self.logger.error(
                    "the certificate cannot be read; the one before goes on",
                    metadata: ["file": "\(self.paths.certificate)", "error": "\(error)"])
            }
        }
    }
}
