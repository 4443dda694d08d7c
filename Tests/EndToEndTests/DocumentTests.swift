// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What was filed comes out again, whole or not at all.
@Suite(.serialized) struct DocumentTests {
    private static let id = "JY-2025-000001"

    /// A daemon with one suggestion, and a folder for files.
    static func daemon() throws -> (daemon: RunningDaemon, folder: String) {
        let daemon = try RunningDaemon()
        let steps = [
            ["office", "add", "npc", "示例市人大常委会代表工委", "--place", "示例市"],
            ["office", "add", "mzj", "示例市民政局", "--place", "示例市"],
            [
                "user", "add", "\(getuid())", "张三", "--role", "npc:assigner", "--role", "mzj:lead",
                "--role", "mzj:clerk", "--role", "mzj:corrector", "--role", "npc:corrector",
            ],
            [
                "open", "proposal", "assembly=示例市人大", "session=十届三次", "number=7",
                "title=示例<script>", "proposers=李四", "session_closed_on=2025-03-10",
            ],
        ]
        for step in steps {
            let done = try Programs.run(Programs.caseadm, ["--socket", daemon.socket] + step)
            try #require(done.status == 0, "\(step): \(done.errors)")
        }
        let folder = daemon.folder.appendingPathComponent("files").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return (daemon, folder)
    }

    private func memory(of daemon: RunningDaemon) throws -> Int {
        let path = "/proc/\(daemon.process.processIdentifier)/status"
        let line = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .first { $0.hasPrefix("VmHWM:") }
        return try #require(line.flatMap { Int($0.split(separator: " ")[1]) })
    }

    /// Forty megabytes and one byte, of no pattern.
    private static func large(_ path: String) throws {
        var numbers = SystemRandomNumberGenerator()
        var content = Data("%PDF-1.7".utf8)
        while content.count < 40 << 20 {
            withUnsafeBytes(of: numbers.next() as UInt64) { content.append(contentsOf: $0) }
        }
        try (content + [7]).write(to: URL(fileURLWithPath: path))
    }

    /// What is refused leaves nothing behind: who may not file fills no disk.
    @Test(.timeLimit(.minutes(10)))
    func refusedContentStaysNowhere() throws {
        let (daemon, folder) = try Self.daemon()
        try Self.large(folder + "/a.pdf")
        let refused = try daemon.caseadm(
            "attach", "JY-2025-000099", folder + "/a.pdf", "--kind", "evidence")
        #expect(refused.status == 1)
        let kept = try FileManager.default.subpathsOfDirectory(atPath: daemon.data + "/documents")
        #expect(kept == ["incoming"])
    }

    /// What has no end is not begun; what has no name, or is older than its case, is not filed.
    @Test(.timeLimit(.minutes(10)))
    func whatCannotBeAPaperIsRefusedBeforeItIsRead() throws {
        let (daemon, folder) = try Self.daemon()
        try Data("%PDF-1.4".utf8).write(to: URL(fileURLWithPath: folder + "/a.pdf"))
        let pipe = folder + "/pipe"
        try #require(mkfifo(pipe, 0o600) == 0)
        for (words, said) in [
            (["/dev/zero"], "is no plain file"), ([pipe], "is no plain file"),
            ([folder + "/a.pdf", "--name", " "], "has no name"),
            ([folder + "/a.pdf", "--name", "x/"], ""),
            ([folder + "/a.pdf", "--on", "1900-01-01"], "before the case"),
        ] {
            let done = try Programs.run(
                "/usr/bin/timeout",
                ["60", Programs.caseadm, "--socket", daemon.socket, "--lang", "en", "attach"]
                    + [Self.id] + words + ["--kind", "evidence"])
            #expect(done.status == (said.isEmpty ? 0 : 1), "\(words): \(done)")
            #expect(said.isEmpty || done.errors.contains(said), "\(words): \(done)")
        }
        let many = try Programs.run(
            "/usr/bin/timeout",
            ["60", Programs.caseadm, "--socket", daemon.socket, "--lang", "en", "bulk", "attach"]
                + ["/dev/zero", "--kind", "evidence", Self.id])
        #expect(many.status == 1 && many.errors.contains("is no plain file"), "\(many)")
        let listed = try daemon.caseadm("document", "list", Self.id, "-o", "csv")
        #expect(listed.output.split(whereSeparator: \.isNewline).count == 2, "\(listed.output)")
    }

