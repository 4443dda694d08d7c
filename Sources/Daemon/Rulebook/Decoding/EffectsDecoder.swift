// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// Reads what a transition does.
struct EffectsDecoder {
    let check: ReferenceCheck
    let guards: GuardDecoder
    var findings: Findings { self.check.findings }

    static let keys = [
        "draws", "stops", "resumes", "pauses", "extends", "restarts", "starts", "sets", "adds",
        "removes", "produces", "emits", "opens", "links", "tells",
    ]

    func effects(_ tree: Tree) -> Effects {
        var effects = Effects()
        effects.stops = self.clocks(tree["stops"], allowAll: true)
        effects.draws = self.list(tree["draws"]).compactMap(self.draw)
        effects.resumes = self.list(tree["resumes"]).map(self.pause)
        effects.pauses = self.list(tree["pauses"]).map(self.pause)
        effects.restarts = self.clocks(tree["restarts"])
        effects.starts = self.clocks(tree["starts"])
        effects.extends = self.list(tree["extends"]).map(self.extend)
        effects.sets = self.values(tree["sets"], self.check.names.fields)
        effects.adds = self.lists(tree["adds"])
        effects.removes = self.lists(tree["removes"])
        effects.produces = self.list(tree["produces"]).map(self.produce)
        effects.emits = self.list(tree["emits"]).map(self.emit)
        effects.opens = self.list(tree["opens"]).map(self.open)
        effects.links = self.list(tree["links"]).compactMap(\.text)
        for item in self.list(tree["links"]) { self.check.field(item.text ?? "", item.mark) }
        effects.tells = self.list(tree["tells"]).map(self.tell)
        return effects
    }

    private func list(_ tree: Tree?) -> [Tree] {
        tree?.items ?? []
    }

    /// `{LIST: FIELD or [FIELD …]}`, by the names of the lists.
    private func lists(_ tree: Tree?) -> [ListEffect] {
        (tree?.entries ?? []).sorted { $0.key < $1.key }.map { entry in
            self.check.field(entry.key, entry.mark)
            for item in entry.value.items { self.check.field(item.text ?? "", item.mark) }
            return ListEffect(list: entry.key, fields: entry.value.items.compactMap(\.text))
        }
    }

    private func condition(_ tree: Tree) -> Guard? {
        tree["if"].map(self.guards.decode)
    }

    private func clocks(_ tree: Tree?, allowAll: Bool = false) -> [ClockEffect] {
        self.list(tree).map { item in
            if let name = item.text {
                if allowAll, name == "all" { return ClockEffect(clock: nil, condition: nil) }
                self.check.clock(name, item.mark)
                return ClockEffect(clock: name, condition: nil)
            }
            let reader = MapReader(
                item, of: "a clock effect", noting: self.findings, keys: ["clock", "if"])
            let name = reader.text("clock")
            self.check.clock(name, item.mark)
            return ClockEffect(clock: name, condition: self.condition(item))
        }
    }

    private func pause(_ item: Tree) -> PauseEffect {
        let reader = MapReader(
            item, of: "a pause", noting: self.findings, keys: ["clock", "for", "if"])
        self.check.clock(reader.text("clock"), item.mark)
        let reason = reader.text("for")
        self.check.check(
            reason, among: self.check.names.pauseReasons, as: "pause reason", at: item.mark)
        return PauseEffect(
            clock: reader.text("clock"), reason: reason, condition: self.condition(item))
    }

    private func draw(_ item: Tree) -> DrawEffect? {
        let reader = MapReader(
            item, of: "draws", noting: self.findings,
            keys: ["from", "rate", "count", "round", "at_least", "not_in", "into"])
        for key in ["from", "into"] { self.check.field(reader.text(key), item.mark) }
        if let other = reader.optionalText("not_in") { self.check.field(other, item.mark) }
        let size: DrawEffect.Size
        if let rate = reader.optionalText("rate") {
            self.check.field(rate, item.mark)
            let round = reader.optionalText("round") ?? "nearest"
            if round != "nearest", round != "up" {
                self.findings.error(item.mark, "round must be nearest or up")
            }
            size = .rate(field: rate, roundsUp: round == "up")
        } else {
            size = .count(reader.integer("count", atLeast: 1))
        }
        return DrawEffect(
            pool: reader.text("from"), size: size,
            atLeast: reader["at_least"].flatMap(self.guards.bound),
            notIn: reader.optionalText("not_in"), into: reader.text("into"))
    }

