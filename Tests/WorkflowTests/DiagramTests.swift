// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import Witness
import WorkCalendar
import Workflow

/// Drawings, judged by Graphviz and by a checker that is not ours.
@Suite struct DiagramTests {
    /// What a drawing of a definition must have, counted without it.
    private func counted(
        _ definition: WorkflowDefinition
    ) -> (edges: Int, openings: Int, finals: Int, dashed: Int) {
        var ways: [String: [TransitionDefinition]] = [:]
        for transition in definition.transitions {
            for from in transition.from {
                guard let to = transition.to else { continue }
                ways["\(from)→\(to)", default: []].append(transition)
            }
        }
        let dashed = ways.values.count { transitions in
            transitions.allSatisfy { $0.trigger != nil || $0.by == ["system"] }
        }
        return (
            ways.count, definition.initial.count, definition.states.items.count { $0.isFinal },
            dashed
        )
    }

    private func hasFacts(_ definition: WorkflowDefinition) -> Bool {
        definition.transitions.contains { $0.to == nil }
    }

    @Test(arguments: PageSample.all) func mermaidIsWellFormed(_ sample: PageSample) throws {
        let definition = try sample.definition()
        let counted = self.counted(definition)
        let answer = try Python.run(
            "check_mermaid.py", input: Diagram(definition, sample.language).mermaid)
        let states = definition.states.items.count
        #expect(
            answer
                == "states \(states) edges \(counted.edges + counted.openings) "
                + "finals \(counted.finals) notes \(self.hasFacts(definition) ? 1 : 0)\n")
    }

    @Test(.enabled(if: DiagramTests.hasGraphviz), arguments: PageSample.all)
    func graphvizDrawsEveryArrow(_ sample: PageSample) throws {
        let definition = try sample.definition()
        let counted = self.counted(definition)
        let answer = try Python.run(
            "check_dot.py", input: Diagram(definition, sample.language).dot)
        // The states, the beginning, and the note on what changes no state.
        let nodes = definition.states.items.count + (self.hasFacts(definition) ? 2 : 1)
        #expect(
            answer.hasPrefix(
                "nodes \(nodes) edges \(counted.edges + counted.openings) "
                    + "dashed \(counted.dashed)\n"))
        let shown = Set(answer.split(separator: "\n").map(String.init))
        for state in definition.states.items {
            #expect(shown.contains(sample.language(state.labels)), "\(state.name)")
        }
    }

    /// Labels that Mermaid, dot or Markdown could take for their own.
    static let nasty = [
        "\"x\" ", "a: b; c ", "[x](y) ", "{z} ", "-->", "--", "#35; ", "%% x ", "<b> ", "\\n\\N ",
        "x\ny ", "&amp; & ", "（甲）：乙；“丙”、丁〔2025〕 ", "direction TB ", "end note ", "`|` ", "'",
    ]

    @Test(arguments: nasty) func mermaidSurvivesLabelsOfAnyKind(_ text: String) throws {
        let sample = PageSample(workflow: "co_handling", parent: "proposal", language: .zh)
        let plain = try Python.run(
            "check_mermaid.py", input: Diagram(sample.definition(), .zh).mermaid)
        let diagram = Diagram(try sample.definition(withEachLabelAfter: text), .zh)
        #expect(try Python.run("check_mermaid.py", input: diagram.mermaid) == plain)
    }

    @Test(.enabled(if: DiagramTests.hasGraphviz), arguments: nasty)
    func graphvizShowsLabelsOfAnyKindAsTheyAre(_ text: String) throws {
        let sample = PageSample(workflow: "co_handling", parent: "proposal", language: .zh)
        let definition = try sample.definition(withEachLabelAfter: text)
        let answer = try Python.run("check_dot.py", input: Diagram(definition, .zh).dot)
        let plain = try Python.run(
            "check_dot.py", input: Diagram(sample.definition(), .zh).dot)
        let head = { (answer: String) in answer.prefix { $0 != "\n" } }
        #expect(head(answer) == head(plain))
        // A line end in a label divides it in the drawing, too.
        let shown = answer.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        for part in "\(text)收悉".split(separator: "\n") {
            #expect(shown.contains(part.trimmingCharacters(in: .whitespaces)), "\(text)")
        }
    }

    /// The checker would notice: each of these is a text that Mermaid could not read.
    @Test(arguments: [
        ("收悉", "收悉: 一"), ("收悉", "收\"悉"), ("收悉", "收;悉"), (" as s_received", " as end"),
        ("s_received --> s_disputed", "s_received --> s_nowhere"), ("    end note\n", ""),
        ("s_received --> s_disputed", "s_received -> s_disputed"), ("收悉", "收 direction TB"),
        ("stateDiagram-v2", "stateDiagram"),
    ])
    func checkerRefusesWhatMermaidCannotRead(_ old: String, _ new: String) throws {
        let sample = PageSample(workflow: "co_handling", parent: "proposal", language: .zh)
        let text = Diagram(try sample.definition(), .zh).mermaid
        try #require(text.contains(old))
        let broken = text.replacingOccurrences(of: old, with: new)
        #expect(throws: Python.Failed.self) {
            try Python.run("check_mermaid.py", input: broken)
        }
    }

    @Test(arguments: PageSample.all) func drawingsAreAsInTheGoldenFiles(_ sample: PageSample)
        throws
    {
        let diagram = Diagram(try sample.definition(), sample.language)
        let stem = "docs/diagrams/\(sample.workflow)-\(sample.language.rawValue)"
        #expect(try GoldenFile(path: stem + ".dot").difference(from: diagram.dot) == nil)
        #expect(try GoldenFile(path: stem + ".mmd").difference(from: diagram.mermaid) == nil)
    }

    static let hasGraphviz = ["/usr/bin/dot", "/usr/local/bin/dot"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }
}
