// SPDX-License-Identifier: Apache-2.0
import Rulebook
import Testing
import WorkCalendar
import Workflow

/// The workflows of which pages are made in these tests.
struct PageSample: Sendable, CustomTestStringConvertible {
    var workflow: String
    var parent: String?
    var language: PageLanguage

    var testDescription: String { "\(self.workflow)-\(self.language.rawValue)" }

    /// Every shipped workflow in both languages, with the national figures.
    static let all: [PageSample] = {
        let rulebook = try? PageSample.rulebook.get()
        return (rulebook?.workflowNames ?? []).flatMap { name in
            let parent = rulebook?.workflow(name, profile: "cn")?.definition.parents.first
            return PageLanguage.allCases.map {
                PageSample(workflow: name, parent: parent, language: $0)
            }
        }
    }()
    private static let rulebook = Result { try Rulebook.load(ShippedRulebook.files) }

    /// The shipped definition.
    func definition() throws -> WorkflowDefinition {
        let rulebook = try PageSample.rulebook.get()
        return try #require(
            rulebook.workflow(self.workflow, profile: "cn", parent: self.parent)
        ).definition
    }

    /// The definition with a text in front of each label that a drawing shows.
    func definition(withEachLabelAfter text: String) throws -> WorkflowDefinition {
        var definition = try self.definition()
        let change = { (label: Label) in label.map { text + $0 } }
        definition.states = NamedList(
            definition.states.items.map {
                StateDefinition(name: $0.name, labels: change($0.labels), isFinal: $0.isFinal)
            })
        definition.events = NamedList(
            definition.events.items.map { event in
                var event = event
                event.labels = change(event.labels)
                return event
            })
        definition.clocks = NamedList(
            definition.clocks.items.map { clock in
                var clock = clock
                clock.labels = change(clock.labels)
                return clock
            })
        return definition
    }
}
