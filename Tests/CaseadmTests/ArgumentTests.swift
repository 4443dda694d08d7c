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

    @Test("what is no key=value is a usage error", arguments: ["x", "=x", "a b=1", "a;b=1"])
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
        #expect(throws: Failure.self) { try DayArguments.fact("sign_for=yesterday") }
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
