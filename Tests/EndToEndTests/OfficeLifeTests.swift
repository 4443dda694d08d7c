// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A tip from its informant to the archive: read by who must not know him, acted on for a leader on
/// holiday, carried on by the office into which its own is merged.
@Suite(.serialized) struct OfficeLifeTests {
    private static let informant = "线人某乙"
    private static let officer = 3_000_101
    private static let leader = 3_000_102
    private static let supervisor = 3_000_103
    private static let deputy = 3_000_104
    private static let successor = 3_000_105
    private static let stranger = 3_000_106

    private let daemon: RunningDaemon
    private let program: String

    init() throws {
        try #require(getuid() == 0, "acting as several users needs root")
        self.daemon = try RunningDaemon(clock: "2025-03-03", settings: "socket_mode: \"0666\"\n")
        // Where other users may run it.
        self.program = self.daemon.folder.appendingPathComponent("caseadm").path
        try FileManager.default.copyItem(atPath: Programs.caseadm, toPath: self.program)
        for (code, name, duty) in [
            ("mzj", "示例市民政局", ""), ("dcs", "示例市督查室", "supervisor"),
            ("shb", "示例市社会工作部", ""), ("jyj", "示例市教育局", ""),
        ] {
            try self.admin(
                ["office", "add", code, name, "--place", "示例市", "--profile", "cn"]
                    + (duty.isEmpty ? [] : ["--duty", duty]))
        }
        for (uid, name, roles) in [
            (Self.officer, "王芳", ["mzj:officer"]), (Self.leader, "李局长", ["mzj:leader"]),
            (Self.supervisor, "赵督查", ["dcs:supervisor"]), (Self.deputy, "钱副局长", ["mzj:clerk"]),
            (Self.successor, "孙某", ["shb:officer", "shb:leader"]),
            (Self.stranger, "周某", ["jyj:officer", "jyj:leader", "jyj:clerk"]),
        ] {
            try self.admin(["user", "add", "\(uid)", name] + roles.flatMap { ["--role", $0] })
        }
    }

    private func admin(_ arguments: [String]) throws {
        let done = try Programs.run(Programs.caseadm, ["--socket", self.daemon.socket] + arguments)
        try #require(done.status == 0, "\(arguments): \(done.errors)")
    }

    /// Runs caseadm as somebody.
    private func run(_ uid: Int, _ arguments: [String]) throws -> Programs.Outcome {
        try Programs.run(
            "/usr/bin/setpriv",
            ["--reuid=\(uid)", "--regid=\(uid)", "--clear-groups", self.program]
                + ["--socket", self.daemon.socket, "--lang", "zh"] + arguments,
            environment: ["LC_ALL": "C.UTF-8", "HOME": "/nonexistent"])
    }

    private func act(_ uid: Int, _ arguments: String...) throws {
        let done = try self.run(uid, arguments)
        try #require(done.status == 0, "\(arguments): \(done.errors)\(done.output)")
    }

