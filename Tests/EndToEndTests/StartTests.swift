// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Errors at start: each is one clear sentence and an exit code of its own.
@Suite struct StartTests {
    private func folder() throws -> URL {
        let url = URL(fileURLWithPath: "/tmp/cased-start-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    private func start(_ folder: URL, _ arguments: [String] = []) throws -> Programs.Outcome {
        try Programs.run(
            Programs.cased,
            ["--data-dir", folder.path + "/data", "--socket", folder.path + "/s"] + arguments)
    }

    private func expect(
        _ outcome: Programs.Outcome, status: Int32, saying words: String,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: location)
        #expect(outcome.errors.contains(words), "\(outcome.errors)", sourceLocation: location)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count == 1, "\(outcome.errors)", sourceLocation: location)
    }

    @Test func unknownSettingIsNamedWithFileAndLine() throws {
        let folder = try self.folder()
        let file = folder.appendingPathComponent("c.yaml")
        try "data_dir: /tmp/x\nsokcet: /tmp/s\n".write(to: file, atomically: true, encoding: .utf8)
        let outcome = try Programs.run(Programs.cased, ["--config", file.path])
        self.expect(outcome, status: 2, saying: "c.yaml:2: there is no setting sokcet")
    }

    @Test func missingSettingsFileIsNamed() throws {
        let outcome = try Programs.run(Programs.cased, ["--config", "/nonexistent/cased.yaml"])
        self.expect(outcome, status: 2, saying: "/nonexistent/cased.yaml")
    }

    @Test func dataFolderUnderAFileIsRefused() throws {
        let folder = try self.folder()
        try "x".write(to: folder.appendingPathComponent("data"), atomically: true, encoding: .utf8)
        self.expect(try self.start(folder), status: 3, saying: "cannot be made")
    }

    @Test func foreignDatabaseIsRefusedAndLeftAlone() throws {
        let folder = try self.folder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/data", withIntermediateDirectories: true)
        let path = folder.path + "/data/cases.sqlite"
        _ = try Programs.run("/usr/bin/sqlite3", [path, "CREATE TABLE shoes (size INTEGER)"])
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        self.expect(try self.start(folder), status: 3, saying: "another program")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func fileThatIsNoDatabaseIsRefused() throws {
        let folder = try self.folder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/data", withIntermediateDirectories: true)
        try String(repeating: "no database ", count: 1000).write(
            toFile: folder.path + "/data/cases.sqlite", atomically: true, encoding: .utf8)
        self.expect(try self.start(folder), status: 3, saying: "no SQLite database")
    }

    @Test func newerDatabaseIsRefused() throws {
        let daemon = try RunningDaemon()
        daemon.stop()
        _ = try Programs.run(
            "/usr/bin/sqlite3",
            [
                daemon.data + "/cases.sqlite",
                "INSERT INTO grdb_migrations VALUES ('9999 from the future')",
            ])
        let outcome = try Programs.run(
            Programs.cased, ["--data-dir", daemon.data, "--socket", daemon.socket])
        self.expect(outcome, status: 3, saying: "newer cased")
    }

    @Test func settingsThatWereChangedAreToldByNameAtTheNextStart() throws {
        let daemon = try RunningDaemon(settings: "log_level: notice\n")
        #expect(!daemon.log.contains("settings_changed"))
        daemon.stop()
        try daemon.startAgain()
        #expect(!daemon.log.contains("settings_changed"))
        daemon.stop()
        let file = daemon.folder.appendingPathComponent("cased.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try (text + "tick_seconds: 77\nsocket_mode: \"0600\"\n").write(
            to: file, atomically: true, encoding: .utf8)
        try daemon.startAgain()
        let told = daemon.log.split(separator: "\n").filter { $0.contains("settings_changed") }
        #expect(told.count == 1, "\(daemon.log)")
        #expect(told.first?.contains("about=socket_mode,tick_seconds") ?? false, "\(told)")
        // Names alone: what is set may be a secret.
        #expect(!(told.first?.contains("77") ?? true) && !(told.first?.contains("600") ?? true))
    }

    @Test func secondDaemonOnTheSameDataIsRefused() throws {
        let daemon = try RunningDaemon()
        let outcome = try Programs.run(
            Programs.cased, ["--data-dir", daemon.data, "--socket", daemon.socket + "2"])
        self.expect(outcome, status: 4, saying: "another cased works on the data folder")
    }

    @Test func socketInUseIsRefused() throws {
        let daemon = try RunningDaemon()
        let folder = try self.folder()
        let outcome = try Programs.run(
            Programs.cased, ["--data-dir", folder.path + "/data", "--socket", daemon.socket])
        self.expect(outcome, status: 5, saying: "another program serves the socket")
    }

    @Test func socketPathTooLongIsRefused() throws {
        let folder = try self.folder()
        let long = folder.path + "/" + String(repeating: "s", count: 120)
        let outcome = try Programs.run(
            Programs.cased, ["--data-dir", folder.path + "/data", "--socket", long])
        self.expect(outcome, status: 5, saying: "the system allows 107")
    }

    @Test func leftoverSocketOfADeadDaemonIsReplaced() throws {
        let daemon = try RunningDaemon()
        kill(daemon.process.processIdentifier, SIGKILL)
        daemon.process.waitUntilExit()
        #expect(FileManager.default.fileExists(atPath: daemon.socket))
        let second = try RunningDaemon()
        second.stop()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Programs.cased)
        process.arguments = daemon.arguments
        try process.run()
        defer { process.terminate() }
        let end = Date().addingTimeInterval(30)
        var served = false
        while Date() < end, !served {
            served = try daemon.caseadm("status").status == 0
        }
        #expect(served)
    }

    @Test func checkConfigSaysOkAndTouchesNothing() throws {
        let folder = try self.folder()
        let outcome = try self.start(folder, ["--check-config"])
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("rulebook: ok"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/data"))
    }

    @Test func sigtermStopsWithStatusZeroAndRemovesTheSocket() throws {
        // As soon as it serves, too, when much of it has only just begun.
        for _ in 0..<10 {
            let daemon = try RunningDaemon()
            #expect(daemon.stop() == 0, "\(daemon.log)")
            #expect(!FileManager.default.fileExists(atPath: daemon.socket))
        }
    }

    /// `caseadm wait`: for a daemon that is being started, for a state, and not for ever.
    @Test(.timeLimit(.minutes(30))) func waitingEndsWhenItIsTimeOrTheTimeIsOver() throws {
        let (daemon, _) = try DocumentTests.daemon()
        #expect(try daemon.caseadm("wait").status == 0)
        daemon.stop()
        let vain = try daemon.caseadm("wait", "--timeout", "1")
        #expect(vain.status == 1)
        #expect(vain.errors.contains("未就绪") || vain.errors.contains("did not serve"))
        let waiting = Process()
        waiting.executableURL = URL(fileURLWithPath: Programs.caseadm)
        waiting.arguments = ["--socket", daemon.socket, "wait", "--timeout", "300"]
        try waiting.run()
        try daemon.startAgain()
        waiting.waitUntilExit()
        #expect(waiting.terminationStatus == 0)
        let other = try daemon.caseadm("wait", "JY-2025-000001", "answered", "--timeout", "0")
        #expect(other.status == 1 && other.errors.contains("submitted"))
        #expect(try daemon.caseadm("wait", "JY-2025-000001", "submitted").status == 0)
        #expect(try daemon.caseadm("wait", "JY-2025-000001").status == 2)
    }
}
