// SPDX-License-Identifier: Apache-2.0
import Rulebook
import Testing
import Witness

/// Every event in every state, against golden files that are documentation too, and against a
/// reader of the rulebook that shares no code with ours.
@Suite struct TransitionTableTests {
    /// A golden table: workflow, profile, and the workflow that opens it.
    struct Table: CustomTestStringConvertible {
        var workflow: String
        var profile: String
        var parent: String?

        var file: String {
            let place = self.profile == "cn" ? "" : "-\(self.profile)"
            return "transitions-\(self.workflow)\(place).txt"
        }
        var testDescription: String { self.file }
    }

    static let tables = [
        Table(workflow: "proposal", profile: "cn"),
        Table(workflow: "proposal", profile: "cn-henan"),
        Table(workflow: "motion", profile: "cn"),
        Table(workflow: "co_handling", profile: "cn", parent: "proposal"),
        Table(workflow: "commitment", profile: "cn", parent: "proposal"),
    ]

    @Test(arguments: tables) func everyPairOfStateAndEventIsAsTheGoldenTableSays(_ table: Table)
        throws
    {
        let rulebook = try Rulebook.load(ShippedRulebook.files)
        let resolved = try #require(
            rulebook.workflow(table.workflow, profile: table.profile, parent: table.parent))
        let text = TransitionTable(definition: resolved.definition).text
        let difference = try GoldenFile(table.file).difference(from: text)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test(.timeLimit(.minutes(1)))
    func anIndependentReaderMakesTheSameTables() throws {
        let arguments = TransitionTableTests.tables.flatMap { table in
            ["--table", "\(table.workflow):\(table.profile):\(table.parent ?? "")"]
        }
        let report = try Python.run("transition_table.py", ["--check"] + arguments)
        #expect(report.contains("\(TransitionTableTests.tables.count) tables agree"), "\(report)")
    }
}
