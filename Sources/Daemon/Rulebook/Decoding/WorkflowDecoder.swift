// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Reads a folded workflow into a definition.
///
/// Everything wrong is noted where it stands.
struct WorkflowDecoder {
    let tree: Tree
    let context: DecodingContext
    let check: ReferenceCheck
    let guards: GuardDecoder
    let effects: EffectsDecoder
    let clocks: ClockDecoder
    var findings: Findings { self.check.findings }

    /// What a workflow is read with, beside its own tree.
    struct DecodingContext {
        var profile: String
        var calendar: String
        var timeZone: String
        var yellow: Period?
        var parent: String?
        /// Every workflow of the rulebook that this one may name, unfolded.
        var related: [String: Tree]
        var laws: NamedList<Law>
        /// Role → label.
        var roles: [String: Label]
        var series: [String: String]
        /// What a person can hold without acting by it → label.
        var qualifications: [String: Label]
        /// Table → its rows, as the workflow calls them.
        var tables: Tree
    }

    init(_ tree: Tree, in context: DecodingContext, noting findings: Findings) {
        self.tree = tree
        self.context = context
        let names = Names(
            tree, related: context.related, laws: Set(context.laws.names),
            tables: TableDecoder.columns(context.tables))
        self.check = ReferenceCheck(names: names, findings: findings)
        self.guards = GuardDecoder(check: self.check, workflow: tree["workflow"]?.text ?? "")
        self.effects = EffectsDecoder(check: self.check, guards: self.guards)
        let parentEvents = context.parent.flatMap { context.related[$0] }.map {
            Set($0["events"]?.entries.map(\.key) ?? [])
        }
        self.clocks = ClockDecoder(
            check: self.check, guards: self.guards, parentEvents: parentEvents)
    }

    func definition() -> WorkflowDefinition {
        let reader = MapReader(
            self.tree, of: "a workflow", noting: self.findings,
            keys: [
                "workflow", "version", "effective", "prefix", "labels", "parents", "natural_key",
                "initial", "roles", "opening", "fields", "documents", "deliveries", "states",
                "clocks", "events", "transitions", "title_field", "pause_reasons", "tables",
                "figures", "figures_by", "yearly", "alike", "alike_without", "doubles",
                "party_field",
                "letters", "readers",
                "restricted", "assignments",
            ])
        let states = readItems(
            self.tree["states"], of: "states", noting: self.findings, by: self.state)
        let naturalKey = self.naturalKey(in: reader)
        var initial = reader.texts("initial")
        for state in initial { self.check.state(state, reader["initial"]?.mark ?? self.tree.mark) }
        if initial.isEmpty { initial = states.prefix(1).map(\.name) }
        let parents = reader.texts("parents")
        for name in parents { self.check.workflow(name, reader["parents"]?.mark ?? self.tree.mark) }
        let titleField = self.titleField(in: reader)
        _ = reader.boolean("assignments")
        var definition = WorkflowDefinition(
            name: reader.text("workflow"), version: reader.integer("version", atLeast: 1),
            effective: reader.day("effective"), prefix: reader.text("prefix"),
            labels: reader.labels(), profile: self.context.profile,
            parent: self.context.parent, timeZone: self.context.timeZone,
            yellow: self.context.yellow,
            calendar: self.context.calendar, parents: parents,
            naturalKey: naturalKey, titleField: titleField, initial: initial,
            roles: NamedList(self.roles()),
            opening: self.opening(),
            fields: NamedList(
                readItems(self.tree["fields"], of: "fields", noting: self.findings, by: self.field)),
            documents: NamedList(
                readItems(
                    self.tree["documents"], of: "documents", noting: self.findings,
                    by: self.document)),
            deliveries: NamedList(
                readItems(
                    self.tree["deliveries"], of: "deliveries", noting: self.findings,
                    by: self.delivery)),
            states: NamedList(states),
            clocks: NamedList(
                readItems(
                    self.tree["clocks"], of: "clocks", noting: self.findings, by: self.clocks.clock)
            ),
            events: NamedList(
                readItems(self.tree["events"], of: "events", noting: self.findings, by: self.event)),
            transitions: self.transitions(), laws: self.context.laws,
            series: self.context.series, related: self.related(),
            pauseReasons: self.pauseReasons(), qualifications: self.context.qualifications,
            tables: NamedList(TableDecoder(check: self.check).tables(self.context.tables)),
            figures: NamedList(
                readItems(
                    self.tree["figures"], of: "figures", noting: self.findings, by: self.figure)),
            yearly: reader["yearly"].flatMap(self.yearly),
            alike: self.alike(in: reader, title: titleField),
            partyField: self.partyField(in: reader), letters: reader["letters"].map(self.letters))
        definition.figuresBy = reader.optionalText("figures_by")
        if let role = definition.figuresBy {
            self.check.role(role, reader["figures_by"]?.mark ?? self.tree.mark)
        }
        definition.readers = self.readers(in: reader)
        definition.isRestricted = reader.boolean("restricted")
        definition.alikeWithout = (reader["alike_without"]?.items ?? []).compactMap(\.text)
        definition.doubles = self.doubles(in: reader, alike: definition.alike)
        return definition
    }

    private func pauseReasons() -> [String: Label] {
        (self.tree["pause_reasons"]?.entries ?? []).reduce(into: [:]) {
            $0[$1.key] = MapReader.label(
                $1.value, of: "pause reason \($1.key)", noting: self.findings)
        }
    }

    private func related() -> [String: RelatedWorkflow] {
        self.context.related.mapValues { other in
            RelatedWorkflow(
                labels: WorkflowDecoder.plainLabel(other["labels"]),
                states: (other["states"]?.entries ?? []).reduce(into: [:]) {
                    $0[$1.key] = WorkflowDecoder.plainLabel($1.value["labels"])
                },
                events: (other["events"]?.entries ?? []).reduce(into: [:]) {
                    $0[$1.key] = WorkflowDecoder.plainLabel($1.value["labels"])
                })
        }
    }

