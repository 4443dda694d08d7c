// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Lists as offices have them, by the doors that a clerk has.
@Suite(.serialized) struct ListImportTests {
    private let daemon: RunningDaemon

    init() throws {
        self.daemon = try RunningDaemon(clock: "2025-03-27")
        for (code, name, more) in [
            ("npc", "示例市人大代表工委", []), ("mzj", "示例市民政局", []), ("jyj", "示例市教育局", []),
            ("wjw", "示例市卫生健康委员会", []), ("dcs", "示例市政府督查室", ["--duty", "supervisor"]),
        ] as [(String, String, [String])] {
            let words = ["office", "add", code, name, "--place", "示例市"] + more
            try self.done(words)
        }
        let roles = ["npc:assigner", "mzj:lead", "mzj:officer", "npc:corrector"]
        try self.done(["user", "add", "\(getuid())", "张三"] + roles.flatMap { ["--role", $0] })
    }

    @discardableResult
    private func run(_ words: [String]) throws -> Programs.Outcome {
        try Programs.run(
            Programs.caseadm, ["--socket", self.daemon.socket, "--lang", "zh"] + words,
            environment: ["LC_ALL": "C.UTF-8"])
    }

    private func done(_ words: [String]) throws {
        let outcome = try self.run(words)
        try #require(outcome.status == 0, "\(words): \(outcome.errors)\(outcome.output)")
    }

    private func folder(_ name: String) throws -> String {
        let folder = self.daemon.folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }

    /// Some thirty lists with titles, merged cells, columns of their own, in every encoding: read as they come, or
    /// the one thing to do is said.
    @Test(.timeLimit(.minutes(60)))
    func listsAreReadAsTheyCome() throws {
        let outcome = try Programs.runPython(
            "import_lists.py", [Programs.caseadm, self.daemon.socket, try self.folder("lists")])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let last = outcome.output.split(separator: "\n").last ?? ""
        #expect(last.hasSuffix(" 0 faults"), "\(outcome.output)")
        #expect(Int(last.prefix { $0.isNumber }) ?? 0 >= 25, "\(last)")
        #expect(try self.run(["audit", "verify"]).status == 0)
    }

    /// What is made to harm is refused by the client, and the daemon hears nothing of it.
    @Test(.timeLimit(.minutes(60)))
    func hostileFilesLeaveNothingBehind() throws {
        let folder = try self.folder("hostile")
        let made = try Programs.runPython("hostile_tables.py", [folder])
        try #require(made.status == 0, "\(made.errors)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/hostile")
        try #require(files.count >= 30)
        let before = try self.run(["audit", "verify"]).output
        for file in files.sorted() {
            let outcome = try self.run([
                "import", "assignments", "\(folder)/hostile/\(file)", "--field", "届次=十届三次",
                "--field", "会议=示例市人大",
            ])
            #expect(outcome.status == 2, "\(file): \(outcome.status) \(outcome.errors)")
            #expect(outcome.output == "" && !outcome.errors.isEmpty, "\(file)")
        }
        #expect(try self.run(["audit", "verify"]).output == before)
        #expect(try self.run(["bulk", "list"]).output.contains("没有批量操作"))
    }

    /// A table of an older kind goes through LibreOffice, here one that is made for the test.
    @Test(.timeLimit(.minutes(60)))
    func anOlderTableIsReadThroughLibreOffice() throws {
        let folder = try self.folder("older")
        let made = try Programs.runPython("office_lists.py", [folder])
        try #require(made.status == 0, "\(made.errors)")
        let program = folder + "/soffice"
        try """
        #!/bin/sh
        case "$*" in *-env:UserInstallation=file://*--headless*--convert-to\\ xlsx*) ;; *) exit 1 ;; esac
        while [ "$1" != --outdir ]; do shift; done
        mkdir -p "$2" && cp "\(folder)/01-plain.xlsx" "$2/made.xlsx"
        """.write(toFile: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: program)
        let page = folder + "/page.xls"
        try "<html><table><tr><td>建议编号</td></tr></table></html>".write(
            toFile: page, atomically: true, encoding: .utf8)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let before = try FileManager.default.contentsOfDirectory(atPath: folder).count
        let outcome = try Programs.run(
            Programs.caseadm,
            ["--socket", self.daemon.socket, "--lang", "zh", "import", "assignments", page]
                + ["--field", "届次=十届三次", "--field", "会议=示例市人大"],
            environment: ["LC_ALL": "C.UTF-8", "PATH": "\(folder):\(path)", "TMPDIR": folder])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("已办3行"), "\(outcome.output)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == before)
    }

    /// More rows than one message holds are one bulk action; a mapping is kept and taken again.
    @Test(.timeLimit(.minutes(60)))
    func aLongListIsOneBulkAction() throws {
        let folder = try self.folder("long")
        var text = "事由,件数号,谁提的,主办单位,办理方式,交办日期,签收日期,状态\n"
        for number in 1...1_100 {
            text += "关于第\(number)件事的建议,\(number),李四,示例市民政局,独办,2025-03-03,2025-03-05,收悉\n"
        }
        let file = folder + "/long.csv"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let fields = ["--field", "届次=十届三次", "--field", "会议=示例市人大"]
        let first = try self.run(
            ["import", "assignments", file, "--map", "事由=title", "--map", "件数号=建议编号"]
                + ["--map", "谁提的=提出人", "--save-mapping", folder + "/columns.yaml"] + fields)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("已办1100行"), "\(first.output.suffix(200))")
        let again = try self.run(
            ["import", "assignments", file, "--mapping", folder + "/columns.yaml", "--dry-run"]
                + fields)
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.output.contains("已有1100行"), "\(again.output.suffix(200))")
        let bulks = try self.run(["--output", "json", "bulk", "list"]).output
        let actions = try JSONSerialization.jsonObject(with: Data(bulks.utf8)) as? [Any]
        #expect(actions?.count == 2)
    }
}
