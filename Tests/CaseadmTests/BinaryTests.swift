// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Dispatch
import Foundation
import Testing

/// The program itself, started as people start it.
@Suite("The program as a process", .timeLimit(.minutes(30)))
struct BinaryTests {
    private static let binary: URL = {
        let environment = ProcessInfo.processInfo.environment
        if let path = environment["CASEADM_BINARY"] { return URL(filePath: path) }
        return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "caseadm")
    }()

    /// Runs the program on a thread of its own: a blocked thread of the tests' pool would keep the
    /// fake daemon from answering.
    private static func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> Ran {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try wait(arguments, environment) })
            }
        }
    }

    private static func wait(
        _ arguments: [String], _ environment: [String: String]
    ) throws -> Ran {
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.environment = environment
        let (out, err) = (Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = err
        try process.run()
        let written = out.fileHandleForReading.readDataToEndOfFile()
        let complaint = err.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Ran(
            code: process.terminationStatus, out: String(decoding: written, as: UTF8.self),
            err: String(decoding: complaint, as: UTF8.self))
    }

    @Test("show over a socket prints the case and exits 0")
    func showPrintsCase() async throws {
        let daemon = FakeDaemon()
        let ran = try await daemon.serve { socket in
            try await Self.run(
                ["show", "X-1"], environment: ["CASED_SOCKET": socket, "LANG": "zh_CN"])
        }
        #expect(ran.code == 0, "\(ran.err)")
        #expect(ran.out.hasPrefix("JY-2025-000001  关于加强社区养老服务的建议\n"))
        #expect(daemon.requests(V1.GetCaseRequest.self).count == 1)
    }

    @Test("each way to end has its exit code")
    func exitCodes() async throws {
        #expect(try await Self.run(["--help"]).code == 0)
        #expect(try await Self.run(["show"]).code == 2)
        #expect(try await Self.run(["show", "X", "--socket", "/none"]).code == 3)
        let refused = try await FakeDaemon().serve { socket in
            try await Self.run(["act", "X-1", "inline", "--socket", socket])
        }
        #expect(refused.code == 1)
    }
}
