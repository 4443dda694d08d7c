// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// Judges guards over a case: the one place where conditions are decided.
///
/// `step`, `why`, the clocks' `if` and the branches' `when` all ask here.
package struct GuardJudge {
    let definition: WorkflowDefinition
    let facts: CaseFacts
    /// The day the event happened: clocks are judged there.
    let on: Day
    let surroundings: any Surroundings
    /// Counts the days between facts.
    let reckoner: Reckoner
    /// Whose act it is in law; nobody for the daemon, and where an office acts by whoever enters it.
    let persons: Set<String>
    /// Clocks that count as run out because they set off this event.
    let ranOut: Set<String>

    /// A judge for an event on a day.
    package init(
        definition: WorkflowDefinition, facts: CaseFacts, on: Day,
        surroundings: any Surroundings, reckoner: Reckoner, persons: Set<String> = [],
        ranOut: Set<String> = []
    ) {
        self.definition = definition
        self.facts = facts
        self.on = on
        self.surroundings = surroundings
        self.reckoner = reckoner
        self.persons = persons
        self.ranOut = ranOut
    }

    /// The workflow's words, for what is missing.
    var words: GuardWords { GuardWords(self.definition) }

    /// Whether the guard holds; a missing guard does.
    package func holds(_ condition: Guard?) -> Bool {
        guard let condition else { return true }
        return self.unmet(condition).isEmpty
    }

    /// Every leaf that does not hold; empty when the guard does.
    package func unmet(_ condition: Guard) -> [Unmet] {
        switch condition {
        case .constant(let holds):
            return holds
                ? []
                : [
                    Unmet(
                        code: "setting",
                        sentence: Label("本地规则不允许", "the place's rules do not allow it"))
                ]
        case .all(let parts):
            return parts.flatMap(self.unmet)
        case .any(let parts):
            return self.unmetAny(parts)
        case .not(let part):
            return self.unmetNot(part)
        case .implies(let premise, let conclusion):
            return self.holds(premise) ? self.unmet(conclusion) : []
        case .leaf(let leaf, let basis):
            guard var unmet = leaf.question.unmet(by: self) else { return [] }
            unmet.basis = (basis + unmet.basis).unique
            unmet.remedies = unmet.remedies.map(self.inThisCase)
            return [unmet]
        }
    }

    /// The words know no case; what is being opened has no history, and no id yet.
    private func inThisCase(_ remedy: Remedy) -> Remedy {
        guard case .give(let field, let events, nil) = remedy, !self.facts.history.isEmpty else {
            return remedy
        }
        return .give(field, with: events, in: self.facts.id)
    }

    private func unmetAny(_ parts: [Guard]) -> [Unmet] {
        let each = parts.map(self.unmet)
        guard !parts.isEmpty, each.allSatisfy({ !$0.isEmpty }) else { return [] }
        if each.count == 1 { return each[0] }
        let sentences = each.map { unmets in
            Label(
                unmets.map(\.sentence.zh).joined(separator: ",且"),
                unmets.map(\.sentence.en).joined(separator: " and "))
        }
        var unmet = Unmet(
            code: "any",
            sentence: Label(
                "应满足其一,而均未满足:" + sentences.map(\.zh).joined(separator: ";"),
                "one of these must hold, and none does: "
                    + sentences.map(\.en).joined(separator: "; ")),
            basis: each.flatMap { $0 }.flatMap(\.basis).unique)
        unmet.remedies = each.flatMap { $0 }.flatMap(\.remedies).unique
        return [unmet]
    }

    private func unmetNot(_ part: Guard) -> [Unmet] {
        guard self.holds(part) else { return [] }
        let statement = self.words.statement(part)
        return [
            Unmet(
                code: "not",
                sentence: Label("不应:\(statement.zh)", "must not hold: \(statement.en)"),
                basis: part.bases)
        ]
    }
}