    /// What a paper says finds its case, in whatever encoding it was filed; what is no text finds nothing.
    @Test(.timeLimit(.minutes(10)))
    func aPaperIsFoundByWhatItSays() throws {
        let (daemon, folder) = try Self.daemon()
        // 代表指出滨海大 / 道路灯不亮, in GB18030.
        let bytes: [UInt8] = [
            0xB4, 0xFA, 0xB1, 0xED, 0xD6, 0xB8, 0xB3, 0xF6, 0xB1, 0xF5, 0xBA, 0xA3, 0xB4, 0xF3,
            0x0A, 0xB5, 0xC0, 0xC2, 0xB7, 0xB5, 0xC6, 0xB2, 0xBB, 0xC1, 0xC1,
        ]
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/a.txt"))
        try Data([0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3]).write(
            to: URL(fileURLWithPath: folder + "/b.png"))
        for name in ["/a.txt", "/b.png"] {
            let done = try daemon.caseadm("attach", Self.id, folder + name, "--kind", "evidence")
            try #require(done.status == 0, "\(done.errors)")
        }
        for (text, isFound) in [
            ("滨海大道", true), ("路灯 不亮", true), ("滨海大桥", false), ("PNG", false),
        ] {
            let done = try daemon.caseadm("search", text, "-o", "csv")
            #expect(done.output.contains(Self.id) == isFound, "\(text): \(done)")
        }
    }

    /// Sixteen who ask for a large paper and do not read it stop nobody, and take little memory.
    @Test(.timeLimit(.minutes(10)))
    func whoeverDoesNotReadStopsNobody() throws {
        let (daemon, folder) = try Self.daemon()
        try Self.large(folder + "/a.pdf")
        let done = try daemon.caseadm("attach", Self.id, folder + "/a.pdf", "--kind", "evidence")
        try #require(done.status == 0, "\(done.errors)")
        let run = try Programs.runPython(
            "slow_readers.py", [daemon.socket, String(daemon.process.processIdentifier), Self.id])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
    }

