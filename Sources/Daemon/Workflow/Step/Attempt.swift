// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

/// An event put to a case, with all that is looked at in deciding about it.
///
/// ``Machine/step(_:)`` and ``Machine/why(_:)`` take one. What they ask on the way is asked of the
/// same value, so that no question can be put about another case, day or actor by mistake.
package struct Attempt {
    /// The case as it stood before.
    package let facts: CaseFacts
    /// The case with the fields and roles that the command brings; conditions are judged by it.
    ///
    /// The same as ``facts`` until the values were found to fit their fields.
    var merged: CaseFacts
    /// The event, its values and its actor.
    package var command: StepCommand
    /// Today, and the line that a decision would get.
    package let moment: StepMoment
    /// What is seen beyond the case.
    package let surroundings: any Surroundings

    /// A command put to a case as it stands.
    package init(
        facts: CaseFacts, command: StepCommand, moment: StepMoment,
        surroundings: any Surroundings
    ) {
        self.facts = facts
        self.merged = facts
        self.command = command
        self.moment = moment
        self.surroundings = surroundings
    }

    /// The occasion on which its clocks start and stop.
    var occasion: Occasion {
        Occasion(
            day: self.command.happenedOn, moment: self.moment, before: self.facts,
            surroundings: self.surroundings)
    }
}

/// When something happened and was recorded: all that clocks need to know of an act.
struct Occasion {
    /// When it happened; nil when a source does not say.
    let day: Day?
    /// Today, and the line that records it.
    let moment: StepMoment
    /// The case as it stood before the act: a run that the act ends is measured by it.
    let before: CaseFacts
    /// What is seen beyond the case.
    let surroundings: any Surroundings
}
