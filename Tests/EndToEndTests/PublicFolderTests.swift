// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A reply from the desk to the folder that the office's web site shows, and out of it again.
@Suite(.serialized) struct PublicFolderTests {
    private let daemon: RunningDaemon
    private let folder: String

    init() throws {
        self.daemon = try RunningDaemon(clock: "2025-03-27", settings: "socket_mode: \"0666\"\n")
        self.folder = self.daemon.folder.appendingPathComponent("公开").path
        for (code, name) in [("npc", "示例市人大代表工委"), ("mzj", "示例市民政局"), ("jyj", "示例市教育局")] {
            try self.done("office", "add", code, name, "--place", "示例市")
        }
        let roles = ["npc:assigner", "mzj:lead", "mzj:clerk", "mzj:leader"]
        let user = try self.run(
            ["user", "add", "\(getuid())", "张三"] + roles.flatMap { ["--role", $0] })
        try #require(user.status == 0, "\(user.errors)")
    }

    private func run(_ words: [String]) throws -> Programs.Outcome {
        try Programs.run(
            Programs.caseadm, ["--socket", self.daemon.socket, "--lang", "zh"] + words,
            environment: ["LC_ALL": "C.UTF-8"])
    }

    private func done(_ words: String...) throws {
        let outcome = try self.run(words)
        try #require(outcome.status == 0, "\(words): \(outcome.errors)\(outcome.output)")
    }

