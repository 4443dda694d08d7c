// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// A condition: a closed algebra, no expression language.
///
/// Each leaf can say in both languages what is missing and what would mend it.
package indirect enum Guard: Sendable {
    /// Every one holds.
    case all([Guard])
    /// At least one holds.
    case any([Guard])
    /// It does not hold.
    case not(Guard)
    /// Holds when the first does not; only the second is reported.
    case implies(Guard, Guard)
    /// A profile's setting, folded when the rulebook was resolved.
    case constant(Bool)
    /// A question about the case.
    case leaf(Leaf, basis: [Basis])

    /// A question about the case.
    package enum Leaf: Sendable {
        /// A field has a value (that fits).
        case field(String, FieldTest)
        /// An event was recorded.
        case recorded(RecordedTest)
        /// A document is on file.
        case document(kind: String, atLeast: Bound, since: Since?)
        /// Child cases stand where they should.
        case children(workflows: [String], ChildTest)
        /// Linked cases stand where they should.
        case linked(workflows: [String], ChildTest)
        /// Other cases with the same value of a field.
        case same(SameTest)
        /// The time between two facts.
        case elapsed(ElapsedTest)
        /// A table of facts allows it.
        case table(TableTest)
        /// The case stands in one of these states: for figures.
        case state([String])
        /// Letters of a kind are out.
        case deliveries(kind: String, DeliveryTest, since: Since?)
        /// A clock is as named.
        case clock(String, ClockTest)
        /// Another user than any who entered these events.
        case notSameActor(events: [String])
    }

    /// What a field's value must be.
    package enum FieldTest: Hashable, Sendable {
        /// Something.
        case given
        /// This, or one of these.
        case oneOf([String])
        /// In this relation to a number or date.
        case compared(Relation, Bound)
        /// A list with one of these.
        case includes([String])
        /// A list without anything that is not in this field.
        case subset(of: String)
    }

    /// How a value relates to a bound.
    package enum Relation: String, Hashable, Sendable, CaseIterable {
        case atLeast = "at_least"
        case atMost = "at_most"
        case moreThan = "more_than"
        case lessThan = "less_than"

        /// Whether it holds for a value that is below (−), at (0) or above (+) the bound.
        func holds(_ order: Int) -> Bool {
            switch self {
            case .atLeast: order >= 0
            case .atMost: order <= 0
            case .moreThan: order > 0
            case .lessThan: order < 0
            }
        }
    }

    /// What must have been recorded.
    package struct RecordedTest: Sendable {
        /// Any of these events.
        package var events: [String]
        /// How often.
        package var atLeast: Bound
        /// Values right after the event.
        package var with: [String: [String]]
        /// Only after this.
        package var since: Since?

        /// A test.
        package init(events: [String], atLeast: Bound, with: [String: [String]], since: Since?) {
            self.events = events
            self.atLeast = atLeast
            self.with = with
            self.since = since
        }
    }

    /// A number or date to compare with.
    package enum Bound: Hashable, Sendable {
        /// As the rulebook says.
        case literal(String)
        /// A field's value, so many times.
        case field(String, times: ExactNumber)
        /// The count of a list's items.
        case items(of: String)
        /// The figure that belongs to a field's value.
        case chosen([String: String], by: String)
        /// What an accruing clock's amount and its growth come to.
        case owed(clock: String)
    }

    /// Which other cases of the same organisation, and so on, there must be.
    package struct SameTest: Sendable {
        /// What is asked of them.
        package enum Condition: Hashable, Sendable {
            /// They stand in one of these states.
            case states([String])
            /// This event was recorded in them, within a time before the day judged.
            case recorded(event: String, within: Period?)
        }

        /// The field that must have the same value.
        package var field: String
        /// Their workflows.
        package var workflows: [String]
        /// What is asked of them; nil for nothing.
        package var condition: Condition?
        /// Every such case must fulfil it; otherwise so many.
        package var isForAll: Bool
        /// How many.
        package var atLeast: Int

        /// A test.
        package init(
            field: String, workflows: [String], condition: Condition?, isForAll: Bool,
            atLeast: Int
        ) {
            self.field = field
            self.workflows = workflows
            self.condition = condition
            self.isForAll = isForAll
            self.atLeast = atLeast
        }
    }

    /// How long it must be between two facts.
    package struct ElapsedTest: Hashable, Sendable {
        /// A fact with a day.
        package enum Point: Hashable, Sendable {
            /// The last such event.
            case event(String)
            /// The date in a field.
            case field(String)
        }

        /// From; nil for the day judged, looking forward.
        package var from: Point?
        /// To; nil for the day judged.
        package var to: Point?
        /// No less than this.
        package var atLeast: Period?
        /// No more than this.
        package var atMost: Period?

        /// A test.
        package init(from: Point?, to: Point?, atLeast: Period?, atMost: Period?) {
            self.from = from
            self.to = to
            self.atLeast = atLeast
            self.atMost = atMost
        }
    }

    /// What a table of facts must allow.
    package struct TableTest: Hashable, Sendable {
        /// The table.
        package var table: String
        /// The field with the day on which its rows must be valid.
        package var validOn: String
        /// Column → the field whose every value must have a row.
        package var match: [String: String]
        /// Column → the field whose every value must be allowed by one of those rows.
        package var allows: [String: String]

        /// A test.
        package init(
            table: String, validOn: String, match: [String: String], allows: [String: String]
        ) {
            self.table = table
            self.validOn = validOn
            self.match = match
            self.allows = allows
        }
    }

    /// Where the children must stand.
    package enum ChildTest: Hashable, Sendable {
        /// Every one in one of these states (true for none).
        case allIn([String])
        /// At least one in one of these states.
        case anyIn([String])
        /// So many, wherever they stand.
        case atLeast(Int)
    }

    /// How far letters must be.
    package enum DeliveryTest: String, Hashable, Sendable {
        /// Every one sent (true for none).
        case sent
        /// Every one acknowledged (true for none).
        case acknowledged
    }

    /// What a clock must be.
    package enum ClockTest: String, Hashable, Sendable {
        /// Started, not stopped, not past due; true where the place has no limit.
        case open
        /// Past due (also if stopped late); false where the place has no limit.
        case runOut = "run_out"
        /// The place has no such limit.
        case none
        /// Never extended in its present run.
        case notExtended = "not_extended"
        /// Stopped on or before the due date.
        case stoppedInTime = "stopped_in_time"
    }
}

/// The latest of these events, transitions or states entered; from the beginning if none happened.
package struct Since: Hashable, Sendable {
    /// Events or transition ids.
    package var events: [String]
    /// States, by being entered.
    package var states: [String]

    /// A moment in the case's history.
    package init(events: [String], states: [String]) {
        self.events = events
        self.states = states
    }
}
