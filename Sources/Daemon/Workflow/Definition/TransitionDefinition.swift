// SPDX-License-Identifier: Apache-2.0

/// (state, event) → state, with who may, what it requires, what it starts, and its legal basis.
package struct TransitionDefinition: Sendable {
    /// Unique in the workflow.
    package var id: String
    /// The event.
    package var event: String
    /// States it leads out of.
    package var from: [String]
    /// It leads out of a final state: what was over goes on.
    package var reopens: Bool
    /// The state it leads to; nil for a fact that is recorded without a change of state.
    package var to: String?
    /// Roles that may.
    package var by: [String]
    /// Chooses this branch; not a condition to be met.
    package var when: Guard?
    /// Conditions; every unmet leaf is named.
    package var requires: Guard?
    /// The daemon tries it when this happens.
    package var trigger: Trigger?
    /// Roles that must be named here, instead of those that the event binds.
    package var binds: [String]?
    /// What it does.
    package var effects: Effects
    /// Its legal basis.
    package var basis: [Basis]
    /// Where it stands: `workflows/proposal.yaml:155`.
    package var location: String

    /// A transition.
    package init(
        id: String, event: String, from: [String], to: String?, by: [String], when: Guard?,
        requires: Guard?, trigger: Trigger?, effects: Effects, basis: [Basis], location: String,
        binds: [String]? = nil, reopens: Bool = false
    ) {
        self.id = id
        self.event = event
        self.from = from
        self.reopens = reopens
        self.to = to
        self.by = by
        self.when = when
        self.requires = requires
        self.trigger = trigger
        self.binds = binds
        self.effects = effects
        self.basis = basis
        self.location = location
    }
}

/// What makes the daemon try a transition by itself.
package enum Trigger: Hashable, Sendable {
    /// One of these clocks has run out.
    case clocks([String])
    /// A delivery of one of these kinds changed.
    case deliveries([String])
    /// A child of that workflow moved.
    case children(String)
    /// A linked case of one of these workflows moved.
    case linked([String])
}

/// What a transition does, in the order in which it is done.
package struct Effects: Sendable {
    /// Draws lots.
    package var draws: [DrawEffect] = []
    /// Ends clock runs.
    package var stops: [ClockEffect] = []
    /// Lets runs go on.
    package var resumes: [PauseEffect] = []
    /// Lets runs rest.
    package var pauses: [PauseEffect] = []
    /// Moves due dates.
    package var extends: [ExtendEffect] = []
    /// Begins new runs, ending open ones.
    package var restarts: [ClockEffect] = []
    /// Begins runs where none is open.
    package var starts: [ClockEffect] = []
    /// Sets fields.
    package var sets: [String: Value] = [:]
    /// Adds to lists what other fields say.
    package var adds: [ListEffect] = []
    /// Takes out of lists what other fields say.
    package var removes: [ListEffect] = []
    /// Calls for documents.
    package var produces: [ProduceEffect] = []
    /// Sends deliveries.
    package var emits: [EmitEffect] = []
    /// Opens cases.
    package var opens: [OpenEffect] = []
    /// Links this case with those that these fields name.
    package var links: [String] = []
    /// Puts events to other cases.
    package var tells: [TellEffect] = []

    /// No effects.
    package init() {}

    /// The fields that it sets, adds to or takes from.
    package var fieldsSet: Set<String> {
        Set(self.sets.keys).union((self.adds + self.removes).map(\.list))
    }
}

/// What is added to a list, or taken out of it.
package struct ListEffect: Sendable {
    /// The list.
    package var list: String
    /// The fields whose items these are, in this order.
    package var fields: [String]

    /// An effect on a list.
    package init(list: String, fields: [String]) {
        self.list = list
        self.fields = fields
    }

    /// The items that its fields have in a case.
    func items(in facts: CaseFacts) -> [Value] {
        self.fields.flatMap { facts.fields[$0]?.items ?? [] }.filter { !$0.isEmpty }
    }
}

/// A clock an effect is about.
package struct ClockEffect: Sendable {
    /// The clock; nil for all of them.
    package var clock: String?
    /// Only if this holds.
    package var condition: Guard?

    /// An effect on a clock.
    package init(clock: String?, condition: Guard?) {
        self.clock = clock
        self.condition = condition
    }
}

/// A rest of a clock for a reason, or its end.
package struct PauseEffect: Sendable {
    /// The clock.
    package var clock: String
    /// Why: one pause for each reason.
    package var reason: String
    /// Only if this holds.
    package var condition: Guard?

    /// A pause, or its end.
    package init(clock: String, reason: String, condition: Guard?) {
        self.clock = clock
        self.reason = reason
        self.condition = condition
    }
}

