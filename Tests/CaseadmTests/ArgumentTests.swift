// SPDX-License-Identifier: Apache-2.0
import CaseProto
import CaseadmText
import Foundation
import Testing

@testable import CaseadmCommands

@Suite("Arguments")
struct ArgumentTests {
    private static func fields(_ arguments: String...) throws -> [String: V1.Value] {
        try FieldArguments.fields(arguments) { name throws(Failure) in
            guard name == "there.txt" else {
                throw .failed(Text(zh: "没有", en: "missing"))
            }
            return "两行\n文字\n"
        }
    }

    @Test("one value is text, whatever commas it holds")
    func singleValueIsText() throws {
        let fields = try Self.fields("a=x,y", "b=养老、托育", "c=", "d=k=v", "e=@there.txt", "f=@@x")
        #expect(fields["a"] == Fixtures.text("x,y"))
        #expect(fields["b"] == Fixtures.text("养老、托育"))
        #expect(fields["c"] == Fixtures.text(""))
        #expect(fields["d"] == Fixtures.text("k=v"))
        #expect(fields["e"] == Fixtures.text("两行\n文字"))
        #expect(fields["f"] == Fixtures.text("@x"))
    }

    @Test("a repeated key is a list, its values divided at 、")
    func repeatedKeyIsList() throws {
        #expect(try Self.fields("h=A", "h=B、C")["h"] == Fixtures.list("A", "B", "C"))
    }