    private func extend(_ item: Tree) -> ExtendEffect {
        let reader = MapReader(item, of: "extends", noting: self.findings, keys: ["clock", "to"])
        self.check.clock(reader.text("clock"), item.mark)
        self.check.field(reader.text("to"), item.mark)
        return ExtendEffect(clock: reader.text("clock"), field: reader.text("to"))
    }

    private func produce(_ item: Tree) -> ProduceEffect {
        if let name = item.text {
            self.check.document(name, item.mark)
            return ProduceEffect(document: name, condition: nil)
        }
        let reader = MapReader(
            item, of: "produces", noting: self.findings, keys: ["document", "if"])
        self.check.document(reader.text("document"), item.mark)
        return ProduceEffect(document: reader.text("document"), condition: self.condition(item))
    }

    private func emit(_ item: Tree) -> EmitEffect {
        let reader = MapReader(
            item, of: "emits", noting: self.findings, keys: ["delivery", "to", "if"])
        let kind = reader.text("delivery")
        self.check.delivery(kind, item.mark)
        if reader["to"] == nil { self.findings.error(item.mark, "emits needs to") }
        return EmitEffect(
            delivery: kind, to: self.list(reader["to"]).compactMap(self.recipient),
            condition: self.condition(item))
    }

    func recipient(_ item: Tree) -> Recipient? {
        if let word = item.text {
            return self.source(word, item).map { Recipient(source: $0, copies: 1) }
        }
        let reader = MapReader(
            item, of: "a recipient", noting: self.findings, keys: ["to", "copies", "optional"])
        let copies = reader.integer("copies", default: 1, atLeast: 1)
        return self.source(reader.text("to"), item).map {
            Recipient(
                source: $0, copies: copies, isOptional: reader.boolean("optional"))
        }
    }

    private func source(_ word: String, _ item: Tree) -> Recipient.Source? {
        let parts = word.split(separator: ".").map(String.init)
        switch (parts.first, parts.count) {
        case ("role", 2):
            self.check.role(parts[1], item.mark)
            return .role(parts[1])
        case ("office", 2):
            return .duty(parts[1])
        case ("parent", 2):
            return .parent(parts[1])
        case ("field", 2):
            self.check.field(parts[1], item.mark)
            return .field(parts[1])
        case ("field", 3) where parts[2] == "first":
            self.check.field(parts[1], item.mark)
            return .first(parts[1])
        case ("field", 3) where parts[2] == "joined":
            self.check.field(parts[1], item.mark)
            return .joined(parts[1])
        default:
            self.findings.error(
                item.mark, "no recipient is written \(word)",
                mend: "role.R, office.DUTY, field.F, field.F.first, field.F.joined, parent.F")
            return nil
        }
    }

    private func open(_ item: Tree) -> OpenEffect {
        let reader = MapReader(
            item, of: "opens", noting: self.findings,
            keys: [
                "workflow", "as", "at", "event", "for_each", "bind", "copy", "set", "starts",
                "unless_in", "if",
            ])
        let workflow = reader.text("workflow")
        self.check.workflow(workflow, item.mark)
        let kind = reader.text("as")
        if kind != "child", kind != "linked" {
            self.findings.error(item.mark, "as must be child or linked")
        }
        let other = self.check.names.related[workflow]
        let copy = reader.texts("copy")
        for name in copy {
            self.check.field(name, reader["copy"]?.mark ?? item.mark)
            if let other {
                self.check.check(
                    name, among: other.fields, as: "field of \(workflow)", at: item.mark)
            }
        }
        if let forEach = reader.optionalText("for_each") { self.check.field(forEach, item.mark) }
        if let at = reader.optionalText("at"), let other {
            self.check.check(at, among: other.states, as: "state of \(workflow)", at: item.mark)
        }
        if let event = reader.optionalText("event"), let other {
            self.check.check(event, among: other.events, as: "event of \(workflow)", at: item.mark)
        }
        return OpenEffect(
            isLinked: kind == "linked", workflow: workflow, at: reader.optionalText("at"),
            forEach: reader.optionalText("for_each"), bind: self.bindings(reader["bind"]),
            copy: copy, set: self.values(reader["set"], other?.fields ?? []),
            event: reader.optionalText("event"), starts: reader.texts("starts"),
            unlessIn: self.standing(reader, in: other, called: workflow),
            condition: self.condition(item))
    }

