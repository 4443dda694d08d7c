// SPDX-License-Identifier: Apache-2.0
import CaseProto
import CaseadmText
import Testing

/// Two periods side by side.
@Suite struct BesideTests {
    private static func figures(
        _ from: String, _ to: String, _ answered: Int32, of all: Int32
    ) -> V1.FiguresResponse {
        V1.FiguresResponse(
            workflow: "proposal", workflowLabel: V1.Label(zh: "代表建议", en: "Suggestion"),
            from: from, to: to, cutOff: "2025-07-01", cases: all,
            figures: [
                V1.Figure(
                    name: "answered", label: V1.Label(zh: "办复率", en: "Answered"),
                    denominator: all, numerator: answered),
                V1.Figure(
                    name: "count", label: V1.Label(zh: "件数", en: "Cases"), denominator: all),
            ])
    }

    /// 7 of 8 are 87.50 %, 2 of 3 are 66.67 %: 20.83 points more.
    @Test func whatChangedIsSaidInPointsAndInCases() {
        let report = Report(
            Self.figures("2025-01-01", "2025-06-30", 7, of: 8),
            beside: Self.figures("2024-01-01", "2024-06-30", 2, of: 3), .zh)
        let lines = report.text(as: .table, on: .file).split(separator: "\n").map(String.init)
        let rate = lines.first { $0.contains("办复率") } ?? ""
        #expect(rate.contains("7/8") && rate.contains("87.50 %"), "\(rate)")
        #expect(rate.contains("2/3") && rate.contains("66.67 %"), "\(rate)")
        #expect(rate.contains("+20.83个百分点"), "\(rate)")
        #expect(lines.contains { $0.contains("件数") && $0.contains("+5") })
        #expect(lines.contains { $0.contains("2024-01-01至2024-06-30:3件") })
        let csv = report.text(as: .csv, on: .file)
        #expect(csv.contains("2025-01-01,2025-06-30,answered,办复率,7,8"), "\(csv)")
        #expect(csv.contains("2024-01-01,2024-06-30,answered,办复率,2,3"), "\(csv)")
    }

    /// Of nothing there is no share, and no change of one.
    @Test func ofNothingThereIsNoShare() {
        let report = Report(
            Self.figures("", "", 0, of: 0), beside: Self.figures("2024-01-01", "", 1, of: 1), .en)
        let rate = report.text(as: .table, on: .file).split(separator: "\n").first {
            $0.contains("Answered")
        }
        #expect(rate.map { $0.contains("0/0") && !$0.contains("points") } ?? false)
    }

    @Test(arguments: [
        ("2025-06-30", "2024-06-30"), ("2024-02-29", "2023-02-28"), ("2025-01-01", "2024-01-01"),
    ])
    func theYearBeforeHasTheSameDay(_ day: String, _ before: String) {
        #expect(CivilDay(day)?.aYearBefore.description == before)
    }
}
