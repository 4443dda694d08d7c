// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A workflow that the program has never seen comes in as one file, and a case is driven through it:
/// no Swift, no restart.
@Suite(.serialized) struct InstalledWorkflowTests {
    /// 来访接待: whoever comes to the office is received, and answered within so many days.
    private static let visit = """
        workflow: visit
        version: 1
        effective: 2024-01-01
        prefix: LF
        labels: {zh: 来访接待, en: Visit}
        title_field: visitor
        roles: {lead: case, leader: {within: lead}}
        opening: {by: lead, starts: [answer], basis: practice}
        fields:
          visitor: {type: text, required: true, labels: {zh: 来访人, en: Visitor}}
          matter:
            type: choice
            required: true
            labels: {zh: 事项, en: Matter}
            options: {complaint: {zh: 投诉, en: Complaint}, question: {zh: 咨询, en: Question}}
          people: {type: list, of: {name: text, seat: integer}, labels: {zh: 同行人, en: Companions}}
          result: {type: text, labels: {zh: 答复, en: Answer}}
        documents: {note: {labels: {zh: 接待记录, en: Note}}}
        states:
          waiting: {labels: {zh: 待答复, en: Waiting}}
          answered: {final: true, labels: {zh: 已答复, en: Answered}}
        clocks:
          answer:
            labels: {zh: 答复时限, en: Answer}
            whose: lead
            warn: [3 days]
            rule: {length: 10 working days, roll: none, basis: practice}
        events:
          answer: {takes: [result], labels: {zh: 答复, en: Answer}}
        transitions:
          - event: answer
            from: waiting
            to: answered
            by: lead
            requires: {document: note}
            stops: [answer]
            basis: practice
        """

    private func said(_ outcome: Programs.Outcome) -> String { outcome.output + outcome.errors }

    @Test func workflowInstalledAtRunTimeDrivesACase() throws {
        let daemon = try RunningDaemon(clock: "2025-04-01T09:00:00+08:00")
        let file = daemon.folder.appendingPathComponent("visit.yaml")
        try Self.visit.write(to: file, atomically: true, encoding: .utf8)
        #expect(try daemon.caseadm("office", "add", "mzj", "市民政局", "--place", "某市").status == 0)
        let uid = String(getuid())
        let user = try daemon.caseadm(
            "user", "add", uid, "经办人", "--role", "mzj:lead")
        #expect(user.status == 0, "\(said(user))")
        #expect(try daemon.caseadm("open", "visit", "visitor=张某").status == 1)

        let preview = try daemon.caseadm("--lang", "en", "workflow", "preview", file.path)
        #expect(preview.status == 0, "\(said(preview))")
        let install = try daemon.caseadm(
            "--lang", "en", "workflow", "install", file.path, "--reason", "来访接待办法施行")
        #expect(install.status == 0, "\(said(install))")

        let open = try daemon.caseadm(
            "--output", "json", "open", "visit", "visitor=张某", "matter=投诉")
        #expect(open.status == 0, "\(said(open))")
        let opened = try #require(
            try JSONSerialization.jsonObject(with: Data(open.output.utf8)) as? [String: Any])
        let id = try #require(opened["case_id"] as? String)
        #expect(id == "LF-2025-000001")
        // 1 April 2025, Qingming on the 4th: the tenth working day is the 16th.
        let shown = try daemon.caseadm("--lang", "zh", "show", id)
        #expect(shown.output.contains("2025-04-16") && shown.output.contains("投诉"))

