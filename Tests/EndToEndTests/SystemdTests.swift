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

    /// What is installed is whole: the settings that are shipped say what holds without them, and each of
    /// the client's commands has its page.
    @Test(.timeLimit(.minutes(30))) func whatIsInstalledIsWhole() throws {
        let root = FileManager.default.temporaryDirectory
            .appendingPathComponent("cased-installed-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let installed = try Programs.run(
            "/bin/bash",
            [
                Programs.root.appendingPathComponent("scripts/install").path,
                Programs.binaries.path, root.path,
            ])
        try #require(installed.status == 0, "\(installed.errors)")
        let settings = root.appendingPathComponent("etc/cased/cased.yaml")
        let lines = try String(contentsOf: settings, encoding: .utf8).split(separator: "\n")
        // Each setting stands there as a remark: without its mark it is a setting.
        let all = lines.map { line in
            line.hasPrefix("#") && (!line.hasPrefix("# ") || line.hasPrefix("#  "))
                ? line.dropFirst() : line
        }
        try all.joined(separator: "\n").replacing("/var/lib/cased", with: root.path).write(
            to: settings, atomically: true, encoding: .utf8)
        let checked = try Programs.run(
            root.appendingPathComponent("usr/bin/cased").path,
            ["--config", settings.path, "--check-config"])
        #expect(checked.status == 0, "\(checked.errors)")
        let names = all.map { $0.drop { $0 == " " } }
            .filter { !$0.hasPrefix("#") && $0.contains(": ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            Set(names) == [
                "data_dir", "socket", "socket_mode", "log_level", "tick_seconds", "spool_dir",
                "dir", "also", "key", "keep_days", "keep_weeks", "keep_months", "warn_days",
                "reserve_mb", "metrics_file", "trust_proxies", "password_cost",
            ])
        let manual = root.appendingPathComponent("usr/share/man")
        let pages = try FileManager.default.subpathsOfDirectory(atPath: manual.path)
        for page in [
            "man8/cased.8", "man8/cased-web.8", "man5/cased.yaml.5", "man1/caseadm.1",
            "man1/caseadm-act.1",
        ] {
            #expect(pages.contains(page))
        }
        let act = try String(
            contentsOf: manual.appendingPathComponent("man1/caseadm-act.1"), encoding: .utf8)
        #expect(act.contains("<case> <event> [<key=value> ...]"))
        #expect(act.contains("\\-\\-for"))
    }

    @Test(.timeLimit(.minutes(30))) func passedSocketIsServedAndLeftInPlace() throws {
        let outcome = try Programs.runPython(
            "passed_socket.py", [Programs.cased, Programs.caseadm])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// The pages too, and nobody who comes while they are started again is turned away.
    @Test(.timeLimit(.minutes(30))) func passedSocketOfThePagesIsServed() throws {
        let outcome = try Programs.runPython(
            "passed_page.py", [Programs.binaries.appendingPathComponent("cased-web").path])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }

    /// Who was refused and what was changed goes to the journal with its fields, and no name.
    @Test(.timeLimit(.minutes(30))) func theJournalHasFieldsAndNothingPersonal() throws {
        try #require(getuid() == 0, "a journal of our own needs root")
        let outcome = try Programs.runPython(
            "journal_fields.py", [Programs.cased, Programs.caseadm])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }

    @Test(.timeLimit(.minutes(30))) func readyStatusAndStoppingAreSaid() throws {
        let outcome = try Programs.runPython("notify_socket.py", [Programs.cased])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let said = outcome.output.split(separator: "\n").map(String.init)
        #expect(said.first?.contains("EXTEND_TIMEOUT_USEC=") ?? false, "\(said)")
        #expect(
            said.contains { $0.contains("READY=1") && $0.contains("STATUS=serving") }, "\(said)")
        #expect(said.last?.contains("STOPPING=1") ?? false, "\(said)")
    }

    /// The watchdog hears of a daemon that lives, and nothing of one whose writer hangs; settings are read again.
    @Test(.timeLimit(.minutes(30))) func watchdogAndReload() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("cased-watchdog-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let outcome = try Programs.runPython("service_manager.py", [Programs.cased, folder.path])
        print(outcome.output)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }
}
