// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// A state machine of the rulebook, resolved for one profile (and one parent workflow): nothing in
/// it refers to a profile any more, so deciding needs no other file.
package struct WorkflowDefinition: Sendable {
    /// The name: `proposal`.
    package var name: String
    /// The version; it only rises.
    package var version: Int
    /// Cases opened from this day on use it.
    package var effective: Day
    /// The prefix of case ids: `JY`.
    package var prefix: String
    /// What people read.
    package var labels: Label
    /// The profile it was resolved for.
    package var profile: String
    /// The workflow whose cases opened it, when it is read as a part; nil by itself.
    package var parent: String?
    /// The profile's time zone.
    package var timeZone: String
    /// From how long before its end a period's light is yellow; nil for never.
    package var yellow: Period?
    /// The profile's calendar.
    package var calendar: String
    /// Workflows whose cases may open this one as a child.
    package var parents: [String]
    /// Fields, and as `role.NAME` roles, that together name a matter only once.
    package var naturalKey: [String]
    /// The field by which people call a case.
    package var titleField: String
    /// States a case may stand in when it is opened; the first is the default.
    package var initial: [String]
    /// Who acts.
    package var roles: NamedList<RoleDefinition>
    /// What happens at the opening.
    package var opening: OpeningDefinition
    /// What a case knows.
    package var fields: NamedList<FieldDefinition>
    /// Kinds of documents.
    package var documents: NamedList<DocumentDefinition>
    /// Kinds of deliveries.
    package var deliveries: NamedList<DeliveryDefinition>
    /// Where a case can stand.
    package var states: NamedList<StateDefinition>
    /// Legal periods.
    package var clocks: NamedList<ClockDefinition>
    /// Facts that can be put to a case.
    package var events: NamedList<EventDefinition>
    /// What they do.
    package var transitions: [TransitionDefinition]
    /// The laws that bases cite.
    package var laws: NamedList<Law>
    /// Names of document number series → pattern.
    package var series: [String: String]
    /// Labels of the workflows this one names (children), by name.
    package var related: [String: RelatedWorkflow]
    /// Why clocks are paused: reason → label.
    package var pauseReasons: [String: Label]
    /// What a person can hold in the directory without acting by it: name → label.
    package var qualifications: [String: Label]
    /// Tables of facts.
    package var tables: NamedList<FactTable>
    /// What is counted.
    package var figures: NamedList<FigureDefinition>
    /// The role whose office the figures are told by; nil: the first that an office holds.
    package var figuresBy: String?
    /// What the daemon opens by itself each year.
    package var yearly: YearlyOpening?
    /// Fields in which a case that is the same matter agrees with another; empty: no remark.
    package var alike: [String]
    /// Words that titles share and that do not tell them apart: 关于, 的建议.
    package var alikeWithout: [String] = []
    /// Fields in which two cases that nothing else tells apart may be one matter: it is asked.
    package var doubles: [String] = []
    /// The field that holds the code of the party a case is about.
    package var partyField: String?
    /// Who may read its cases.
    package var readers = Readers.involved
    /// Whoever reads one of its cases is noted.
    package var isRestricted = false
    /// What published letters make of it; nil when none does.
    package var letters: LetterMapping?

    /// A definition; the rulebook's reader makes these.
    package init(
        name: String, version: Int, effective: Day, prefix: String, labels: Label,
        profile: String, parent: String?, timeZone: String, yellow: Period?, calendar: String,
        parents: [String],
        naturalKey: [String], titleField: String, initial: [String],
        roles: NamedList<RoleDefinition>,
        opening: OpeningDefinition, fields: NamedList<FieldDefinition>,
        documents: NamedList<DocumentDefinition>, deliveries: NamedList<DeliveryDefinition>,
        states: NamedList<StateDefinition>, clocks: NamedList<ClockDefinition>,
        events: NamedList<EventDefinition>, transitions: [TransitionDefinition],
        laws: NamedList<Law>, series: [String: String], related: [String: RelatedWorkflow],
        pauseReasons: [String: Label], qualifications: [String: Label],
        tables: NamedList<FactTable>,
        figures: NamedList<FigureDefinition>, yearly: YearlyOpening?, alike: [String],
        partyField: String?, letters: LetterMapping?
    ) {
        self.name = name
        self.version = version
        self.effective = effective
        self.prefix = prefix
        self.labels = labels
        self.profile = profile
        self.parent = parent
        self.timeZone = timeZone
        self.yellow = yellow
        self.calendar = calendar
        self.parents = parents
        self.naturalKey = naturalKey
        self.titleField = titleField
        self.initial = initial
        self.roles = roles
        self.opening = opening
        self.fields = fields
        self.documents = documents
        self.deliveries = deliveries
        self.states = states
        self.clocks = clocks
        self.events = events
        self.transitions = transitions
        self.laws = laws
        self.series = series
        self.related = related
        self.pauseReasons = pauseReasons
        self.qualifications = qualifications
        self.tables = tables
        self.figures = figures
        self.yearly = yearly
        self.alike = alike
        self.partyField = partyField
        self.letters = letters
    }

    /// Transitions of an event out of a state, in file order.
    package func branches(of event: String, from state: String) -> [TransitionDefinition] {
        self.transitions.filter { $0.event == event && $0.from.contains(state) }
    }

    /// Events that have a transition out of a state, in file order.
    package func events(from state: String) -> [String] {
        var seen: Set<String> = []
        return self.transitions.filter { $0.from.contains(state) }.map(\.event)
            .filter { seen.insert($0).inserted }
    }
}

