// SPDX-License-Identifier: Apache-2.0
import CaseProto
import CaseadmText
import Foundation
import Testing

/// A report by name, to be rendered in both languages.
struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let report: @Sendable (Language) -> Report

    init(_ name: String, _ report: @escaping @Sendable (Language) -> Report) {
        self.name = name
        self.report = report
    }

    var testDescription: String { name }

    static let all: [Sample] = [
        Sample("act") { Report(Fixtures.done, opening: false, $0) },
        Sample("act-unchanged") {
            Report(
                V1.Done(caseId: "JY-2025-000001", version: 7, state: "answered", unchanged: true),
                opening: false, $0)
        },
        Sample("open") {
            Report(
                V1.Done(
                    caseId: "JY-2025-000001", version: 1, state: "received",
                    consequences: [
                        V1.Consequence(
                            caseId: "JY-2024-000007", event: "similar", state: "closed",
                            kind: "similar")
                    ]), opening: true, $0)
        },
        Sample("show") { Report(Fixtures.item, all: false, $0) },
        Sample("show-all") { Report(Fixtures.item, all: true, $0) },
        Sample("show-bare") { Report(V1.Case(caseId: "X-1", quarantined: true), all: false, $0) },
        Sample("render") {
            Report(
                made: V1.MadePaper(
                    caseId: "JY-2025-000001", kind: "reply_letter",
                    label: V1.Label(zh: "答复函", en: "Reply letter")),
                gaps: ["发文字号", "领导署名"], to: "答复函.docx", $0)
        },
        Sample("circular") { Report(circular: Fixtures.circular, $0) },
        Sample("list") { Report([Fixtures.item], more: true, $0) },
        Sample("list-empty") { Report([V1.Case](), more: false, $0) },
        Sample("history") { Report(Fixtures.history, $0) },
        Sample("history-by") { Report(Fixtures.acts, $0) },
        Sample("history-by-none") { Report(V1.ActsByResponse(number: 7, name: "王某"), $0) },
        Sample("watch") { Report(Fixtures.watched[1], $0) },
        Sample("watch-bare") { Report(Fixtures.watched[2], $0) },
        Sample("why") { Report(Fixtures.why, $0) },
        Sample("due") { Report(Fixtures.due, $0) },
        Sample("due-cut") {
            var board = Fixtures.due
            board.total = 4_005
            board.totalOverdue = 3_001
            return Report(board, $0)
        },
        Sample("due-empty") { Report(V1.DueResponse(today: "2025-04-30"), $0) },
        Sample("explain") { Report(Fixtures.explanation, summary: false, $0) },
        Sample("calc") { Report(Fixtures.calculation, summary: false, $0) },
        Sample("calc-summary") { Report(Fixtures.calculation, summary: true, $0) },
        Sample("document-list") { Report(documentsOf: Fixtures.papers, $0) },
        Sample("document-get") {
            Report(fetched: Fixtures.papers.documents[0], to: "答复函.pdf", $0)
        },
        Sample("attach") { Report(Fixtures.item.documents[0], $0) },
        Sample("delivery-list") {
            Report(
                V1.ListDeliveriesResponse(
                    deliveries: [Fixtures.delivery, Fixtures.failedDelivery]), $0)
        },
        Sample("job-list") { Report(Fixtures.jobs, $0) },
        Sample("reads") { Report(Fixtures.reads, $0) },
        Sample("notice") { Report(Fixtures.notices, $0) },
        Sample("digest") { Report(digest: Fixtures.notices.notices.last, $0) },
        Sample("delivery-ack") {
            Report(
                V1.AckDeliveryResponse(
                    deliveries: [Fixtures.delivery], consequences: Fixtures.clock.consequences),
                $0)
        },
        Sample("clock") { Report(Fixtures.clock, $0) },
        Sample("status") { Report(Fixtures.status, $0) },
        Sample("warnings") { Report(warnings: Fixtures.warnings, $0) },
        Sample("audit") {
            Report(
                V1.VerifyResponse(
                    ok: true, lines: 990, head: "feed", reads: 12, readsHead: "beef"), $0)
        },
        Sample("audit-broken") {
            Report(V1.VerifyResponse(lines: 990, head: "feed", problems: ["line 12: hash"]), $0)
        },
        Sample("office-list") { Report(V1.ListOfficesResponse(offices: [Fixtures.office]), $0) },
        Sample("office-add") { Report(Fixtures.office, $0) },
        Sample("user-list") { Report(V1.ListUsersResponse(users: [Fixtures.user]), $0) },
        Sample("user-me") { Report(V1.User(uid: 4_711), $0) },
        Sample("workflow-list") { Report(Fixtures.workflows, $0) },
        Sample("workflow-show") { Report(Fixtures.workflow, $0) },
        Sample("workflow-check") { Report(Fixtures.check, $0) },
        Sample("workflow-check-fine") { Report(V1.CheckResponse(ok: true), $0) },
        Sample("refusal") { Report(Fixtures.refusal, $0) },
        Sample("import") {
            Report(
                [
                    .read(Fixtures.letter), .read(Fixtures.noLetter),
                    .refused(file: "c.txt", Fixtures.refusal),
                    .failed(file: "d.txt", Text(zh: "没有此文件", en: "no such file")),
                ], $0)
        },
    ]
}

