// SPDX-License-Identifier: Apache-2.0

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
        /// At least this number or date.
        case atLeast(String)
        /// At most this number or date.
        case atMost(String)
    }

    /// What must have been recorded.
    package struct RecordedTest: Sendable {
        /// Any of these events.
        package var events: [String]
        /// How often.
        package var atLeast: Int
        /// Values right after the event.
        package var with: [String: [String]]
        /// Only after this.
        package var since: Since?

        /// A test.
        package init(events: [String], atLeast: Int, with: [String: [String]], since: Since?) {
            self.events = events
            self.atLeast = atLeast
            self.with = with
            self.since = since
        }
    }

    /// A number, or the count of a list's items.
    package enum Bound: Hashable, Sendable {
        case literal(Int)
        case items(of: String)
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
