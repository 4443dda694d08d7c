// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Foundation
import Testing

@testable import CaseadmCommands

/// What of a list is sent, and what is said of the rest.
@Suite struct TableImportTests {
    private static func file(_ text: String, _ name: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("caseadm-table-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent(name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    private func imported(
        _ text: String, _ daemon: FakeDaemon, _ more: String...
    ) async throws -> Ran {
        let file = try Self.file(text, "清单.csv")
        return try await daemon.serve { socket in
            await Ran.program(
                ["--lang", "zh", "import", "assignments", file, "--socket", socket] + more)
        }
    }

    @Test("rows are sent by their headings, with their places; what is passed over is said once")
    func rowsAreSentWithTheirPlaces() async throws {
        let daemon = FakeDaemon()
        let ran = try await self.imported(
            "序号,number,title,备注\n1,7,养老,x\n\n2,8,教育,\n合计:2件\n", daemon, "--map", "备注=",
            "--field", "session=十届三次")
        let fit = try #require(daemon.requests(V1.FitTableRequest.self).first)
        #expect(fit.workflow.isEmpty && fit.mapping == ["备注": ""])
        #expect(fit.heads.first?.names == ["序号", "number", "title", "备注"])
        let plan = try #require(daemon.requests(V1.PlanImportRequest.self).first)
        #expect(
            plan.rows.map(\.cells) == [
                ["number": "7", "title": "养老"], ["number": "8", "title": "教育"],
            ])
        #expect(plan.rows.map(\.row) == [2, 4])
        #expect(plan.letters == ["number": "B", "title": "C"])
        #expect(plan.mapping == ["number": "number", "title": "title"])
        #expect(plan.common == ["session": "十届三次"] && plan.reason == "清单.csv")
        #expect(ran.err.contains("未读入的列:D“备注”"), "\(ran.err)")
    }

    @Test("one cell alone in a wide list is a note, and is said")
    func notesAreSaid() async throws {
        let daemon = FakeDaemon()
        let ran = try await self.imported("number,title,lead\n7,养老,mzj\n注:共一件\n", daemon)
        #expect(daemon.requests(V1.PlanImportRequest.self).first?.rows.count == 1)
        #expect(ran.err.contains("不是数据的1行未读(第3行,如“注:共一件”)"), "\(ran.err)")
    }

    @Test(
        "a list without a heading, without rows or with a gap is a usage error that says what to do",
        arguments: [
            ("none,b\n1,2\n", "没有认出〈代表建议〉的表头"), ("gap,number\n1,2\n", "--field 交办机关=内容"),
            ("number,title\n", "表头以下没有数据行"), ("number,\"title\n", "引号没有结束"),
        ])
    func whatIsMissingIsSaid(_ text: String, _ told: String) async throws {
        let daemon = FakeDaemon()
        let ran = try await self.imported(text, daemon)
        #expect(ran.code == 2 && ran.out == "")
        #expect(ran.err.contains(told), "\(ran.err)")
        #expect(daemon.requests(V1.PlanImportRequest.self).isEmpty)
    }

    @Test("a mapping is kept, and taken again whatever its headings are")
    func mappingsAreKept() async throws {
        let daemon = FakeDaemon()
        let kept = try Self.file("", "columns.yaml")
        _ = try await self.imported(
            "序号,number,\"谁 \"\"提\"\"\"\n1,7,a\n", daemon, "--save-mapping", kept)
        let text = try String(contentsOfFile: kept, encoding: .utf8)
        #expect(text.contains("\"谁 \\\"提\\\"\": 谁 \"提\"\n"), "\(text)")
        _ = try await self.imported("number,title\n7,a\n", daemon, "--mapping", kept)
        #expect(
            daemon.requests(V1.FitTableRequest.self).last?.mapping["谁 \"提\""] == "谁 \"提\"")
    }
}