@Suite("Reports")
struct ReportTests {
    @Test("each report in each form and language is as its golden file says", arguments: Sample.all)
    func reportIsAsGolden(_ sample: Sample) throws {
        var text = ""
        for language in Language.allCases {
            for format in [OutputFormat.table, .csv] {
                text += "=== \(format.rawValue) \(language.rawValue)\n"
                text += sample.report(language).text(as: format, on: .file)
                    .replacingOccurrences(of: "\r\n", with: "\\r\\n\n")
            }
        }
        text += "=== json\n" + sample.report(.zh).text(as: .json, on: .file)
        try Golden.expect(text, sample.name)
    }

    @Test("JSON is the same in both languages and readable by others", arguments: Sample.all)
    func jsonIsValidAndNeutral(_ sample: Sample) throws {
        let zh = sample.report(.zh).text(as: .json, on: .file)
        #expect(zh == sample.report(.en).text(as: .json, on: .file))
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(zh.utf8)) }
    }

    @Test("a heading in Chinese is no code", arguments: Sample.all)
    func headingsAreWords(_ sample: Sample) {
        let codes = (sample.report(.zh).sheet.first ?? []).filter { word in
            word.contains { $0.isASCII && $0.isLowercase }
        }
        #expect(codes.isEmpty, "\(codes)")
    }

    @Test("every golden file belongs to a report")
    func noGoldenIsLeftOver() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Golden.folder.path)
        let known = Set(Sample.all.map { $0.name + ".txt" })
        #expect(Set(files.filter { $0.hasSuffix(".txt") }) == known)
    }

    @Test("no control character of a message reaches the terminal", arguments: Sample.all)
    func nothingRawReachesTheTerminal(_ sample: Sample) {
        for format in OutputFormat.allCases {
            let text = sample.report(.en).text(as: format, on: Screen(width: 80, colours: false))
            let raw = text.unicodeScalars.filter { $0.value < 0x20 && !["\n", "\r"].contains($0) }
            #expect(raw.isEmpty, "\(sample.name) \(format)")
        }
    }

    @Test("on a narrow terminal a table is cut to its width; in a file it is not")
    func narrowTerminalCutsTable() {
        let report = Report(Fixtures.due, .zh)
        let narrow = report.text(as: .table, on: Screen(width: 72, colours: false))
        let lines = narrow.split(separator: "\n").map(String.init)
        #expect(lines.allSatisfy { $0.displayWidth <= 72 })
        #expect(narrow.contains("…"))
        #expect(!report.text(as: .table, on: .file).contains("…"))
        #expect(report.text(as: .json, on: Screen(width: 20, colours: true)).contains("完善老旧小区"))
    }

    @Test("lights have colours on a terminal only")
    func coloursOnlyOnTerminal() {
        let report = Report(Fixtures.due, .zh)
        let terminal = report.text(as: .table, on: Screen(width: 200, colours: true))
        #expect(terminal.contains("\u{1B}[31m红\u{1B}[0m"))
        #expect(terminal.contains("\u{1B}[33m黄\u{1B}[0m"))
        #expect(terminal.contains("\u{1B}[32m绿\u{1B}[0m"))
        #expect(!report.text(as: .table, on: .file).contains("\u{1B}"))
    }

    @Test("an import's JSON has numbers where fields are integers")
    func importedIntegersAreNumbers() throws {
        let report = Report([.read(Fixtures.letter)], .en)
        let text = report.text(as: .json, on: .file)
        let files = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        let fields = try #require(files.first?["fields"] as? [String: [String: Any]])
        #expect(fields["number"]?["value"] as? Int == 1_041)
        let copies = try #require(fields["copies"]?["value"] as? [[String: Any]])
        #expect(copies.first?["copies"] as? Int == 2)
        #expect(copies.first?["office"] as? String == "市政府督查室")
        #expect(files.first?["letter"] as? Bool == true)
    }
}