/// What a workflow knows of another one it opens or asks about.
package struct RelatedWorkflow: Hashable, Sendable {
    /// Its label.
    package var labels: Label
    /// The labels of its states.
    package var states: [String: Label]
    /// The labels of its events.
    package var events: [String: Label]

    /// A neighbour.
    package init(labels: Label, states: [String: Label], events: [String: Label]) {
        self.labels = labels
        self.states = states
        self.events = events
    }
}

/// How a role finds its holder.
package enum RoleBinding: Hashable, Sendable {
    /// An office named at the opening or by an event.
    case ofCase
    /// The holder of the same role in the parent case.
    case ofParent
    /// A user of that role's office who holds this role in the directory.
    case within(String)
    /// Any office that has this duty in the directory.
    case directory
    /// Acts in law; others enter it, unless he takes part himself.
    case outside(OutsideRole)
}

/// A role of a workflow.
package struct RoleDefinition: Named, Sendable {
    package var name: String
    /// What people read.
    package var labels: Label
    /// How its holder is found.
    package var binding: RoleBinding

    /// A role.
    package init(name: String, labels: Label, binding: RoleBinding) {
        self.name = name
        self.labels = labels
        self.binding = binding
    }
}

/// What happens when a case is opened.
package struct OpeningDefinition: Sendable {
    /// Roles that may open.
    package var by: [String]
    /// Conditions.
    package var requires: Guard?
    /// What it starts, sends, opens.
    package var effects: Effects
    /// Its legal basis.
    package var basis: [Basis]

    /// An opening.
    package init(by: [String], requires: Guard?, effects: Effects, basis: [Basis]) {
        self.by = by
        self.requires = requires
        self.effects = effects
        self.basis = basis
    }
}

/// A kind of document in the file.
package struct DocumentDefinition: Named, Sendable {
    package var name: String
    /// What people read.
    package var labels: Label
    /// The series that numbers it.
    package var series: String?
    /// Who reads it; nil: whoever reads the case.
    package var secret: Secret?

    /// A kind of document.
    package init(name: String, labels: Label, series: String?) {
        self.name = name
        self.labels = labels
        self.series = series
    }
}

/// A kind of delivery.
package struct DeliveryDefinition: Named, Sendable {
    package var name: String
    /// What people read.
    package var labels: Label
    /// The document it carries.
    package var document: String?
    /// Documents enclosed.
    package var encloses: [String]
    /// The role whose office sends it; nil: the office that acted.
    package var sender: String?
    /// Fields by which the recipient knows the matter: its number, the letter's number.
    package var cites: [String]
    /// The clock under which it must go out; of several, that of the office that sends it.
    ///
    /// Empty where it has none.
    package var clocks: [String]

    /// A kind of delivery.
    package init(
        name: String, labels: Label, document: String?, encloses: [String], sender: String?,
        cites: [String], clocks: [String] = []
    ) {
        self.name = name
        self.labels = labels
        self.document = document
        self.encloses = encloses
        self.sender = sender
        self.cites = cites
        self.clocks = clocks
    }
}

/// A state.
package struct StateDefinition: Named, Sendable {
    package var name: String
    /// What people read.
    package var labels: Label
    /// Nothing leads out of it.
    package var isFinal: Bool

    /// A state.
    package init(name: String, labels: Label, isFinal: Bool) {
        self.name = name
        self.labels = labels
        self.isFinal = isFinal
    }
}

/// An event.
package struct EventDefinition: Named, Sendable {
    package var name: String
    /// What people read.
    package var labels: Label
    /// Fields that must come with it.
    package var takes: [String]
    /// Fields that may come with it.
    package var mayTake: [String]
    /// In whose name it is entered.
    package var onBehalfOf: String?
    /// Whoever it is entered for may put it himself.
    package var isInPerson = false
    /// Case roles it sets anew.
    package var binds: [String]
    /// Fields whose earlier value does not stand when it does not give one.
    package var anew: [String]

    /// An event.
    package init(
        name: String, labels: Label, takes: [String], mayTake: [String], onBehalfOf: String?,
        binds: [String], anew: [String] = []
    ) {
        self.name = name
        self.labels = labels
        self.takes = takes
        self.mayTake = mayTake
        self.onBehalfOf = onBehalfOf
        self.binds = binds
        self.anew = anew
    }
}

extension WorkflowDefinition {
    /// The role that a part of the natural key names; nil where it names a field.
    package static func role(inKey part: String) -> String? {
        let prefix = "role."
        return part.hasPrefix(prefix) ? String(part.dropFirst(prefix.count)) : nil
    }
}
