// SPDX-License-Identifier: Apache-2.0

// What several kinds of questions say when they do not hold, and what would mend it.
extension GuardWords {
    func missing(field name: String, allowed: Label?) -> Unmet {
        let label = self.field(name)
        let sentence =
            allowed.map {
                Label("缺少〈\(label.zh)〉,应为\($0.zh)", "‹\(label.en)› is missing, must be \($0.en)")
            } ?? Label("缺少〈\(label.zh)〉", "‹\(label.en)› is missing")
        return Unmet(
            code: "field", parameters: ["field": name], sentence: sentence,
            remedy: self.giving(name))
    }

    /// To give a field with an event that takes it; nil when there is none.
    func giving(_ field: String) -> Remedy? {
        // What only the daemon enters is nobody's way to give it.
        let entered = Set(
            self.definition.transitions.filter { $0.by != ["system"] }.map(\.event))
        let events = self.definition.events.items.filter {
            ($0.takes.contains(field) || $0.mayTake.contains(field)) && entered.contains($0.name)
        }
        guard !events.isEmpty else { return nil }
        return .give(
            Remedy.Term(field, self.field(field)),
            with: events.map { Remedy.Term($0.name, $0.labels) })
    }

    func casesBehind(_ cases: [ChildFacts], states: [String], code: String) -> Unmet {
        let named = cases.map { other in
            other.holder.map { "\(other.id)(\($0))" } ?? other.id
        }.joined(separator: "、")
        let states = self.childStates(cases.map(\.workflow).unique, states)
        return Unmet(
            code: code, parameters: ["cases": cases.map(\.id).joined(separator: ",")],
            sentence: Label("\(named)尚未达到“\(states.zh)”", "\(named) is not yet \(states.en)"),
            remedy: .look(at: .needs(of: cases.map(\.id))))
    }

    /// `%` in the sentences stands for the clock's label.
    func clock(_ name: String, zh: String, en: String) -> Unmet {
        let label = self.definition.clocks[name]?.labels ?? Label(same: name)
        return Unmet(
            code: "clock", parameters: ["clock": name],
            sentence: Label(
                zh.split(separator: "%", omittingEmptySubsequences: false)
                    .joined(separator: label.zh),
                en.split(separator: "%", omittingEmptySubsequences: false)
                    .joined(separator: label.en)))
    }
}
