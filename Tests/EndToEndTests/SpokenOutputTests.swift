// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What the programs say over a folder with something of everything: to a Chinese reader no name of the rulebook, to
/// an English one none but behind its label.
@Suite(.serialized) struct SpokenOutputTests {
    /// Names that stand everywhere: what the reference of the rules lists, ids of cases, offices and places.
    private static let everywhere: Set<String> = ["cn", "caseadm", "cased"]

    /// What was said, by the command that said it.
    private struct Said {
        var command: String
        var text: String
    }

    @Test func noCodeIsSaid() throws {
        let daemon = try RunningDaemon()
        let ids = try Self.fill(daemon)
        let codes = try Self.codes(of: daemon)
        #expect(codes.count > 700)
        for language in ["zh", "en"] {
            let said = try Self.commands(ids).map { words in
                let outcome = try Self.run(daemon, ["--lang", language] + words)
                return Said(
                    command: words.joined(separator: " "), text: outcome.output + outcome.errors)
            }
            #expect(said.allSatisfy { !$0.text.isEmpty })
            let found = said.flatMap { said in
                Self.found(in: said.text, codes, language).map { "\(said.command): \($0)" }
            }
            #expect(found.isEmpty, "\(language), \(found.count):\n\(found.joined(separator: "\n"))")
        }
    }

    private static func run(_ daemon: RunningDaemon, _ words: [String]) throws -> Programs.Outcome {
        try Programs.run(Programs.caseadm, ["--socket", daemon.socket] + words)
    }

    /// Offices, people and cases; every word is said as people read it.
    ///
    /// - Returns: the ids of a suggestion that was answered, of one that waits, and of a tip.
    private static func fill(_ daemon: RunningDaemon) throws -> [String] {
        func must(_ words: String...) throws {
            let outcome = try run(daemon, ["--lang", "zh"] + words)
            try #require(outcome.status == 0, "\(words): \(outcome.output)\(outcome.errors)")
        }
        try must("office", "add", "npc", "示例市人大代表工委", "--place", "示例市")
        try must("office", "add", "mzj", "示例市民政局", "--place", "示例市")
        try must("office", "add", "jyj", "示例市教育局", "--place", "示例市")
        try must("office", "add", "dcs", "示例市政府督查室", "--place", "示例市", "--duty", "督查机构")
        var roles: [String] = []
        for role in [
            "npc:交办机关", "npc:更正人", "mzj:主办单位", "mzj:文书", "mzj:签发领导", "mzj:更正人", "jyj:主办单位",
            "jyj:会办单位", "dcs:督查机构",
        ] { roles += ["--role", role] }
        let user = try run(daemon, ["--lang", "zh", "user", "add", "\(getuid())", "张三"] + roles)
        try #require(user.status == 0, "\(user.errors)")
        try must("user", "add", "--name", "李四", "--sign-in", "lisi", "--role", "mzj:文书")
        let paper = daemon.folder.appendingPathComponent("记录.txt")
        try "记录".write(to: paper, atomically: true, encoding: .utf8)
        func open(_ number: String) throws {
            try must(
                "open", "代表建议", "会议=示例市人大", "届次=十届三次", "建议编号=第\(number)号", "标题=关于第\(number)件的建议",
                "提出人=李四", "session_closed_on=2025年3月10日", "--for", "npc")
            try must("act", number, "受理", "--for", "npc")
        }
        try open("1")
        try must("act", "1", "交办", "办理方式=主办会办", "会办单位=示例市教育局", "主办单位=示例市民政局", "--for", "npc")
        try must("act", "1", "签收", "--for", "mzj", "--on", "今天")
        try must("attach", "1", paper.path, "--kind", "沟通记录", "--for", "mzj")
        try must("act", "1", "沟通", "沟通方式=走访", "--for", "mzj", "--note", "已见面")
        try open("2")
        try must("act", "2", "交办", "办理方式=独办", "主办单位=示例市民政局", "--for", "npc")
        try must("clock", "advance", "40", "天")
        return ["1", "2"]
    }