    /// A folder that belongs to somebody.
    private func home(of uid: Int) throws -> String {
        let path = self.daemon.folder.appendingPathComponent("home-\(uid)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.ownerAccountID: uid, .groupOwnerAccountID: uid])
        return path
    }

    /// All that stands in the files of an export.
    private func text(of folder: String) throws -> String {
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
        return try (paths ?? []).compactMap { path -> String? in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder)
            guard !isFolder.boolValue else { return nil }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)"))
            return path + String(decoding: bytes, as: UTF8.self)
        }.joined()
    }

    @Test(.timeLimit(.minutes(30)))
    func tipComesToTheArchiveAndItsInformantIsKept() throws {
        let id = "JB-2025-000001"
        let paper = try self.home(of: Self.officer) + "/paper.txt"
        try Data("核查记录".utf8).write(to: URL(fileURLWithPath: paper))
        try self.act(
            Self.officer, "open", "tip", "party_name=示例市某协会", "content=违规收费",
            "received_on=2025-03-01", "informant=\(Self.informant)",
            "informant_contact=13900000000")
        try self.act(Self.officer, "act", id, "accept")
        try self.act(Self.officer, "attach", id, paper, "--kind", "record")
        try self.act(Self.officer, "act", id, "check")
        // Who watches the office reads of it, and of somebody who informed.
        for command in [["show", id], ["history", id], ["list"], ["delivery", "list", id]] {
            let seen = try self.run(Self.supervisor, command)
            #expect(seen.status == 0, "\(command): \(seen.errors)")
            #expect(!seen.output.contains(Self.informant) && !seen.output.contains("13900000000"))
        }
        #expect(try self.run(Self.supervisor, ["show", id]).output.contains("举报人"))
        #expect(try self.run(Self.officer, ["show", id]).output.contains(Self.informant))
        for command in [["show", id], ["history", id], ["why", id], ["document", "list", id]] {
            let hidden = try self.run(Self.stranger, command)
            #expect(hidden.status == 1 && hidden.errors.contains("没有案件"), "\(hidden)")
            #expect(!(hidden.errors + hidden.output).contains("某协会"))
        }
        // The leader is on holiday from tomorrow on; until then nobody acts for him.
        try self.act(
            Self.leader, "delegate", "add", "李局长", "钱副局长", "--from", "2025-03-04", "--until",
            "2025-03-07")
        let conclusion = [
            "act", id, "conclude", "finding=unfounded", "reason=查无实据", "--for", "mzj",
        ]
        #expect(try self.run(Self.deputy, conclusion).status == 1)
        try self.admin(["clock", "set", "2025-03-04"])
        let concluded = try self.run(Self.deputy, conclusion)
        #expect(concluded.status == 0, "\(concluded.errors)")
        let history = try self.run(Self.leader, ["history", id]).output
        #expect(history.contains("李局长") && history.contains("钱副局长"))
        try self.admin(["clock", "set", "2025-03-08"])
        #expect(try !self.run(Self.deputy, ["user", "me"]).output.contains("李局长"))
        // The office is merged away in mid-case.
        try self.admin(["office", "merge", "mzj", "--into", "shb"])
        let answer = try self.home(of: Self.successor) + "/answer.txt"
        try Data("答复".utf8).write(to: URL(fileURLWithPath: answer))
        try self.act(Self.successor, "attach", id, answer, "--kind", "answer_letter")
        try self.act(Self.successor, "act", id, "answer")
        // The whole file, for who knows the informant and for who does not.
        for (uid, isTold) in [(Self.successor, true), (Self.supervisor, false)] {
            let out = try self.home(of: uid) + "/out"
            try self.act(uid, "export", id, out)
            let text = try self.text(of: out)
            #expect(text.contains(Self.informant) == isTold)
            #expect(text.contains("13900000000") == isTold)
            #expect(text.contains("核查记录") && text.contains("查无实据"))
            #expect(try self.run(uid, ["export", "verify", out]).status == 0)
        }
        #expect(
            try self.run(Self.stranger, ["export", id, self.home(of: Self.stranger) + "/out"])
                .status == 1)
        // Who read of it is known, by field and not by value.
        let reads = try self.daemon.caseadm("--lang", "zh", "audit", "reads", id)
        #expect(reads.status == 0 && reads.output.contains("举报人"), "\(reads)")
        #expect(reads.output.contains("孙某") && !reads.output.contains(Self.informant))
        #expect(!reads.output.contains("周某"))
        #expect(!self.daemon.log.contains(Self.informant) && !self.daemon.log.contains("某协会"))
        #expect(try self.daemon.caseadm("audit", "verify").status == 0)
        #expect(self.daemon.stop() == 0)
        #expect(try Programs.run(Programs.cased, ["verify", self.daemon.data]).status == 0)
    }
}