        let early = try daemon.caseadm("--lang", "en", "act", id, "answer", "result=已告知")
        #expect(early.status == 1 && said(early).contains("document ‹Note› is missing"))
        let note = daemon.folder.appendingPathComponent("note.txt")
        try "接待记录".write(to: note, atomically: true, encoding: .utf8)
        #expect(try daemon.caseadm("attach", id, note.path, "--kind", "note").status == 0)
        let answer = try daemon.caseadm("--lang", "en", "act", id, "answer", "result=已告知")
        #expect(answer.status == 0, "\(said(answer))")
        #expect(try daemon.caseadm("audit", "verify").status == 0)
        let page = try daemon.caseadm("--lang", "zh", "workflow", "handbook", "visit")
        #expect(page.output.contains("# 来访接待") && page.output.contains("stateDiagram-v2"))
    }

    @Test func whatIsWrongWithAFileIsSaidAndNothingIsInstalled() throws {
        let daemon = try RunningDaemon(clock: "2025-04-01T09:00:00+08:00")
        let file = daemon.folder.appendingPathComponent("visit.yaml")
        try Self.visit.replacing("stops: [answer]", with: "stops: [anwser]")
            .write(to: file, atomically: true, encoding: .utf8)
        let refused = try daemon.caseadm(
            "--lang", "en", "workflow", "install", file.path, "--reason", "试装")
        #expect(refused.status == 1)
        #expect(said(refused).contains("visit.yaml:36"), "\(said(refused))")
        #expect(said(refused).contains("did you mean answer?"))
        let list = try daemon.caseadm("workflow", "list")
        #expect(list.status == 0 && !list.output.contains("来访接待"))
    }

    /// A refusal may be longer than what gRPC's trailers hold: it is cut, and says so.
    @Test func longRefusalArrives() throws {
        let daemon = try RunningDaemon(clock: "2025-04-01T09:00:00+08:00")
        let kinds = (1...300).map { "paper_\($0): {labels: {zh: 第\($0)号材料, en: Paper \($0)}}" }
        let demands = (1...300).map { "{document: paper_\($0)}" }
        let text = Self.visit
            .replacing("{note: {", with: "{\(kinds.joined(separator: ", ")), note: {")
            .replacing(
                "requires: {document: note}",
                with: "requires: {all: [\(demands.joined(separator: ", "))]}")
        let file = daemon.folder.appendingPathComponent("visit.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        #expect(try daemon.caseadm("office", "add", "mzj", "市民政局", "--place", "某市").status == 0)
        let uid = String(getuid())
        #expect(try daemon.caseadm("user", "add", uid, "经办人", "--role", "mzj:lead").status == 0)
        let install = try daemon.caseadm("workflow", "install", file.path, "--reason", "试装")
        #expect(install.status == 0, "\(said(install))")
        #expect(try daemon.caseadm("open", "visit", "visitor=张某", "matter=投诉").status == 0)
        let id = "LF-2025-000001"
        let attached = try daemon.caseadm(
            "--lang", "en", "attach", id, file.path, "--kind", "nosuch")
        #expect(attached.status == 1)
        #expect(
            said(attached).contains("there is no kind of document “nosuch”"), "\(said(attached))")
        let early = try daemon.caseadm("--lang", "en", "act", id, "answer", "result=已告知")
        #expect(early.status == 1)
        #expect(said(early).contains("document ‹Paper 1› is missing"), "\(said(early))")
        let more = try #require(said(early).firstMatch(of: /… and (\d+) more/))
        let shown = said(early).matches(of: /document (‹Paper \d+› is missing|paper_\d+)/).count
        #expect(shown + (Int(more.1) ?? 0) == 300)
    }

    @Test func versionInstalledOnceMeansOneThingForEver() throws {
        let daemon = try RunningDaemon(clock: "2025-04-01T09:00:00+08:00")
        let file = daemon.folder.appendingPathComponent("visit.yaml")
        try Self.visit.write(to: file, atomically: true, encoding: .utf8)
        #expect(try daemon.caseadm("workflow", "install", file.path, "--reason", "一").status == 0)
        try Self.visit.replacing("10 working days", with: "5 working days")
            .write(to: file, atomically: true, encoding: .utf8)
        let changed = try daemon.caseadm(
            "--lang", "en", "workflow", "install", file.path, "--reason", "二")
        #expect(changed.status == 1)
        #expect(said(changed).contains("visit version 1 was installed before"), "\(said(changed))")
        let back = try daemon.caseadm("workflow", "rollback", "1", "--reason", "退回")
        #expect(back.status == 0, "\(said(back))")
        let installed = try daemon.caseadm("--output", "csv", "workflow", "installed")
        #expect(
            installed.output.split(whereSeparator: \.isNewline).count == 4, "\(said(installed))")
    }
}
