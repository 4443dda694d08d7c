// SPDX-License-Identifier: Apache-2.0
import CaseProto
import CaseadmText
import Testing

@testable import CaseadmCommands

/// What `--file` reads, and what it refuses: a case must never hold what its file does not say.
@Suite("A file of fields")
struct FieldFileTests {
    private static func value(_ yaml: String) throws -> V1.Value? {
        try FieldFile.fields("field: " + yaml, file: "f.yaml")["field"]
    }

    private static func record(_ fields: [String: String]) -> V1.Record {
        V1.Record(fields: fields)
    }

    /// A file as a clerk writes it, which was once read by halves: one proposer called
    /// “[李四, 王五]”, and the title with its quotation marks and the comment.
    @Test("a list in brackets and a comment behind a quoted title are YAML")
    func listAndComment() throws {
        let fields = try FieldFile.fields(
            """
            assembly: 示例市人大
            session: 十届三次
            number: 8
            title: "关于示例事项的建议"   # comment
            proposers: [李四, 王五]
            session_closed_on: 2025-03-10
            """, file: "f.yaml")
        #expect(
            fields == [
                "assembly": Fixtures.text("示例市人大"), "session": Fixtures.text("十届三次"),
                "number": Fixtures.text("8"), "title": Fixtures.text("关于示例事项的建议"),
                "proposers": Fixtures.list("李四", "王五"),
                "session_closed_on": Fixtures.text("2025-03-10"),
            ])
    }

    @Test(
        "a text stays as it is written, quoted or not",
        arguments: [
            ("2025-03-10", "2025-03-10"), ("007", "007"), ("'007'", "007"), ("\"007\"", "007"),
            ("true", "true"), ("yes", "yes"), ("True", "True"), ("1_000", "1_000"),
            ("0x1F", "0x1F"), ("1e3", "1e3"), ("3000.50", "3000.50"), ("12:30:45", "12:30:45"),
            ("关于#1号建议", "关于#1号建议"), ("关于1号 # 建议", "关于1号"),
            ("'关于1号 # 建议'", "关于1号 # 建议"), ("'it''s'", "it's"), ("\"a\\tb\\u4E00\"", "a\tb一"),
            ("'null'", "null"), ("\"~\"", "~"), ("nullable", "nullable"), ("", ""), ("''", ""),
            ("|\n  第一行\n  第二行\n", "第一行\n第二行\n"), ("|-\n  第一行\n  第二行", "第一行\n第二行"),
            (">-\n  one\n  two", "one two"), ("one\n  two", "one two"), ("张三、李四", "张三、李四"),
            ("'<<'", "<<"), ("'&a'", "&a"), ("'!x'", "!x"), ("\"a: b\"", "a: b"), ("a:b", "a:b"),
        ])
    func textStaysText(_ yaml: String, _ text: String) throws {
        #expect(try Self.value(yaml) == Fixtures.text(text))
    }

    @Test(
        "lists, in brackets or by lines",
        arguments: [
            "[李四, 王五]", "['李四', \"王五\"]", "\n  - 李四\n  - 王五", "\n- 李四\n- 王五 # 附议",
            "[李四,\n  王五]",
        ])
    func lists(_ yaml: String) throws {
        #expect(try Self.value(yaml) == Fixtures.list("李四", "王五"))
    }

    @Test("a list may be empty, or have one item")
    func shortLists() throws {
        #expect(try Self.value("[]") == V1.Value(kind: .list(V1.ValueList(items: []))))
        #expect(try Self.value("[李四]") == Fixtures.list("李四"))
    }

    @Test("records, and lists of them")
    func records() throws {
        let (first, second) = (
            ["office": "MZJ", "copies": "2"], ["office": "CZJ", "copies": "01"]
        )
        let single = V1.Value(kind: .record(Self.record(first)))
        #expect(try Self.value("{office: MZJ, copies: 2}") == single)
        #expect(try Self.value("\n  office: MZJ\n  copies: 2") == single)
        let both = [first, second].map { V1.ValueItem(kind: .record(Self.record($0))) }
        let list = V1.Value(kind: .list(V1.ValueList(items: both)))
        #expect(try Self.value("[{office: MZJ, copies: 2}, {office: CZJ, copies: 01}]") == list)
        #expect(
            try Self.value(
                "\n  - office: MZJ\n    copies: 2\n  - {office: CZJ, copies: '01'}") == list)
    }

    @Test(
        "an empty file, or one of comments, has no fields", arguments: ["", "# nothing\n", "---\n"])
    func emptyFile(_ text: String) throws {
        #expect(try FieldFile.fields(text, file: "f.yaml").isEmpty)
    }

    @Test("one document may have its marks")
    func markedDocument() throws {
        let fields = try FieldFile.fields("---\r\na: 1\r\n...\r\n", file: "f.yaml")
        #expect(fields == ["a": Fixtures.text("1")])
    }

    @Test("a label is a name, blanks and all")
    func labelIsAName() throws {
        let fields = try FieldFile.fields("Reply type: A\n答复类型: B", file: "f.yaml")
        #expect(Set(fields.keys) == ["Reply type", "答复类型"])
    }

    @Test(
        "what a field cannot hold is refused with its line",
        arguments: [
            ("a: 1\nb: 2\na: 3", 3, "'a' is given twice"),
            ("a: {x: 1, x: 2}", 1, "'x' is given twice"),
            ("a: &n 1\nb: 2", 1, "anchors and aliases"), ("a: 1\nb: *n", 2, "anchors and aliases"),
            ("a: &n [x]", 1, "anchors and aliases"), ("a: &n {x: 1}", 1, "anchors and aliases"),
            ("a:\n  <<: {x: 1}", 2, "merging (<<)"), ("<<: {x: 1}", 1, "merging (<<)"),
            ("a: !!int 3", 1, "tags (!)"), ("a: !secret x", 1, "tags (!)"),
            ("a: ! x", 1, "tags (!)"),
            ("a: !!seq [x]", 1, "tags (!)"), ("a: !!map {x: y}", 1, "tags (!)"),
            ("a: 1\n---\nb: 2", 2, "one YAML document"),
            ("a: 1\n...\nb: 2", 3, "this is not YAML"),
            ("a: [[x]]", 1, "nested too deep"), ("a: [{x: [y]}]", 1, "nested too deep"),
            ("a: {x: {y: z}}", 1, "nested too deep"), ("a:\n  x:\n    - y", 3, "nested too deep"),
            ("a: ~", 1, "~ means nothing"), ("a: 1\nb: null", 2, "null means nothing"),
            ("a: [x, NULL]", 1, "NULL means nothing"), ("a: {x: ~}", 1, "~ means nothing"),
            ("- alone", 1, "lines of 'name: value'"), ("no colon", 1, "lines of 'name: value'"),
            ("title：全角冒号", 1, "lines of 'name: value'"),
            ("number:1041", 1, "lines of 'name: value'"),
            ("'': 1", 1, "'' is not a field name"),
            ("a: {x=1, y=2}", 1, "'x=1' is not a field name"),
            ("? [a]\n: 1", 1, "a name must be text"),
            ("a: 1\nb: c: d", 2, "this is not YAML: mapping values are not allowed"),
            ("a: 1\nb: [x, y\nc: 3\n", 2, "this is not YAML"),
            ("a: \"open\nb: 2\n", 1, "this is not YAML"),
            ("a: 1\n\tb: 2", 2, "this is not YAML"), ("a: 1\nb: @x", 2, "this is not YAML"),
            ("a: %x", 1, "this is not YAML"), ("a: 1\nb: x\u{1}y", 2, "this is not YAML"),
        ])
    func refusedWithLine(_ text: String, _ line: Int, _ reason: String) throws {
        let failure = try #require(throws: Failure.self) {
            try FieldFile.fields(text, file: "f.yaml")
        }
        let (zh, en) = (failure.message(.zh), failure.message(.en))
        #expect(failure.status == .usage)
        #expect(en.hasPrefix("caseadm: f.yaml, line \(line): "), "\(en)")
        #expect(en.contains(reason), "\(en)")
        #expect(zh.hasPrefix("caseadm: f.yaml 第\(line)行:"), "\(zh)")
    }

    @Test("a file as deep as it is long is refused at its third level, whatever its size")
    func depthIsNoCost() {
        let deep = "a: " + String(repeating: "[", count: 500_000)
        #expect(throws: Failure.self) { try FieldFile.fields(deep, file: "f.yaml") }
    }
}
