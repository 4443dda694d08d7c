// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// Who puts an event to a case.
package struct StepActor: Sendable {
    /// The user who enters it; nil for the daemon.
    package var user: String?
    /// The roles he may act in here.
    package var roles: Set<String>
    /// Roles in which it is not he alone whose act it is: nobody's whom the directory names where he enters
    /// for an office, his and the absent person's where he acts for one.
    package var others: [String: Set<String>]

    /// A person with the roles he has in this case.
    package init(user: String?, roles: Set<String>, others: [String: Set<String>] = [:]) {
        self.user = user
        self.roles = roles
        self.others = others
    }

    /// Whose act it is in law that one of these roles may do, the first of which he has.
    package func persons(as roles: [String]) -> Set<String> {
        let role = roles.first(where: self.roles.contains)
        return role.flatMap { self.others[$0] } ?? Set(self.user.map { [$0] } ?? [])
    }

    /// The daemon itself.
    package static let system = StepActor(user: nil, roles: ["system"])

    /// Whether it is the daemon.
    package var isSystem: Bool { self.user == nil }
}

/// An event put to a case.
package struct StepCommand: Sendable {
    /// Why it comes.
    package enum Cause: Hashable, Sendable {
        /// Somebody entered it.
        case person
        /// A clock ran out.
        case clock(String)
        /// Another case told it, or a trigger.
        case consequence
        /// A source says it happened; conditions are not asked, nothing is sent.
        case source
    }

    /// The event.
    package var event: String
    /// The fields that come with it.
    package var fields: [String: Value]
    /// The roles it binds.
    package var roles: [String: Party]
    /// When it happened.
    package var happenedOn: Day
    /// Who.
    package var actor: StepActor
    /// Live or for the record.
    package var mode: CaseFacts.Mode
    /// Why.
    package var cause: Cause

    /// An event put to a case.
    package init(
        event: String, fields: [String: Value] = [:], roles: [String: Party] = [:],
        happenedOn: Day, actor: StepActor, mode: CaseFacts.Mode = .live, cause: Cause = .person
    ) {
        self.event = event
        self.fields = fields
        self.roles = roles
        self.happenedOn = happenedOn
        self.actor = actor
        self.mode = mode
        self.cause = cause
    }
}

/// When a decision is taken, and the number of the history line it would get.
package struct StepMoment: Sendable {
    /// Today, in the profile's time zone.
    package var today: Day
    /// The next line's sequence number.
    package var sequence: Int64
    /// Lots are drawn from it.
    package var seed: UInt64

    /// A moment.
    package init(today: Day, sequence: Int64, seed: UInt64 = 0) {
        self.today = today
        self.sequence = sequence
        self.seed = seed
    }
}

/// What becomes of an event: one of four, never a crash.
package enum StepOutcome: Sendable {
    /// It is done; write this.
    case moved(Move)
    /// Late or duplicate, harmless: nothing to write.
    case unchanged(Label)
    /// It may not be; every unmet condition is named.
    case refused(Refused)
    /// The values cannot be what their fields are.
    case invalid([FieldProblem])
    /// What cannot be: our bug. The case is to be quarantined.
    case unreachable(String)
}

/// Why an event may not be.
package struct Refused: Sendable {
    /// Everything that is missing.
    package var unmet: [Unmet]
    /// Events that are possible in the present state.
    package var possible: [String]

    /// A refusal.
    package init(unmet: [Unmet], possible: [String]) {
        self.unmet = unmet
        self.possible = possible
    }
}

/// All that an event does, as values; writing them is somebody else's work.
package struct Move: Sendable {
    /// The transition taken; nil for the opening.
    package var transition: TransitionDefinition?
    /// Its id, or `open`.
    package var transitionID: String
    /// The case as it stands afterwards, the new fact included.
    package var facts: CaseFacts
    /// The state before; nil at the opening.
    package var from: String?
    /// Fields that changed.
    package var changes: [FieldChange] = []
    /// Lots drawn.
    package var draws: [Draw] = []
    /// Documents called for.
    package var produces: [String] = []
    /// Deliveries to send.
    package var deliveries: [DeliveryOrder] = []
    /// Cases to open.
    package var opens: [OpenOrder] = []
    /// Cases to link it with.
    package var links: [String] = []
    /// Events for other cases.
    package var tells: [TellOrder] = []
    /// What a source did not show, when conditions were not asked.
    package var notShown: [Unmet] = []
    /// The legal basis.
    package var basis: [Basis] = []
    /// What the rows of tables rest on that its conditions asked for.
    package var tableBasis: [Basis] = []

    init(transitionID: String, facts: CaseFacts, from: String?) {
        self.transitionID = transitionID
        self.facts = facts
        self.from = from
    }
}

/// A field's old and new value.
package struct FieldChange: Hashable, Sendable {
    /// The field.
    package var field: String
    /// What it was; nil when not given.
    package var before: Value?
    /// What it is; nil when emptied.
    package var after: Value?

    /// A change.
    package init(field: String, before: Value?, after: Value?) {
        self.field = field
        self.before = before
        self.after = after
    }
}

/// One delivery to one recipient.
package struct DeliveryOrder: Hashable, Sendable {
    /// The kind.
    package var kind: String
    /// To whom.
    package var recipient: Party
    /// How many copies.
    package var copies: Int
    /// The office that must send it, as far as the case tells.
    package var sender: String?
}

/// One case to open.
package struct OpenOrder: Sendable {
    /// It stands by itself; otherwise it is part of the case that opens it.
    package var isLinked: Bool
    /// Its workflow.
    package var workflow: String
    /// The state it stands in; nil for the default.
    package var at: String?
    /// Its fields.
    package var fields: [String: Value]
    /// Who holds its roles.
    package var roles: [String: Party]
    /// The event its opening is recorded under; nil for `open`.
    package var event: String?
    /// Clocks that start with it beside its own.
    package var starts: [String]
}

/// An event for other cases.
package struct TellOrder: Sendable {
    /// Which of them.
    package var target: TellEffect.Target
    /// Their workflow.
    package var workflow: String
    /// The event.
    package var event: String
    /// Its fields.
    package var fields: [String: Value]
    /// The roles it binds.
    package var roles: [String: Party] = [:]
    /// Those whose holder of the role is one of these are passed over.
    package var passesOver: (role: String, holders: Set<String>)?
}