    @Test("braces make a record")
    func bracesAreRecord() throws {
        let record = V1.Record(fields: ["office": "MZJ", "copies": "2"])
        #expect(
            try Self.fields("r={office=MZJ,copies=2}")["r"] == V1.Value(kind: .record(record)))
        #expect(try Self.fields("r={plain}")["r"] == Fixtures.text("{plain}"))
    }

    @Test("a CSV file is a list of records")
    func tableIsRecords() throws {
        let text = "\u{FEFF}party_code,party_name\r\nS1,\"甲会, \"\"示例\"\"\"\nS2,\n\n"
        let fields = try FieldArguments.fields(["candidates=@list.csv"]) {
            name throws(Failure) in
            guard name == "list.csv" else { throw .failed(Text(zh: "没有", en: "missing")) }
            return text
        }
        let items = [
            V1.Record(fields: ["party_code": "S1", "party_name": "甲会, \"示例\""]),
            V1.Record(fields: ["party_code": "S2"]),
        ].map { V1.ValueItem(kind: .record($0)) }
        #expect(fields["candidates"] == V1.Value(kind: .list(V1.ValueList(items: items))))
    }

    @Test(
        "a CSV file that is none says where",
        arguments: [
            "", "a,b", "a,b\n1,2,3\n", "a\n\"1\n", "a;b\n1;2\n", "a,a\n1,2\n",
            "a,b\n\"甲\"会,2\n",
        ])
    func brokenTableIsUsage(_ text: String) {
        #expect {
            try RecordFile.records(text, file: "x.csv")
        } throws: {
            ($0 as? Failure)?.status == .usage
        }
    }

    @Test("what is no key=value is a usage error", arguments: ["x", "=x", "a;b=1", "{a=1"])
    func badFieldIsUsage(_ argument: String) {
        #expect { try Self.fields(argument) } throws: { ($0 as? Failure)?.status == .usage }
    }

    @Test("a missing file is a failure, not an empty value")
    func missingFileFails() {
        #expect { try Self.fields("a=@gone") } throws: { ($0 as? Failure)?.status == .failed }
    }

    @Test("intervals, spans and facts")
    func days() throws {
        #expect(
            try DayArguments.interval("2025-04-01..2025-04-10")
                == V1.Interval(from: "2025-04-01", to: "2025-04-10"))
        #expect(throws: Failure.self) { try DayArguments.interval("2025-04-10..2025-04-01") }
        #expect(throws: Failure.self) { try DayArguments.interval("2025-04-10") }
        #expect(try DayArguments.span("7d") == 7)
        #expect(try DayArguments.span("2 weeks") == 14)
        #expect(try DayArguments.span("3天") == 3)
        #expect(throws: Failure.self) { try DayArguments.span("soon") }
        #expect(throws: Failure.self) { try DayArguments.span("99999d") }
        #expect(try DayArguments.fact("sign_for=2025-03-01").happenedOn == "2025-03-01")
        #expect(try DayArguments.fact("sign_for=").happenedOn == "")
        // The daemon knows what day it is, and reads whatever form a day has.
        #expect(try DayArguments.fact("签收＝昨天").event == "签收")
        #expect(try DayArguments.fact("签收＝昨天").happenedOn == "昨天")
        #expect(
            try DayArguments.interval("2025年4月1日..2025年4月10日").to == "2025年4月10日")
    }

    @Test("a name may be a label, and its sign of full width with blanks around it")
    func labelsAreNames() throws {
        let fields = try Self.fields("标题＝关于养老", "Reply type = A", "案由 ＝ 甲、乙", "a= x")
        #expect(fields["标题"] == Fixtures.text("关于养老"))
        #expect(fields["Reply type"] == Fixtures.text("A"))
        #expect(fields["案由"] == Fixtures.text("甲、乙"))
        #expect(fields["a"] == Fixtures.text(" x"))
    }

    @Test(
        "a word that is no command is told with the nearest one",
        arguments: [
            (["lsit"], "没有命令“lsit”,是否指 list?"),
            (["--lang", "zh", "shwo", "7"], "没有命令“shwo”,是否指 show?"),
            (["-o", "json", "bulk", "pln"], "没有命令“pln”,是否指 plan?"),
            (["help", "lsit"], "没有命令“lsit”,是否指 list?"),
        ])
    func unknownCommands(_ words: [String], _ sentence: String) throws {
        #expect(CommandNames.unknown(in: words)?(.zh) == sentence)
    }

    @Test(
        "a command line without such a word is the parser's",
        arguments: [
            ["list", "lsit"], ["--help"], ["bulk", "plan", "签收", "JY-2025-000001"],
            ["export", "JY-2025-000001"], ["--socket", "lsit", "list"],
            ["--generate-completion-script", "bash"], [],
        ])
    func knownCommands(_ words: [String]) {
        #expect(CommandNames.unknown(in: words) == nil)
    }

    @Test("the parser's complaints are told in Chinese")
    func complaintsInChinese() {
        let english = """
            Error: Unknown option '--stat'. Did you mean '--state'?
            Usage: caseadm list [<query>]
              See 'caseadm list --help' for more information.
            """
        #expect(
            UsageWords.chinese(english) == """
                错误:没有选项“--stat”,是否指 --state?
                用法:caseadm list [<query>]
                  详见 caseadm list --help
                """)
        #expect(UsageWords.chinese("Error: Missing expected argument '<case>'") == "错误:缺少 <case>")
        #expect(UsageWords.chinese("Error: something new") == "Error: something new")
    }

    @Test("rulebook files are sent by their place, whether their folder or they are named")
    func rulebookFiles() throws {
        let root = FileManager.default.temporaryDirectory
            .appending(path: "caseadm-rules-\(UInt32.random(in: 0...UInt32.max))")
        defer { try? FileManager.default.removeItem(at: root) }
        for (name, text) in [
            ("rulebook.yaml", "rulebook: x"), ("workflows/a.yaml", "workflow: a"),
            ("profiles/p.yaml", "profile: p"), ("tables/t.csv", "x,y"), ("notes.txt", "no"),
            (".git/x.yaml", "no"), ("loose/q.yaml", "# head\nprofile: q\n"),
            ("parts/b.yaml", "part: b"), ("loose/c.yaml", "# head\npart: c\n"),
        ] {
            let file = root.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let all = try RulebookFiles([root.path])
        #expect(
            Set(all.contents.keys) == [
                "rulebook.yaml", "workflows/a.yaml", "profiles/p.yaml", "tables/t.csv",
                "profiles/q.yaml", "parts/b.yaml", "parts/c.yaml",
            ])
        #expect(all.path(of: "profiles/q.yaml") == root.path + "/loose/q.yaml")
        let part = try RulebookFiles([root.path + "/workflows/", root.path + "/tables/t.csv"])
        #expect(Set(part.contents.keys) == ["workflows/a.yaml", "tables/t.csv"])
        #expect(throws: Failure.self) { try RulebookFiles([root.path + "/.git/none"]) }
        #expect(try RulebookFiles([]).contents.isEmpty)
    }

    @Test("request ids are long and never the same")
    func requestIDs() {
        let ids = Set((0..<200).map { _ in RequestID.fresh() })
        #expect(ids.count == 200)
        #expect(ids.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
    }

    @Test("each failure has its exit code")
    func exitCodes() {
        #expect(Failure.refused(Fixtures.refusal).status.rawValue == 1)
        #expect(Failure.refused(V1.Refusal(code: "stopping")).status.rawValue == 3)
        #expect(Failure.unreachable(path: "/x", .missing).status.rawValue == 3)
        #expect(Failure.failed(Text(zh: "", en: "")).status.rawValue == 1)
        #expect(Failure.usage(Text(zh: "", en: "")).status.rawValue == 2)
        #expect(Failure.said.status.rawValue == 1)
    }
}