/// A random sample of a list.
package struct DrawEffect: Sendable {
    /// How large the sample is.
    package enum Size: Hashable, Sendable {
        /// This share of the pool, rounded.
        case rate(field: String, roundsUp: Bool)
        /// So many.
        case count(Int)
    }

    /// The field that holds the pool.
    package var pool: String
    /// How large the sample is.
    package var size: Size
    /// The smallest share of the pool it may be.
    package var atLeast: Guard.Bound?
    /// A field whose values are not drawn.
    package var notIn: String?
    /// The field that takes the sample.
    package var into: String

    /// A sample.
    package init(
        pool: String, size: Size, atLeast: Guard.Bound?, notIn: String?, into: String
    ) {
        self.pool = pool
        self.size = size
        self.atLeast = atLeast
        self.notIn = notIn
        self.into = into
    }
}

/// An extension to the date in a field.
package struct ExtendEffect: Sendable {
    /// The clock.
    package var clock: String
    /// The field that holds the date asked for.
    package var field: String

    /// An extension.
    package init(clock: String, field: String) {
        self.clock = clock
        self.field = field
    }
}

/// A document the procedure calls for.
package struct ProduceEffect: Sendable {
    /// The kind of document.
    package var document: String
    /// Only if this holds.
    package var condition: Guard?

    /// A call for a document.
    package init(document: String, condition: Guard?) {
        self.document = document
        self.condition = condition
    }
}

/// Who gets a delivery.
package struct Recipient: Hashable, Sendable {
    /// How the recipient is found.
    package enum Source: Hashable, Sendable {
        /// The holder of a role; all offices of that duty for a directory role.
        case role(String)
        /// The offices that have this duty in the directory.
        case duty(String)
        /// Each item of a field.
        case field(String)
        /// The first item.
        case first(String)
        /// All items in one delivery.
        case joined(String)
        /// Each item of the parent's field.
        case parent(String)
    }

    /// How the recipient is found.
    package var source: Source
    /// How many copies.
    package var copies: Int
    /// Nobody there is no obstacle: nothing is sent then.
    package var isOptional: Bool

    /// A recipient.
    package init(source: Source, copies: Int, isOptional: Bool = false) {
        self.source = source
        self.copies = copies
        self.isOptional = isOptional
    }
}

/// Deliveries to recipients.
package struct EmitEffect: Sendable {
    /// The kind of delivery.
    package var delivery: String
    /// One delivery to each.
    package var to: [Recipient]
    /// Only if this holds.
    package var condition: Guard?

    /// Deliveries.
    package init(delivery: String, to: [Recipient], condition: Guard?) {
        self.delivery = delivery
        self.to = to
        self.condition = condition
    }
}

/// Who holds a role in a case that is opened.
package enum RoleSource: Hashable, Sendable {
    /// The item of `for_each`.
    case item
    /// The holder of a role of the opening case.
    case role(String)
}

/// Cases to open.
package struct OpenEffect: Sendable {
    /// They stand by themselves; otherwise they are parts of this case.
    package var isLinked: Bool
    /// Their workflow.
    package var workflow: String
    /// The state they stand in; nil for the default.
    package var at: String?
    /// One case for each item of this field; nil for one case.
    package var forEach: String?
    /// Who holds their roles.
    package var bind: [String: RoleSource]
    /// Fields copied.
    package var copy: [String]
    /// Fields set.
    package var set: [String: Value]
    /// The event under which their opening is recorded.
    package var event: String?
    /// Clocks that start with it beside those of their opening.
    package var starts: [String]
    /// An item whose case stands in one of these states already is passed over.
    package var unlessIn: [String]
    /// Only if this holds.
    package var condition: Guard?

    /// Cases to open.
    package init(
        isLinked: Bool, workflow: String, at: String?, forEach: String?,
        bind: [String: RoleSource],
        copy: [String], set: [String: Value], event: String?, starts: [String],
        unlessIn: [String] = [], condition: Guard?
    ) {
        self.isLinked = isLinked
        self.workflow = workflow
        self.at = at
        self.forEach = forEach
        self.bind = bind
        self.copy = copy
        self.set = set
        self.event = event
        self.starts = starts
        self.unlessIn = unlessIn
        self.condition = condition
    }
}

/// An event put to other cases of a workflow.
package struct TellEffect: Sendable {
    /// Which of them.
    package enum Target: Hashable, Sendable {
        /// The parts of this case.
        case children
        /// Those linked with this case.
        case linked
        /// All with the same value of this field.
        case same(field: String)
    }

    /// Which of them.
    package var target: Target
    /// Their workflow.
    package var workflow: String
    /// The event.
    package var event: String
    /// Fields that come with it.
    package var set: [String: Value]
    /// Fields of this case that come with it.
    package var copy: [String] = []
    /// Roles that it binds there: the role there, whose role here.
    package var bind: [String: String] = [:]
    /// Those whose holder of a role stands in this case's field are passed over.
    package var passesOver: (role: String, field: String)?
    /// Only if this holds.
    package var condition: Guard?

    /// An event for other cases.
    package init(
        target: Target, workflow: String, event: String, set: [String: Value], condition: Guard?
    ) {
        self.target = target
        self.workflow = workflow
        self.event = event
        self.set = set
        self.condition = condition
    }
}