    /// One announcement for several cases: sent once, told beforehand, on every case's file under its number.
    @Test(.timeLimit(.minutes(10)))
    func onePaperIsFiledInManyCases() throws {
        let (daemon, folder) = try Self.daemon()
        let file = folder + "/notice.pdf"
        try Data("%PDF-1.4 announcement".utf8).write(to: URL(fileURLWithPath: file))
        var cases = [Self.id]
        for number in ["8", "9"] {
            let opened = try daemon.caseadm(
                "open", "proposal", "assembly=示例市人大", "session=十届三次", "number=\(number)",
                "title=第\(number)件", "proposers=李四", "session_closed_on=2025-03-10")
            try #require(opened.status == 0, "\(opened.errors)")
            cases.append("JY-2025-00000\(cases.count + 1)")
        }
        let wrong = try Programs.run(
            Programs.caseadm,
            ["--socket", daemon.socket, "bulk", "attach", file, "--kind", "no_such"] + cases)
        #expect(wrong.status != 0 && wrong.errors.contains("no_such"), "\(wrong.errors)")
        let planned = try Programs.run(
            Programs.caseadm,
            [
                "--socket", daemon.socket, "bulk", "attach", file, "--kind", "evidence",
                "--number", "民公告[2025]5号",
            ] + cases)
        try #require(planned.status == 0, "\(planned.errors)")
        let before = try daemon.caseadm("-o", "json", "document", "list", Self.id)
        #expect(!before.output.contains("民公告"))
        let done = try daemon.caseadm("bulk", "run", "1")
        try #require(done.status == 0, "\(done.errors)\(done.output)")
        for id in cases {
            let listed = try daemon.caseadm("-o", "json", "document", "list", id)
            #expect(listed.output.contains("民公告〔2025〕5号 notice.pdf"), "\(listed.output)")
            let line = try daemon.caseadm("-o", "json", "history", id)
            #expect(line.output.contains("民公告〔2025〕5号 notice.pdf"), "\(id)")
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func fortyMegabytesComeOutAsTheyWentInThroughLittleMemory() throws {
        let (daemon, folder) = try Self.daemon()
        try Self.large(folder + "/a.pdf")
        try Data("%PDF-1.4".utf8).write(to: URL(fileURLWithPath: folder + "/small.pdf"))
        for (file, kind) in [("small", "evidence"), ("a", "contact_record")] {
            let done = try daemon.caseadm(
                "attach", Self.id, "\(folder)/\(file).pdf", "--kind", kind)
            try #require(done.status == 0, "\(done.errors)")
        }
        let first = try daemon.caseadm(
            "document", "get", Self.id, "evidence", "--to", folder + "/s")
        try #require(first.status == 0, "\(first.errors)")
        let before = try self.memory(of: daemon)
        let got = try daemon.caseadm("document", "get", Self.id, "2", "--to", folder + "/b.pdf")
        #expect(got.status == 0, "\(got.errors)")
        #expect(
            FileManager.default.contentsEqual(atPath: folder + "/a.pdf", andPath: folder + "/b.pdf")
        )
        let grown = try self.memory(of: daemon) - before
        // The same for any size; whoever held the paper would hold its 40 MiB, and each copy again.
        #expect(grown < 36 << 10, "the daemon grew by \(grown) KiB")
        let mode = try FileManager.default.attributesOfItem(atPath: folder + "/b.pdf")
        #expect(mode[.posixPermissions] as? Int == 0o600)
        // What is there is not replaced unasked.
        let again = try daemon.caseadm("document", "get", Self.id, "2", "--to", folder + "/b.pdf")
        #expect(again.status == 1 && again.errors.contains("--force"), "\(again.errors)")
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["changed", "cut", "longer", "missing"])
    func damagedContentIsNotGivenOutAsWhole(_ damage: String) throws {
        let (daemon, folder) = try Self.daemon()
        let content = Data(repeating: 0x41, count: 300_000)
        try content.write(to: URL(fileURLWithPath: folder + "/a.txt"))
        let filed = try daemon.caseadm(
            "attach", Self.id, folder + "/a.txt", "--kind", "contact_record", "-o", "json")
        try #require(filed.status == 0, "\(filed.errors)")
        let sum = try Programs.run("/usr/bin/sha256sum", [folder + "/a.txt"]).output.prefix(64)
        let kept = "\(daemon.data)/documents/\(sum.prefix(2))/\(sum)"
        var damaged = content
        switch damage {
        case "changed": damaged[250_000] = 0x42
        case "cut": damaged.removeLast()
        case "longer": damaged.append(0x41)
        default: try FileManager.default.removeItem(atPath: kept)
        }
        if damage != "missing" { try damaged.write(to: URL(fileURLWithPath: kept)) }
        let got = try daemon.caseadm(
            "document", "get", Self.id, "contact_record", "--to", folder + "/b.txt")
        #expect(got.status == 1)
        for told in [Self.id, "a.txt", "backup", String(sum)] {
            #expect(got.errors.contains(told), "\(told): \(got.errors)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.txt"])
        let printed = try daemon.caseadm("document", "get", Self.id, "1", "--to", "-")
        #expect(printed.status == 1 && printed.output.isEmpty)
        #expect(daemon.process.isRunning && daemon.log.contains("is damaged or missing"))
    }

    @Test(.timeLimit(.minutes(10)))
    func versionsAreListedAndWhatWasTakenBackCanBeRead() throws {
        let (daemon, folder) = try Self.daemon()
        for name in ["draft", "signed"] {
            try Data(name.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).txt"))
            let done = try daemon.caseadm(
                "attach", Self.id, "\(folder)/\(name).txt", "--kind", "reply_letter")
            try #require(done.status == 0, "\(done.errors)")
        }
        let newest = try daemon.caseadm("document", "get", Self.id, "答复函", "--to", "-")
        #expect(newest.output == "signed" && newest.errors.contains("--version"), "\(newest)")
        let first = try daemon.caseadm(
            "document", "get", Self.id, "reply_letter", "--version", "1", "--to", "-")
        #expect(first.output == "draft" && first.errors.isEmpty, "\(first)")
        let undone = try daemon.caseadm("annul", Self.id, "attach", "--reason", "附错文件")
        try #require(undone.status == 0, "\(undone.errors)")
        let list = try daemon.caseadm("document", "list", Self.id)
        #expect(list.output.contains("附错文件"), "\(list.output)")
        // The newest that counts; the other one by its name.
        #expect(
            try daemon.caseadm("document", "get", Self.id, "答复函", "--to", "-").output == "draft")
        let back = try daemon.caseadm("document", "get", Self.id, "signed.txt", "--to", "-")
        #expect(back.output == "signed" && back.errors.contains("附错文件"), "\(back)")
    }

    @Test(.timeLimit(.minutes(10)))
    func nameThatSaysSomethingElseThanTheContentIsRemarkedUpon() throws {
        let (daemon, folder) = try Self.daemon()
        try Data("PK\u{3}\u{4}".utf8).write(to: URL(fileURLWithPath: folder + "/a.pdf"))
        let wrong = try daemon.caseadm("attach", Self.id, folder + "/a.pdf", "--kind", "evidence")
        #expect(wrong.status == 0 && wrong.errors.contains("a.pdf"), "\(wrong.errors)")
        let right = try daemon.caseadm(
            "attach", Self.id, folder + "/a.pdf", "--kind", "evidence", "--name", "a.zip")
        #expect(right.status == 0 && right.errors.isEmpty, "\(right.errors)")
    }
}
