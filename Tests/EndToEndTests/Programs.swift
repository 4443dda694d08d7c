// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The programs under test, and how to run them.
enum Programs {
    /// The package's folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of the built programs: `CASED_BIN`, else the debug build's.
    static var binaries: URL {
        ProcessInfo.processInfo.environment["CASED_BIN"].map { URL(fileURLWithPath: $0) }
            ?? self.root.appendingPathComponent(".build/debug")
    }

    /// The daemon.
    static var cased: String { self.binaries.appendingPathComponent("cased").path }
    /// The daemon as it is shipped, when `make e2e` has built it.
    static var releasedCased: String? { ProcessInfo.processInfo.environment["CASED_RELEASE"] }
    /// The client.
    static var caseadm: String { self.binaries.appendingPathComponent("caseadm").path }

    /// Python with the packages of Tests/requirements.txt.
    static var python: String {
        ProcessInfo.processInfo.environment["CASED_PYTHON"]
            ?? self.root.appendingPathComponent(".venv/bin/python").path
    }

    /// Whether the long rounds are asked for (`make e2e`).
    static var isLong: Bool { ProcessInfo.processInfo.environment["CASED_E2E"] != nil }

    /// A script of Tests/Python.
    static func script(_ name: String) -> String {
        self.root.appendingPathComponent("Tests/Python/\(name)").path
    }

    /// What a program said and how it ended.
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Runs a program to its end.
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("cased-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, not pipes: a full pipe would stop the program.
        let (out, err) = (
            folder.appendingPathComponent("out"), folder.appendingPathComponent("err")
        )
        _ = FileManager.default.createFile(atPath: out.path, contents: nil)
        _ = FileManager.default.createFile(atPath: err.path, contents: nil)
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: err), as: UTF8.self))
    }

    /// Runs a script of Tests/Python.
    static func runPython(_ name: String, _ arguments: [String]) throws -> Outcome {
        try #require(
            FileManager.default.isExecutableFile(atPath: self.python),
            "no \(self.python): run make test, or scripts/python-environment")
        return try self.run(self.python, [self.script(name)] + arguments)
    }
}

/// A daemon on a folder of its own, stopped at the end.
final class RunningDaemon {
    let folder: URL
    private(set) var process = Process()
    let arguments: [String]
    private let binary: String

    var socket: String { self.folder.appendingPathComponent("s").path }
    var data: String { self.folder.appendingPathComponent("data").path }
    var log: String {
        (try? String(contentsOf: self.folder.appendingPathComponent("log"), encoding: .utf8)) ?? ""
    }

    /// Starts a daemon with a simulated clock and waits until it serves.
    init(
        clock: String = "2025-03-27", settings: String = "", arguments: [String] = [],
        binary: String = Programs.cased
    ) throws {
        self.binary = binary
        self.folder = URL(fileURLWithPath: "/tmp/cased-e2e-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: self.folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
        let file = self.folder.appendingPathComponent("cased.yaml")
        try ("data_dir: \(self.folder.path)/data\nsocket: \(self.folder.path)/s\n" + settings)
            .write(to: file, atomically: true, encoding: .utf8)
        self.arguments = ["--config", file.path, "--simulated-clock", clock] + arguments
        try self.start()
    }

    private func start() throws {
        let log = self.folder.appendingPathComponent("log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        self.process.executableURL = URL(fileURLWithPath: self.binary)
        self.process.arguments = self.arguments
        self.process.standardError = try FileHandle(forWritingTo: log)
        self.process.standardOutput = self.process.standardError
        try self.process.run()
        let end = Date().addingTimeInterval(300)
        while !FileManager.default.fileExists(atPath: self.socket) {
            try #require(self.process.isRunning, "the daemon ended: \(self.log)")
            try #require(Date() < end, "the daemon did not serve within five minutes")
            usleep(20_000)
        }
    }

    /// Starts it again on the same folder, after it was stopped.
    func startAgain() throws {
        self.process = Process()
        try self.start()
    }

    /// Stops it with SIGTERM.
    ///
    /// - Returns: its exit status.
    @discardableResult
    func stop() -> Int32 {
        if self.process.isRunning { self.process.terminate() }
        self.process.waitUntilExit()
        return self.process.terminationStatus
    }

    /// Runs caseadm against it.
    func caseadm(_ arguments: String...) throws -> Programs.Outcome {
        try Programs.run(
            Programs.caseadm, ["--socket", self.socket] + arguments,
            environment: ["LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"])
    }

    /// Adds these offices of one place, and lets whoever runs the tests read what they have.
    func audit(_ offices: String...) throws {
        for (index, name) in offices.enumerated() {
            let added = try self.caseadm("office", "add", "o\(index)", name, "--place", "示例市")
            try #require(added.status == 0, "\(added.errors)")
        }
        let user = try self.caseadm("user", "add", "\(getuid())", "审计员", "--role", "o0:auditor")
        try #require(user.status == 0, "\(user.errors)")
    }

    deinit {
        self.stop()
        try? FileManager.default.removeItem(at: self.folder)
    }
}

extension RunningDaemon {
    /// One proposal, assigned, signed for and drafted, with one paper on file.
    func workOnAProposal() throws {
        let uid = "\(getuid())"
        let steps = [
            ["office", "add", "npc", "示例市人大常委会代表工委", "--place", "示例市"],
            ["office", "add", "mzj", "示例市民政局", "--place", "示例市"],
            [
                "user", "add", uid, "张三", "--role", "npc:assigner", "--role", "mzj:lead", "--role",
                "mzj:clerk",
            ],
            [
                "open", "proposal", "assembly=示例市人大", "session=十届三次", "number=7", "title=示例",
                "proposers=李四", "session_closed_on=2025-03-10",
            ],
            ["act", "JY-2025-000001", "accept"],
            ["act", "JY-2025-000001", "assign", "mode=sole", "lead=mzj"],
            ["act", "JY-2025-000001", "sign_for"],
            [
                "act", "JY-2025-000001", "draft", "reply_type=A", "disclosure=public",
                "contact_person=示例", "contact_phone=000",
            ],
            ["attach", "JY-2025-000001", #filePath, "--kind", "contact_record"],
        ]
        for step in steps {
            let done = try Programs.run(Programs.caseadm, ["--socket", self.socket] + step)
            try #require(done.status == 0, "\(step): \(done.errors)")
        }
    }
}
