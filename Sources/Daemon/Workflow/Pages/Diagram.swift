// SPDX-License-Identifier: Apache-2.0

/// A workflow as a drawing: states, and one arrow for all transitions from one state to another.
///
/// Transitions that a place's settings rule out are not drawn; those that record a fact and change
/// no state are named in a note.
package struct Diagram: Sendable {
    /// A state.
    struct Node: Sendable {
        var name: String
        var label: String
        var isFinal: Bool
    }

    /// All transitions from one state to another.
    struct Edge: Sendable {
        /// The state it leaves; nil for the opening of a case.
        var from: String?
        /// The state it leads to.
        var to: String
        /// A line for each transition.
        var lines: [String]
        /// Whether the daemon makes every one of them by itself.
        var isOfDaemon: Bool
    }

    /// The mark of what the daemon does by itself.
    package static let daemonMark = "⚙"

    /// The name of the workflow in the rulebook.
    let name: String
    /// What the drawing is of.
    let title: String
    let nodes: [Node]
    let edges: [Edge]
    /// The events that change no state, by label.
    let facts: [String]
    /// How many there are, for the head of the note.
    let factsHead: String

    /// A drawing of a workflow in a language.
    package init(_ definition: WorkflowDefinition, _ language: PageLanguage) {
        let words = PageWords(definition, language)
        self.name = definition.name
        self.title =
            "\(language(definition.labels)) (\(definition.name) \(definition.version), "
            + "\(definition.profile))"
        self.nodes = definition.states.items.map {
            Node(name: $0.name, label: language($0.labels), isFinal: $0.isFinal)
        }
        let possible = definition.transitions.filter(\.isPossible)
        self.edges = Diagram.edges(possible, words)
        let facts = possible.filter { $0.to == nil }.map { words.event($0.event) }.unique
        self.facts = facts
        self.factsHead = language(
            "不改变状态的事项（\(facts.count)）", "Events that change no state (\(facts.count))")
    }

    private static func edges(_ possible: [TransitionDefinition], _ words: PageWords) -> [Edge] {
        var edges = Diagram.openings(words)
        var places: [String: Int] = [:]
        for transition in possible {
            guard let to = transition.to else { continue }
            let line = Diagram.line(transition, words)
            for from in transition.from {
                let key = "\(from) \(to)"
                if let place = places[key] {
                    if !edges[place].lines.contains(line) { edges[place].lines.append(line) }
                    edges[place].isOfDaemon = edges[place].isOfDaemon && transition.isOfDaemon
                } else {
                    places[key] = edges.count
                    edges.append(
                        Edge(
                            from: from, to: to, lines: [line], isOfDaemon: transition.isOfDaemon))
                }
            }
        }
        return edges
    }

    private static func openings(_ words: PageWords) -> [Edge] {
        let (definition, language) = (words.definition, words.language)
        let opening = definition.opening
        return definition.initial.enumerated().map { index, state in
            let line =
                index == 0
                ? language("立案", "open") + language.inBrackets(words.roles(opening.by))
                    + Diagram.clocks(opening.effects, words)
                : language("也可由此开始", "may also begin here")
            return Edge(from: nil, to: state, lines: [line], isOfDaemon: false)
        }
    }

    /// Event, who may, and what becomes of the clocks.
    private static func line(_ transition: TransitionDefinition, _ words: PageWords) -> String {
        let mark = transition.isOfDaemon ? "\(Diagram.daemonMark) " : ""
        return mark + words.event(transition.event)
            + words.language.inBrackets(words.roles(transition.by))
            + Diagram.clocks(transition.effects, words)
    }

    private static func clocks(_ effects: Effects, _ words: PageWords) -> String {
        let all = words.language("全部", "all")
        let name = { (clock: String?) in clock.map(words.clock) ?? all }
        let groups: [(mark: String, clocks: [String])] = [
            ("■", effects.stops.possible.map { name($0.clock) }),
            ("▷", effects.resumes.possible.map { name($0.clock) }),
            ("‖", effects.pauses.possible.map { name($0.clock) }),
            ("↦", effects.extends.map { name($0.clock) }),
            ("↻", effects.restarts.possible.map { name($0.clock) }),
            ("▶", effects.starts.possible.map { name($0.clock) }),
        ]
        let marks = groups.filter { !$0.clocks.isEmpty }.map {
            "\($0.mark) \(words.language.list($0.clocks.unique))"
        }
        return marks.map { " \($0)" }.joined()
    }

    /// What the marks mean, for the text below a drawing.
    static func legend(_ language: PageLanguage) -> String {
        language(
            "\(daemonMark) 系统自动办理；▶ 起算时限，■ 停止，‖ 中止，▷ 恢复，↦ 延长，↻ 重新起算。",
            "\(daemonMark) by the daemon itself; ▶ starts a clock, ■ stops, ‖ pauses, ▷ resumes, "
                + "↦ extends, ↻ restarts it.")
    }
}
