// SPDX-License-Identifier: Apache-2.0
import CaseProto
import CaseadmText
import Testing
import Witness

/// A calendar of what falls due, read by a reader of our own in Python that knows RFC 5545 and nothing of us.
@Suite struct DueCalendarTests {
    private func read(_ due: V1.DueResponse) throws -> [String] {
        try Python.run("calendar_file.py", input: DueCalendar(due, .zh).text)
            .split(separator: "\n").map(String.init)
    }

    @Test func eachItemIsADay() throws {
        let long = "关于加快推进社区养老服务体系建设,完善配套设施;并规范管理\\的建议" + String(repeating: "长", count: 80)
        let due = V1.DueResponse(
            today: "2025-05-01",
            items: [
                V1.DueItem(
                    caseId: "JY-2025-000001", title: long, clock: "reply",
                    clockLabel: V1.Label(zh: "答复时限", en: "Reply"), due: "2025-12-31", number: "7"),
                V1.DueItem(
                    caseId: "JY-2025-000002", title: "甲\n乙", clock: "reply", due: "2025-06-03"),
                V1.DueItem(caseId: "JY-2025-000003", title: "没有日期", clock: "reply"),
            ])
        #expect(
            try self.read(due) == [
                "JY-2025-000001-reply@cased|20251231|答复时限 7 \(long)",
                "JY-2025-000002-reply@cased|20250603|reply JY-2025-000002 甲/乙",
            ])
    }

    @Test func nothingDueIsAnEmptyCalendar() throws {
        #expect(try self.read(V1.DueResponse(today: "2025-05-01")).isEmpty)
    }
}