    /// States in which an item's case makes another one needless.
    private func standing(
        _ reader: MapReader, in other: Names.RelatedNames?, called workflow: String
    ) -> [String] {
        guard let states = reader["unless_in"] else { return [] }
        for item in states.items {
            guard let other else { break }
            self.check.check(
                item.text ?? "", among: other.states, as: "state of \(workflow)", at: item.mark)
        }
        if reader["for_each"] == nil || reader["as"]?.text != "child" {
            self.findings.error(states.mark, "unless_in is for children, one for each item")
        }
        return reader.texts("unless_in")
    }

    private func bindings(_ tree: Tree?) -> [String: RoleSource] {
        (tree?.entries ?? []).reduce(into: [:]) { bindings, entry in
            let word = entry.value.text ?? ""
            if word == "item" {
                bindings[entry.key] = .item
            } else if word.hasPrefix("role.") {
                let role = String(word.dropFirst("role.".count))
                self.check.role(role, entry.value.mark)
                bindings[entry.key] = .role(role)
            } else {
                self.findings.error(entry.value.mark, "bind a role to item or role.R, not \(word)")
            }
        }
    }

    private func tell(_ item: Tree) -> TellEffect {
        let reader = MapReader(
            item, of: "tells", noting: self.findings,
            keys: [
                "children", "linked", "same", "workflow", "event", "set", "copy", "bind", "unless",
                "if",
            ])
        let target: TellEffect.Target
        let workflow: String
        if let field = reader.optionalText("same") {
            self.check.field(field, item.mark)
            (target, workflow) = (.same(field: field), reader.text("workflow"))
        } else if reader["linked"] != nil {
            (target, workflow) = (.linked, reader.text("linked"))
        } else {
            (target, workflow) = (.children, reader.text("children"))
        }
        let event = reader.text("event")
        self.check.workflow(workflow, item.mark)
        let other = self.check.names.related[workflow]
        if let other {
            self.check.check(event, among: other.events, as: "event of \(workflow)", at: item.mark)
        }
        var effect = TellEffect(
            target: target, workflow: workflow, event: event,
            set: self.values(reader["set"], other?.fields ?? []), condition: self.condition(item))
        effect.copy = reader.texts("copy")
        for name in effect.copy { self.check.field(name, reader["copy"]?.mark ?? item.mark) }
        for (role, source) in self.bindings(reader["bind"]) {
            guard case .role(let own) = source else {
                self.findings.error(item.mark, "bind a role to role.R")
                continue
            }
            effect.bind[role] = own
        }
        if let unless = reader["unless"] {
            let keys = MapReader(
                unless, of: "unless", noting: self.findings, keys: ["role", "in"])
            self.check.field(keys.text("in"), unless.mark)
            effect.passesOver = (keys.text("role"), keys.text("in"))
        }
        return effect
    }

    private func values(_ tree: Tree?, _ known: Set<String>) -> [String: Value] {
        (tree?.entries ?? []).reduce(into: [:]) { values, entry in
            self.check.check(entry.key, among: known, as: "field", at: entry.mark)
            values[entry.key] =
                entry.value.text.map(Value.text)
                ?? .list(entry.value.items.compactMap(\.text).map(Value.text))
        }
    }
}
