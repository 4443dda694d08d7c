// SPDX-License-Identifier: Apache-2.0

/// A question that a guard can ask about a case.
///
/// Everything about one kind of question stands in the file of its type, in `Leaves`: how a rulebook
/// writes it, how it is judged, how it is said, and when it could never come out either way. The
/// closed list of kinds is ``Guard/Leaf``.
package protocol GuardLeaf: Sendable {
    /// The words with which a rulebook begins it, such as `field`.
    static var names: [String] { get }

    /// Reads one from a rulebook.
    ///
    /// - Parameter condition: the map; its ``ConditionReader/name`` is one of ``names``.
    /// - Returns: nil when it cannot be read; why was noted with the reader.
    static func read(_ condition: some ConditionReader) -> Self?

    /// It as one of all the kinds.
    var leaf: Guard.Leaf { get }

    /// Whether it asks about anything but the case's own acts, fields and clocks.
    ///
    /// Such a question is not asked again when a case is told anew without some of its acts.
    var asksOthers: Bool { get }

    /// What is missing; nil when it holds.
    func unmet(by judge: GuardJudge) -> Unmet?

    /// What it asks, as one sentence.
    func statement(in words: GuardWords) -> Label

    /// Why it could never hold, or never fail, in this workflow; empty when it can do both.
    func faults(at place: GuardPlace) -> [GuardFault]
}

/// Where a guard stands: what decides whether a question can ever come out either way.
package struct GuardPlace {
    /// The workflow.
    package let definition: WorkflowDefinition
    /// Fields that other workflows give to the cases they open.
    package let supplied: Set<String>
    /// It is asked when a case is opened, or by a clock or figure: not at one transition.
    package let isOfTheWhole: Bool

    /// A place in a workflow.
    package init(definition: WorkflowDefinition, supplied: Set<String>, isOfTheWhole: Bool) {
        self.definition = definition
        self.supplied = supplied
        self.isOfTheWhole = isOfTheWhole
    }

    /// Why an event can never have been recorded; nil when it can.
    func neverRecorded(_ event: String) -> GuardFault? {
        self.definition.transitions.contains { $0.event == event || $0.id == event }
            ? nil
            : GuardFault(
                "asks for \(event), which no transition records",
                mend: "a transition of that event, or leave the condition out", value: event)
    }
}

/// Why a question of a guard cannot be what its author meant.
package struct GuardFault {
    /// What is wrong with it.
    package let reason: Said
    /// What would mend it; empty when nothing simple does.
    package let mend: Said
    /// The word at which it fails; nil when the question as a whole does.
    package let value: String?

    init(_ reason: Said, mend: Said = "", value: String? = nil) {
        self.reason = reason
        self.mend = mend
        self.value = value
    }
}

extension WorkflowDefinition {
    /// The effects of every transition and of the opening.
    package var allEffects: [Effects] {
        self.transitions.map(\.effects) + [self.opening.effects]
    }

    /// A field that is counted from, or to, must be a date: what is wrong when it is none.
    package func notADate(_ field: String, _ what: Said) -> GuardFault? {
        guard let definition = self.fields[field], definition.type != .date else { return nil }
        return GuardFault("\(what) \(field), which is no date", mend: "type: date")
    }
}
