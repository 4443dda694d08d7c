// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The published letters of ../shared/seeds, read by caseadm over a real daemon.
///
/// Expected values were read from the letters by eye. Without the folder nothing is tested, and
/// that is said loudly.
@Suite(.serialized) struct LetterImportTests {
    private static let seeds: URL? = {
        let named = ProcessInfo.processInfo.environment["CASED_SEEDS"]
            .map { URL(fileURLWithPath: $0) }
        let folder =
            named
            ?? Programs.root.deletingLastPathComponent().appendingPathComponent("shared/seeds")
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("SEEDS ABSENT: \(folder.path) is not there; the published letters were not read")
            return nil
        }
        return folder
    }()

    private static func file(_ number: String) throws -> String? {
        guard let seeds else { return nil }
        let names = try FileManager.default.contentsOfDirectory(atPath: seeds.path)
        return names.first { $0.hasPrefix(number) }.map { seeds.path + "/" + $0 }
    }

    private func dryRun(_ daemon: RunningDaemon, _ file: String) throws -> [String: Any] {
        let outcome = try daemon.caseadm("--output", "json", "import", "letters", "--dry-run", file)
        let array = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [Any]
        return try #require(array?.first as? [String: Any], "\(outcome.output)\(outcome.errors)")
    }

    private func values(_ read: [String: Any]) throws -> NSDictionary {
        let fields = try #require(read["fields"] as? [String: [String: Any]])
        for (name, field) in fields {
            #expect((field["source"] as? String)?.isEmpty == false, "\(name) names no source")
            #expect((field["confidence"] as? Double).map { $0 > 0 && $0 <= 1 } ?? false)
        }
        return fields.mapValues { $0["value"] ?? NSNull() } as NSDictionary
    }

    private func copies(_ pairs: [(String, Int)]) -> [[String: Any]] {
        pairs.map { ["office": $0.0, "copies": $0.1] }
    }

    @Test func quanzhouLetterIsReadFieldForField() throws {
        guard let file = try Self.file("000") else { return }
        let daemon = try RunningDaemon()
        let expected: NSDictionary = [
            "doc_number": "泉民函〔2025〕41号", "reply_type": "A", "body": "人大",
            "session": "市十七届人大四次会议", "number": 1373,
            "title": "关于发挥社会组织在基层社会治理中作用的建议", "proposers": ["骆春玲"],
            "lead_office": "泉州市民政局", "co_offices": ["市委社会工作部"], "signer": "何志宏",
            "contact": "吴婷婷", "phone": "22500679", "disclosure": "主动公开",
            "copies": self.copies([
                ("市人大常委会人事代表工委", 1), ("市政府督查室", 1), ("市委督查室", 1), ("市委社会工作部", 1),
            ]),
        ]
        #expect(try self.values(self.dryRun(daemon, file)) == expected)
    }

    @Test func futianLetterIsReadFieldForField() throws {
        guard let file = try Self.file("002") else { return }
        let daemon = try RunningDaemon()
        let expected: NSDictionary = [
            "doc_number": "福民函〔2022〕27号", "body": "人大",
            "title": "关于进一步促进社会组织创新发展的建议", "proposers": ["张冰", "刘思宇", "张勇"],
            "lead_office": "福田区民政局", "contact": "张麟", "phone": "82918202",
            "date": "2022-07-28",
        ]
        #expect(try self.values(self.dryRun(daemon, file)) == expected)
    }

    @Test func puyangLetterIsReadFieldForField() throws {
        guard let file = try Self.file("003") else { return }
        let daemon = try RunningDaemon()
        let read = try self.values(self.dryRun(daemon, file))
        let expected: NSDictionary = [
            "body": "政协", "session": "市政协八届六次会议", "number": 189,
            "title": "关于加快社区社会组织培育发展", "proposers": ["社会和法制委"],
            "lead_office": "市民政局", "contact": "晁小艳", "phone": "6687006",
            "copies": self.copies([("市政协提案委", 2), ("市委市政府督查局", 2)]),
            "date": "2022-06-30",
        ]
        #expect(read == expected)
    }

    @Test func digestAndOpinionAreSaidToBeNoLetters() throws {
        guard let digest = try Self.file("001"), let opinion = try Self.file("004") else { return }
        let daemon = try RunningDaemon()
        try daemon.audit("示例市民政局")
        for file in [digest, opinion] {
            let outcome = try daemon.caseadm("--lang", "en", "import", "letters", file)
            #expect(outcome.status == 1)
            #expect(try self.dryRun(daemon, file)["letter"] as? Bool == false)
        }
        let listed = try daemon.caseadm("--output", "json", "list")
        #expect(listed.output.filter { !$0.isWhitespace } == "[]")
    }

    @Test func importedLettersStandWhereTheyShowAndAreFoundByNumber() throws {
        guard let first = try Self.file("000"), let second = try Self.file("002"),
            let third = try Self.file("003")
        else { return }
        let daemon = try RunningDaemon()
        try daemon.audit("泉州市民政局", "福田区民政局", "市民政局")
        let imported = try daemon.caseadm(
            "--output", "json", "import", "letters", first, second, third)
        #expect(imported.status == 0, "\(imported.output)\(imported.errors)")
        // Copies are named in the first and the third, not in the second.
        for (query, state, zh, en) in [
            ("1373", "copied", "已抄送", "Copied"), ("福民函〔2022〕27号", "answered", "已答复", "Answered"),
            ("189", "copied", "已抄送", "Copied"),
        ] {
            let found = try daemon.caseadm("--output", "json", "list", query)
            let cases =
                try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [[String: Any]]
            let one = try #require(cases?.first, "\(query): \(found.output)")
            #expect(cases?.count == 1)
            #expect(one["state"] as? String == state)
            #expect(one["mode"] as? String == "record")
            let id = try #require(one["case_id"] as? String)
            #expect(try daemon.caseadm("--lang", "zh", "show", id).output.contains(zh))
            #expect(try daemon.caseadm("--lang", "en", "show", id).output.contains(en))
            let history = try daemon.caseadm("--lang", "en", "history", id)
            #expect(history.output.contains("imported from"), "\(history.output)")
            #expect(history.output.contains("not in the letter"), "\(history.output)")
        }
    }

    @Test func secondImportOfTheSameLetterIsRefused() throws {
        guard let file = try Self.file("000") else { return }
        let daemon = try RunningDaemon()
        try daemon.audit("泉州市民政局")
        #expect(try daemon.caseadm("import", "letters", file).status == 0)
        // The same letter, wrapped differently and under another name.
        let copy = daemon.folder.appendingPathComponent("copy.txt")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try (text + "\n\n").write(to: copy, atomically: true, encoding: .utf8)
        let again = try daemon.caseadm("--lang", "zh", "import", "letters", copy.path)
        #expect(again.status == 1)
        #expect((again.output + again.errors).contains("JY-2025-000001"))
        let listed = try daemon.caseadm("--output", "json", "list")
        #expect(listed.output.components(separatedBy: "\"case_id\"").count == 2)
    }
}