    private static func plainLabel(_ tree: Tree?) -> Label {
        Label(tree?["zh"]?.text ?? "", tree?["en"]?.text ?? "")
    }

    private func roles() -> [RoleDefinition] {
        readItems(self.tree["roles"], of: "roles", noting: self.findings) { name, tree, mark in
            guard let label = self.context.roles[name] else {
                self.findings.error(
                    mark, "rulebook.yaml has no role \(name)", mend: "add it with labels")
                return nil
            }
            let binding: RoleBinding
            if let outside = self.outside(name, tree) {
                binding = outside
            } else if let within = tree["within"] {
                self.check.role(within.text ?? "", within.mark)
                binding = .within(within.text ?? "")
            } else {
                switch tree.text {
                case "case": binding = .ofCase
                case "parent": binding = .ofParent
                case "directory": binding = .directory
                default:
                    self.findings.error(
                        mark,
                        "role \(name) must be case, parent, directory, outside, {outside: FIELD} or {within: ROLE}"
                    )
                    return nil
                }
            }
            return RoleDefinition(name: name, labels: label, binding: binding)
        }
    }

    private func opening() -> OpeningDefinition {
        guard let tree = self.tree["opening"] else {
            self.findings.error(
                self.tree.mark, "a workflow needs opening", mend: "opening: {by: ROLE, basis: …}")
            return OpeningDefinition(by: [], requires: nil, effects: Effects(), basis: [])
        }
        let reader = MapReader(
            tree, of: "the opening", noting: self.findings,
            keys: ["by", "requires", "basis"] + EffectsDecoder.keys)
        let by = reader.texts("by")
        if by.isEmpty { self.findings.error(tree.mark, "the opening needs by") }
        for role in by { self.check.role(role, tree.mark) }
        return OpeningDefinition(
            by: by, requires: reader["requires"].map(self.guards.decode),
            effects: self.effects.effects(tree), basis: self.bases(tree, "the opening"))
    }

    private func state(_ name: String, _ tree: Tree, at mark: Mark) -> StateDefinition {
        let reader = MapReader(
            tree, of: "state \(name)", noting: self.findings, keys: ["labels", "final"])
        return StateDefinition(
            name: name, labels: reader.labels(), isFinal: reader.boolean("final"))
    }

    private func document(_ name: String, _ tree: Tree, at mark: Mark) -> DocumentDefinition {
        let reader = MapReader(
            tree, of: "document \(name)", noting: self.findings,
            keys: ["labels", "series", "secret"])
        let series = reader.optionalText("series")
        if let series {
            self.check.check(series, among: Set(self.context.series.keys), as: "series", at: mark)
        }
        var document = DocumentDefinition(
            name: name, labels: reader.labels(), series: series)
        document.secret = reader["secret"].map { self.secret($0, of: "document \(name)") }
        return document
    }

    private func delivery(_ name: String, _ tree: Tree, at mark: Mark) -> DeliveryDefinition {
        let reader = MapReader(
            tree, of: "delivery \(name)", noting: self.findings,
            keys: ["labels", "document", "encloses", "sender", "cites", "clock"])
        let document = reader.optionalText("document")
        if let document { self.check.document(document, mark) }
        let encloses = reader.texts("encloses")
        for kind in encloses { self.check.document(kind, mark) }
        let sender = reader.optionalText("sender")
        if let sender { self.check.role(sender, mark) }
        let cites = reader.texts("cites")
        for field in cites { self.check.field(field, mark) }
        let clocks = reader.texts("clock")
        for clock in clocks { self.check.clock(clock, reader["clock"]?.mark ?? mark) }
        return DeliveryDefinition(
            name: name, labels: reader.labels(), document: document, encloses: encloses,
            sender: sender, cites: cites, clocks: clocks)
    }

    private func event(_ name: String, _ tree: Tree, at mark: Mark) -> EventDefinition {
        let reader = MapReader(
            tree, of: "event \(name)", noting: self.findings,
            keys: ["labels", "takes", "may_take", "for", "in_person", "binds", "anew"])
        for key in ["takes", "may_take"] {
            for item in reader[key]?.items ?? [] { self.check.field(item.text ?? "", item.mark) }
        }
        let onBehalfOf = reader.optionalText("for")
        if let onBehalfOf { self.check.role(onBehalfOf, mark) }
        let binds = reader.texts("binds")
        for role in binds { self.check.role(role, mark) }
        let anew = reader.texts("anew")
        for field in anew where !reader.texts("may_take").contains(field) {
            self.findings.error(
                reader["anew"]?.mark ?? mark, "anew names \(field), which \(name) may not take",
                mend: "may_take: [\(field)]")
        }
        var event = EventDefinition(
            name: name, labels: reader.labels(), takes: reader.texts("takes"),
            mayTake: reader.texts("may_take"), onBehalfOf: onBehalfOf, binds: binds, anew: anew)
        event.isInPerson = reader.boolean("in_person")
        if event.isInPerson, onBehalfOf == nil {
            self.findings.error(
                reader["in_person"]?.mark ?? mark, "in_person says nothing without for",
                mend: "for: ROLE, or no in_person")
        }
        return event
    }

    func bases(_ tree: Tree, _ what: Said) -> [Basis] {
        let bases = BasisDecoder(self.check).bases(tree["basis"])
        if bases.isEmpty {
            self.findings.error(
                tree.mark, "\(what) has no basis", mend: "basis: LAW ARTICLE, practice or default")
        }
        return bases
    }
}
