// SPDX-License-Identifier: Apache-2.0
import Foundation
import Invention
import Rulebook
import Testing
import WorkCalendar
import Workflow

/// The rulebook that is walked, and every workflow in it as the national profile has it; what only another place's
/// rules reach, as that place has it.
enum WalkedRulebook {
    /// Whether it passes the checks is another test's matter.
    static let rulebook = Result { try Rulebook.reload(ShippedRulebook.files) }
    static let profile = "cn"

    /// The long round: `make e2e`.
    static let isLong = ProcessInfo.processInfo.environment["CASED_LONG"] != nil

    /// The seed of a run: the same in every run of `make test`, another one in each of `make e2e`;
    /// `CASED_SEED` repeats one.
    static let seed =
        ProcessInfo.processInfo.environment["CASED_SEED"].flatMap { UInt64($0) }
        ?? (isLong ? UInt64.random(in: 0...UInt64(UInt32.max)) : 20_250_401)

    /// Every workflow, once for each workflow that may open it.
    static let places: [WalkPlace] = {
        guard let rulebook = try? rulebook.get() else { return [] }
        let only = ProcessInfo.processInfo.environment["CASED_WALK"]?.split(separator: ",")
        let names = only?.map(String.init) ?? rulebook.workflowNames
        return names.flatMap { name -> [WalkPlace] in
            let parents = rulebook.workflow(name, profile: profile)?.definition.parents ?? []
            let national =
                parents.isEmpty
                ? [WalkPlace(workflow: name)]
                : parents.map { WalkPlace(workflow: name, parent: $0) }
            return national + elsewhere.map(\.place).filter { $0.workflow == name }
        }
    }()

    /// States that no national rule leads to, and where a place's does.
    ///
    /// No place shipped asks it of promises to members of the conference; an office's own may.
    static let elsewhere: [(place: WalkPlace, states: Set<String>)] = [
        (
            WalkPlace(workflow: "commitment", parent: "proposal", profile: "cn-chongqing"),
            ["to_rate"]
        )
    ]
}

/// A workflow in a profile, opened by a case of another or by itself.
struct WalkPlace: Hashable, Sendable, CustomTestStringConvertible {
    var workflow: String
    var parent: String?
    var profile = WalkedRulebook.profile

    var testDescription: String {
        let name = self.parent.map { "\(self.workflow) of \($0)" } ?? self.workflow
        return self.profile == WalkedRulebook.profile ? name : "\(name) in \(self.profile)"
    }

    /// States that are reached in another place only.
    var onlyElsewhere: Set<String> {
        WalkedRulebook.elsewhere.filter { $0.place.workflow == self.workflow && $0.place != self }
            .reduce(into: []) { $0.formUnion($1.states) }
    }

    /// The machine, and what it can know of other cases.
    func ground() throws -> WalkGround {
        let rulebook = try WalkedRulebook.rulebook.get()
        let resolved = try #require(
            rulebook.workflow(
                self.workflow, profile: self.profile, parent: self.parent))
        let calendar = try #require(rulebook.calendars[resolved.definition.calendar])
        return WalkGround(resolved.definition, calendar, rulebook)
    }
}

/// What does not change during a walk.
struct WalkGround: Sendable {
    let machine: Machine
    let vocabulary: Stock
    /// Workflows of cases beside this one → their states.
    let neighbours: [String: [String]]
    /// Events of the workflow that opens this one.
    let parentEvents: [String]

    init(_ definition: WorkflowDefinition, _ calendar: CalendarBook, _ rulebook: Rulebook) {
        self.machine = Machine(
            definition, CalendarVersions(newest: calendar.newest, earlier: calendar.versions))
        self.vocabulary = Stock(definition)
        func other(_ name: String) -> WorkflowDefinition? {
            rulebook.workflow(name, profile: definition.profile, parent: definition.name)?
                .definition
        }
        self.neighbours = self.vocabulary.neighbours.reduce(into: [:]) {
            $0[$1] = other($1)?.states.names ?? []
        }
        self.parentEvents = definition.parent.flatMap(other)?.events.names ?? []
    }

    var definition: WorkflowDefinition { self.machine.definition }
}
