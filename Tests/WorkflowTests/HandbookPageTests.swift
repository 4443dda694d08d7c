// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rulebook
import Testing
import Witness
import WorkCalendar
import Workflow

/// Pages of the handbook.
@Suite struct HandbookPageTests {
    private func page(
        _ sample: PageSample, on day: String = "2026-11-21", remarks: [String] = []
    ) throws -> String {
        let definition = try sample.definition()
        return HandbookPage(
            definition, laws: definition.laws, on: try #require(Day(day)),
            language: sample.language, remarks: remarks
        ).markdown
    }

    @Test func everyShippedWorkflowHasItsPages() throws {
        let names = try Rulebook.load(ShippedRulebook.files).workflowNames
        #expect(names.count >= 20 && PageSample.all.count == 2 * names.count)
    }

    @Test(arguments: PageSample.all) func pageIsAsInTheGoldenFile(_ sample: PageSample) throws {
        let golden = GoldenFile(
            path: "docs/handbook/\(sample.language.rawValue)/\(sample.workflow).md")
        #expect(try golden.difference(from: self.page(sample)) == nil)
    }

    @Test(arguments: PageSample.all) func diagramOfAPageIsWellFormed(_ sample: PageSample) throws {
        let answer = try Python.run("check_mermaid.py", input: self.page(sample))
        #expect(answer.hasPrefix("states "))
    }

    /// Each row of each table has as many cells as its head, whatever stands in the labels.
    @Test(arguments: ["", "a|b ", "`x` ", "\\", "x\ny "])
    func everyRowHasItsCells(_ text: String) throws {
        let sample = PageSample(workflow: "proposal", language: .zh)
        let definition = try sample.definition(withEachLabelAfter: text)
        let page = HandbookPage(
            definition, laws: definition.laws, on: try #require(Day("2026-11-21")), language: .zh)
        var width: Int?
        var rows = 0
        for line in page.markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("| ") else {
                width = nil
                continue
            }
            let bare = line.replacingOccurrences(of: "\\\\", with: "")
                .replacingOccurrences(of: "\\|", with: "")
            let cells = bare.filter { $0 == "|" }.count
            if let width { #expect(cells == width, "\(line)") }
            width = width ?? cells
            rows += 1
        }
        #expect(rows > definition.transitions.count + definition.fields.items.count)
    }

    @Test func articlesAreCitedByTheEditionOfTheDay() throws {
        let sample = PageSample(workflow: "proposal", language: .zh)
        #expect(try self.page(sample).contains("《代表法》第51条"))
        let earlier = try self.page(sample, on: "2020-01-01")
        #expect(earlier.contains("《代表法》第42条") && !earlier.contains("《代表法》第51条"))
    }

    /// A number that was not read in an earlier edition is a question only for the days of that one.
    @Test func everyUnreadOrUnfoundedBasisIsAnOpenQuestion() throws {
        let sample = PageSample(workflow: "proposal", language: .en)
        let head = "## Open questions for the lawyer"
        let (now, then) = (try self.page(sample), try self.page(sample, on: "2020-01-01"))
        let questions = try [now, then].map { page in
            String(page[try #require(page.range(of: head)).lowerBound...])
        }
        #expect(!questions[0].contains("Law on Deputies"))
        #expect(
            questions[1].contains(
                "| Law on Deputies, Art. 18 (not read in the text) | the opening |"))
        // Whatever the tables and clocks above cite so stands among the questions, by its code.
        for (page, question) in zip([now, then], questions) {
            var code = ""
            var count = 0
            let above = try #require(page.components(separatedBy: head).first)
            for line in above.split(separator: "\n") {
                if let name = line.split(separator: "`").dropFirst().first { code = String(name) }
                guard line.contains("(not read in the text)") || line.contains("(no source)") else {
                    continue
                }
                if line.contains("Basis of the opening") { continue }
                #expect(question.contains("`\(code)`"), "\(line)")
                count += 1
            }
            #expect(count > 10)
        }
    }

    @Test func workflowWithoutOpenQuestionsSaysSo() throws {
        var definition = try PageSample(
            workflow: "co_handling", parent: "proposal", language: .en
        ).definition()
        definition.clocks = NamedList([])
        definition.transitions = []
        let page = HandbookPage(
            definition, laws: definition.laws, on: try #require(Day("2026-11-21")), language: .en)
        #expect(page.markdown.contains("## Open questions for the lawyer\n\nNone.\n"))
    }

    @Test func remarksOfTheCheckStandAtTheEnd() throws {
        let sample = PageSample(workflow: "co_handling", parent: "proposal", language: .zh)
        let page = try self.page(sample, remarks: ["co_handling.yaml:3: <default>"])
        #expect(page.hasSuffix("## 规则检查的备注\n\n- co\\_handling.yaml:3: &lt;default&gt;\n"))
    }
}