    private func file(_ name: String, _ text: String) throws -> String {
        let path = self.daemon.folder.appendingPathComponent(name).path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private func read(_ path: String) throws -> String {
        try String(contentsOfFile: "\(self.folder)/\(path)", encoding: .utf8)
    }

    /// - Returns: how it ended, and what it came to.
    private func export(_ words: String...) throws -> (status: Int32, told: [String: [String]]) {
        let outcome = try self.run(
            ["--output", "json", "export", "public", self.folder] + words)
        let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let object = try #require(json as? [String: Any], "\(outcome.errors)")
        return (outcome.status, object.compactMapValues { $0 as? [String] })
    }

    private func answered(
        _ number: String, publishing text: String, isSecret: Bool = false
    ) throws {
        try self.done(
            "open", "代表建议", "会议=示例市人大", "届次=十届三次", "建议编号=\(number)",
            "标题=关于<第\(number)件>的建议", "提出人=李四", "姓名保密=\(isSecret ? "是" : "否")", "闭会日期=2025-03-10",
            "主办单位=示例市民政局",
            "答复类型=A", "公开属性=主动公开", "--at", "已答复", "--fact", "交办=2025-03-12", "--fact",
            "签收=2025-03-13", "--fact", "答复=2025-03-20", "--for", "npc")
        let paper = try self.file("审查表.txt", "审查表")
        let version = try self.file("公开文本(李四).txt", text)
        try self.done("attach", number, version, "--kind", "公开文本", "--for", "mzj")
        try self.done("attach", number, paper, "--kind", "公开审查表", "--for", "mzj")
        try self.done("act", number, "公开", "公开网址=https://example.cn", "--for", "mzj")
    }

    @Test(.timeLimit(.minutes(60)))
    func theFolderFollowsWhatIsPublished() throws {
        try self.answered("1", publishing: "已新增托位。\n<b>谢谢</b>监督。")
        try self.answered("2", publishing: "请致电138-0013-8000办理。")
        try self.answered("3", publishing: "【答复正文】")
        // A deputy who asked not to be named, however the text spaces the name.
        try self.answered("4", publishing: "李 四代表:已办理。", isSecret: true)
        try self.answered("5", publishing: "某代表:已办理。", isSecret: true)
        // A text with a telephone's number is held back, and it is said.
        let first = try self.export()
        let id = "JY-2025-000001"
        #expect(first.status == 1)
        let shown = [id, "JY-2025-000005"]
        #expect(first.told["published"]?.sorted() == shown)
        #expect(first.told["added"]?.sorted() == shown)
        #expect(first.told["held"]?.sorted() == ["JY-2025-000002", "JY-2025-000004"])
        #expect(first.told["unfinished"] == ["JY-2025-000003"])
        let page = try self.read("\(id)/index.html")
        #expect(page.contains("<p>已新增托位。</p>") && page.contains("&lt;b&gt;谢谢"))
        #expect(page.contains("关于&lt;第1件&gt;的建议") && !page.contains("<b>"))
        #expect(page.contains("示例市民政局") && !page.contains("李四"))
        #expect(try self.read("index.html").contains("./\(id)/index.html"))
        #expect(!FileManager.default.fileExists(atPath: "\(self.folder)/JY-2025-000002"))
        let mode =
            try FileManager.default.attributesOfItem(
                atPath: "\(self.folder)/\(id)/text.txt")[.posixPermissions] as? Int
        #expect(mode == 0o644)
        // The same again: nothing changes.
        let again = try self.export()
        #expect(again.told["added"] == [] && again.told["changed"] == [])
        // What somebody changed on the site is put right.
        try "改".write(toFile: "\(self.folder)/\(id)/text.txt", atomically: true, encoding: .utf8)
        #expect(try self.export().told["changed"] == [id])
        #expect(try self.read("\(id)/text.txt").contains("已新增托位"))
        // With open eyes the others go up, too.
        let both = try self.export("--even-so")
        #expect(
            both.status == 0
                && both.told["added"]?.sorted() == [
                    "JY-2025-000002", "JY-2025-000003", "JY-2025-000004",
                ])
        // Who reads none of the cases takes none of them down.
        try self.done("user", "add", "3000109", "周某", "--role", "jyj:lead")
        let other = self.daemon.folder.appendingPathComponent("caseadm").path
        try FileManager.default.copyItem(atPath: Programs.caseadm, toPath: other)
        for path in [self.folder, self.daemon.folder.path, self.daemon.socket] {
            _ = try Programs.run("/bin/chmod", ["-R", "a+rwX", path])
        }
        let theirs = try Programs.run(
            "/usr/bin/setpriv",
            [
                "--reuid=3000109", "--regid=3000109", "--clear-groups", other, "--socket",
                self.daemon.socket,
            ]
                + ["--lang", "zh", "export", "public", self.folder],
            environment: ["LC_ALL": "C.UTF-8", "HOME": "/nonexistent"])
        #expect(!theirs.output.contains("撤下"), "\(theirs.output)\(theirs.errors)")
        #expect(try self.read("index.html").contains(id))
        // Withheld: its page and its place in the lists are gone.
        try self.done("attach", "1", try self.file("b.txt", "b"), "--kind", "公开审查表", "--for", "mzj")
        try self.done("act", "1", "不公开", "不公开理由=涉及隐私", "--for", "mzj")
        let after = try self.export("--even-so")
        #expect(after.told["withdrawn"] == [id])
        #expect(after.told["published"]?.sorted() == (2...5).map { "JY-2025-00000\($0)" })
        #expect(!FileManager.default.fileExists(atPath: "\(self.folder)/\(id)"))
        #expect(!(try self.read("index.html").contains(id)))
        #expect(!(try self.read("index.json").contains(id)))
    }

    /// A folder with other files in it is none of ours.
    @Test(.timeLimit(.minutes(60)))
    func anothersFolderIsLeftAlone() throws {
        try FileManager.default.createDirectory(
            atPath: self.folder, withIntermediateDirectories: true)
        try "我的".write(toFile: "\(self.folder)/a.txt", atomically: true, encoding: .utf8)
        let refused = try self.run(["export", "public", self.folder])
        #expect(refused.status != 0 && refused.errors.contains("不是公开目录"), "\(refused.errors)")
        try "{}".write(toFile: "\(self.folder)/index.json", atomically: true, encoding: .utf8)
        #expect(try self.run(["export", "public", self.folder]).status != 0)
        #expect(try self.read("a.txt") == "我的")
    }
}
