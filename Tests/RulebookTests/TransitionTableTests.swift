// SPDX-License-Identifier: Apache-2.0
import Rulebook
import Testing
import Witness
import Workflow

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

    /// Every workflow with the national figures, and some with those of a place.
    static let tables: [Table] = {
        let rulebook = try? Rulebook.load(ShippedRulebook.files)
        let national = (rulebook?.workflowNames ?? []).map { name in
            let parent = rulebook?.workflow(name, profile: "cn")?.definition.parents.first
            return Table(workflow: name, profile: "cn", parent: parent)
        }
        return national + [
            Table(workflow: "proposal", profile: "cn-henan"),
            Table(workflow: "proposal", profile: "cn-zhejiang"),
            Table(workflow: "proposal", profile: "cn-chongqing"),
            Table(workflow: "unit_report", profile: "cn-henan"),
        ]
    }()
    private static let rulebook = Result { try Rulebook.load(ShippedRulebook.files) }

    @Test(arguments: tables) func everyPairOfStateAndEventIsAsTheGoldenTableSays(_ table: Table)
        throws
    {
        let rulebook = try TransitionTableTests.rulebook.get()
        let resolved = try #require(
            rulebook.workflow(table.workflow, profile: table.profile, parent: table.parent))
        let text = TransitionTable(definition: resolved.definition).text
        let difference = try GoldenFile(table.file).difference(from: text)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test(.timeLimit(.minutes(60)))
    func anIndependentReaderMakesTheSameTables() throws {
        #expect(TransitionTableTests.tables.count > 20)
        let arguments = TransitionTableTests.tables.flatMap { table in
            ["--table", "\(table.workflow):\(table.profile):\(table.parent ?? "")"]
        }
        let report = try Python.run("transition_table.py", ["--check"] + arguments)
        #expect(report.contains("\(TransitionTableTests.tables.count) tables agree"), "\(report)")
    }
}
