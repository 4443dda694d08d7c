// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import WebPages

/// Templates, and the words that they ask for.
@Suite struct TemplateTests {
    private static let pages = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/Web/Pages")

    /// Files of the pages in a folder, by name.
    private static func files(in folder: String) throws -> [String: String] {
        let path = self.pages.appendingPathComponent(folder)
        return try FileManager.default.contentsOfDirectory(atPath: path.path)
            .reduce(into: [:]) {
                $0[$1] = try String(
                    contentsOf: path.appendingPathComponent($1), encoding: .utf8)
            }
    }

    @Test func everyTemplateIsKnown() throws {
        let known = Set(Templates.embedded.map { "\($0.0).mustache" })
        #expect(try Set(Self.files(in: "Templates").keys) == known)
    }

    @Test func everyWordIsThereAndUsed() throws {
        let asked = try Self.files(in: "Templates").values.reduce(into: Set<String>()) {
            for match in $1.matches(of: #/\{\{\{?[#^/]?w\.([a-z_0-9]+)/#) {
                $0.insert(String(match.1))
            }
        }
        #expect(asked.count > 100)
        #expect(asked.subtracting(PageWords.all.keys).sorted() == [], "words that are not there")
        let rooms = try Self.files(in: "Rooms").values.joined()
        let unused = PageWords.all.keys.filter {
            !asked.contains($0) && !rooms.contains("\"\($0)\"")
        }
        #expect(unused.sorted() == [], "words that nothing asks for")
    }

    @Test func textIsEscapedWhereverItStands() throws {
        let hostile = "<script>'\"&{{title}}"
        var model: Model = [
            "w": ["error": hostile] as Model, "sentence": hostile, "title": "secret",
        ]
        model["isRefused"] = true
        let html = try Templates().render(model, "error")
        #expect(html.contains("&lt;script&gt;"))
        #expect(!html.contains("<script") && !html.contains("secret"))
    }

    /// Mustache looks around a model for what it lacks, and would show another's.
    @Test func whatAModelLacksIsNotTakenFromAround() {
        let model: Model = [
            "name": "outer", "w": ["due": "期限"] as Model, "rows": [["path": "/a"] as Model],
            "given": "x",
        ]
        let outer = Scope(model, isOutermost: true)
        #expect(outer.child(named: "name") as? String == "outer")
        #expect(outer.child(named: "given_") as? Bool == true)
        let row = (outer.child(named: "rows") as? [Scope])?.first
        #expect(row?.child(named: "path") as? String == "/a")
        #expect(row?.child(named: "name") as? String == nil)
        #expect(row?.child(named: "name") != nil, "the search must end here")
        #expect(row?.child(named: "w") == nil, "words are looked for around it")
    }
}
