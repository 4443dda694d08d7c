// SPDX-License-Identifier: Apache-2.0
import CaseProto
import CaseadmCommands
import CaseadmText
import Synchronization
import Testing

/// What a list shows, in which order, and what becomes of one that is longer than the terminal.
@Suite struct CaseColumnTests {
    private static let cases = ["10", "", "9", "民函〔2025〕2号"].enumerated().map { place, number in
        V1.Case(caseId: "JY-2025-00000\(place)", title: "第\(place)件", number: number)
    }

    @Test func numbersComeByTheirSizeAndWhatHasNoneComesLast() {
        func sorted(_ isReversed: Bool) -> [String] {
            CaseOrder(column: .number, isReversed: isReversed).sorted(Self.cases, .zh).map(\.number)
        }
        #expect(sorted(false) == ["9", "10", "民函〔2025〕2号", ""])
        #expect(sorted(true) == ["民函〔2025〕2号", "10", "9", ""])
    }

    @Test(arguments: [("编号", CaseColumn.number), ("TITLE", .title), ("handler", .handler)])
    func columnsAreCalledByCodeOrHeading(_ word: String, _ column: CaseColumn) {
        #expect(CaseColumn(called: word) == column)
    }

    @Test func onlyTheColumnsAskedForAreShown() {
        let report = Report(Self.cases, showing: [.head(.title), .head(.number)], more: false, .zh)
        let csv = report.text(as: .csv, on: .file).split(separator: "\r\n").map(String.init)
        #expect(csv.prefix(2) == ["标题,编号", "第0件,10"])
        let table = report.text(as: .table, on: .file)
        #expect(table.contains("第0件") && !table.contains("JY-2025"))
    }

    @Test(arguments: [
        ["list", "--columns", "无"], ["list", "--columns", ","],
        ["list", "--sort", "无"],
        ["list", "--reverse"], ["list", "--where", "标题=a", "--where", "标题=b"],
    ])
    func whatCannotBeShownIsRefusedBeforeTheDaemonIsAsked(_ words: [String]) async {
        let ran = await Ran.program(words + ["--socket", "/nonexistent"])
        #expect(ran.code == 2, "\(ran.err)")
    }

    /// Only a table, only on a terminal, and only what is longer than it.
    @Test(arguments: [
        (3, "table", true), (20, "table", false), (0, "table", false), (3, "json", false),
    ])
    func whatIsLongerThanTheTerminalIsPaged(
        _ height: Int, _ format: String, _ isPaged: Bool
    ) async throws {
        let out = Mutex("")
        let paged = Mutex("")
        let daemon = FakeDaemon()
        try await daemon.serve { socket in
            let console = Console(
                environment: [:], screen: Screen(width: 120, height: height, colours: false),
                out: { text in out.withLock { $0 += text } }, err: { _ in },
                pages: { text in
                    paged.withLock { $0 += text }
                    return true
                })
            _ = await Program.run(["list", "--socket", socket, "--output", format], console)
        }
        #expect(paged.withLock { !$0.isEmpty } == isPaged)
        #expect(out.withLock { $0.isEmpty } == isPaged)
    }
}