    /// Every name of every workflow.
    private static func codes(of daemon: RunningDaemon) throws -> Set<String> {
        func json(_ words: String...) throws -> [String: Any] {
            let text = try run(daemon, ["--output", "json"] + words).output
            let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
            return try #require(object as? [String: Any], "\(words)")
        }
        var codes: Set<String> = []
        let list = try json("workflow", "list")
        for head in list["workflows"] as? [[String: Any]] ?? [] {
            let name = head["workflow"] as? String ?? ""
            codes.insert(name)
            let workflow = try json("workflow", "show", name)
            for section in ["states", "events", "fields", "roles", "documents"] {
                for item in workflow[section] as? [[String: Any]] ?? [] {
                    codes.insert(item["name"] as? String ?? "")
                }
            }
            for clock in workflow["clocks"] as? [[String: Any]] ?? [] {
                codes.insert(clock["clock"] as? String ?? "")
            }
            for row in workflow["transitions"] as? [[String: Any]] ?? [] {
                codes.insert(row["transition"] as? String ?? "")
            }
        }
        return codes.subtracting([""])
    }

    /// The commands of a clerk, a supervisor and an administrator; refusals among them.
    private static func commands(_ ids: [String]) throws -> [[String]] {
        let (first, second) = (ids[0], ids[1])
        return [
            ["show", first], ["show", first, "--all"], ["show", second], ["history", first],
            ["history", second], ["why", first], ["why", second], ["why", first, "答复"], ["list"],
            ["list", "--state", "收悉"], ["due"], ["due", "--windows"], ["explain", first],
            ["explain", second, "答复时限"], ["calc", "代表建议.答复时限", "--from", "2025/4/1"],
            ["delivery", "list", first], ["document", "list", first], ["report", "代表建议"],
            ["report", "代表建议", "--per", "单位"], ["report", "代表建议", "--per", "办理方式"],
            ["notice"], ["digest", "dcs"], ["status"], ["warning", "list"], ["clock"],
            ["office", "list"], ["user", "list"], ["user", "me"], ["user", "can", first],
            ["delegate", "list"], ["audit", "verify"], ["audit", "reads"], ["job", "list"],
            ["bulk", "list"], ["participant", "list", first], ["workflow", "installed"],
            // What is refused, and what a try would come to.
            ["act", first, "答复"], ["act", first, "签受"], ["act", second, "办结"],
            ["act", second, "签收", "标题=新"], ["act", second, "签收", "--dry-run", "--for", "mzj"],
            ["open", "代表建议"], ["open", "代表建议", "标提=某"], ["open", "代表健议"],
            ["attach", first, "/etc/hostname", "--kind", "纪录"], ["list", "--state", "无此状态"],
            ["correct", first, "标题=新", "--reason", "误", "--dry-run"],
            ["annul", first, "签收", "--reason", "误", "--dry-run"],
            ["annul", first, "无此事", "--reason", "误"], ["explain", first, "无此时限"],
            ["office", "add", "x", "某局", "--duty", "无此职责"],
            ["user", "grant", "李四", "mzj:无此角色"], ["report", "代表建议", "--by", "无此事件"],
            ["show", "99"], ["lsit"],
        ]
    }

    /// Codes that stand where people read: in Chinese any, in English those that are no words, outside of brackets.
    private static func found(
        in text: String, _ codes: Set<String>, _ language: String
    ) -> [String] {
        text.split(separator: "\n").flatMap { line -> [String] in
            // What is typed is typed: commands and their options.
            var plain = line.replacing(/caseadm [a-z]+( [a-z]+)?/, with: " ")
            plain = plain.replacing(/--[a-z-]+/, with: " ")
            plain = plain.replacing(/caseadm: .*/, with: " ")
            if language == "en" {
                // A right is shown as it is given: OFFICE:ROLE.
                plain = plain.replacing(/[a-z]+:[a-z_]+/, with: " ")
                plain = plain.replacing(/\([^()]*\)/, with: " ")
                if line.contains("caseadm ") || line.contains(": ") && line.contains("=…") {
                    return []
                }
            }
            return plain.matches(of: /[A-Za-z][A-Za-z0-9_]*/).map { String($0.output) }
                .filter { word in
                    codes.contains(word) && !everywhere.contains(word)
                        && (language == "zh" || word.contains("_"))
                }
                .map { "\($0) in: \(line)" }
        }
    }
}
