// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The units, a socket passed by systemd, and what the daemon says to it.
@Suite struct SystemdTests {
    @Test func unitsVerifyClean() throws {
        let outcome = try Programs.run(
            "/bin/bash", [Programs.root.appendingPathComponent("scripts/verify-units").path])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(.timeLimit(.minutes(2))) func passedSocketIsServedAndLeftInPlace() throws {
        let folder = URL(fileURLWithPath: "/tmp/cased-act-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let socket = folder.path + "/passed"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/systemd-socket-activate")
        // The daemon is started by the first connection; --socket names another path, so that an
        // answer on this one proves that the passed socket is used.
        process.arguments = [
            "--listen", socket, Programs.cased, "--data-dir", folder.path + "/data", "--socket",
            folder.path + "/own",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        let end = Date().addingTimeInterval(60)
        while !FileManager.default.fileExists(atPath: socket), Date() < end { usleep(20_000) }
        let outcome = try Programs.run(
            Programs.caseadm, ["--socket", socket, "--output", "json", "status"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/own"))
    }

    @Test(.timeLimit(.minutes(2))) func readyStatusAndStoppingAreSaid() throws {
        let outcome = try Programs.runPython("notify_socket.py", [Programs.cased])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let said = outcome.output.split(separator: "\n").map(String.init)
        #expect(said.first?.contains("READY=1") ?? false, "\(said)")
        #expect(said.first?.contains("STATUS=serving") ?? false, "\(said)")
        #expect(said.last?.contains("STOPPING=1") ?? false, "\(said)")
    }
}
