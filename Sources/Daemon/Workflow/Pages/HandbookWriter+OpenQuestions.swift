// SPDX-License-Identifier: Apache-2.0

// What a lawyer must still read: choices without a source, and figures nobody has read in the text.
extension HandbookWriter {
    /// A basis and what leans on it, in Markdown.
    private struct Claim {
        var basis: Basis
        var place: String
    }

    mutating func writeOpenQuestions() {
        let language = self.language
        self.page.heading(2, language("待法律人员核对", "Open questions for the lawyer"))
        let claims = self.claims().filter { self.isOpen($0.basis) }
        guard !claims.isEmpty else {
            self.page.paragraph(language("无。", "None."))
            return
        }
        self.page.table(
            [language("依据", "Basis"), language("所涉规则", "What leans on it")],
            claims.map(\.basis).unique.map { basis in
                let places = claims.filter { $0.basis == basis }.map(\.place).unique
                return [
                    self.cited([basis]), Markdown.lines(places),
                ]
            })
    }

    /// Whether nobody has read it: in the law itself, or its number in the edition of the day.
    private func isOpen(_ basis: Basis) -> Bool {
        switch basis {
        case .practice: false
        case .byDefault: true
        case .article(let law, let article, let isUnread):
            isUnread
                || self.laws[law]?.number(of: article, on: self.day).hasSuffix(" unread") ?? false
        }
    }

    private func claims() -> [Claim] {
        let language = self.language
        let opening = self.definition.opening
        var claims = self.claims(
            at: language("立案", "the opening"), by: opening.basis,
            under: [opening.requires].compactMap { $0 } + opening.effects.conditions)
        for transition in self.definition.transitions where transition.isPossible {
            let event = Markdown.escaped(language.quoted(self.words.event(transition.event)))
            claims += self.claims(
                at: "\(language("事项", "event "))\(event) \(Markdown.code(transition.id))",
                by: transition.basis,
                under: [transition.when, transition.requires].compactMap { $0 }
                    + transition.effects.conditions)
        }
        for clock in self.definition.clocks.items {
            guard let rule = clock.rule else { continue }
            let name = Markdown.escaped(language.quoted(language(clock.labels)))
            let place = "\(language("时限", "clock "))\(name) \(Markdown.code(clock.name))"
            let limits = rule.limits.filter { !($0.condition?.holdsNever ?? false) }
            let text = { (limits: [Limit]) in
                let words = language.sentences(limits.map(self.words.limit))
                return place + language("：", ": ") + Markdown.escaped(words)
            }
            // A basis of the rule is one of the limits that have none of their own.
            claims += self.claims(at: text(limits.filter(\.basis.isEmpty)), by: rule.basis)
            for limit in limits {
                let conditions = [limit.condition].compactMap { $0 }
                claims += self.claims(at: text([limit]), by: limit.basis, under: conditions)
            }
        }
        for table in self.definition.tables.items {
            let place = language("表", "table ") + Markdown.code(table.name)
            claims += self.claims(at: place, by: table.rows.flatMap(\.basis).unique)
        }
        return claims
    }

    private func claims(
        at place: String, by basis: [Basis], under conditions: [Guard] = []
    ) -> [Claim] {
        let leaves = conditions.flatMap(\.leaves)
        return basis.map { Claim(basis: $0, place: place) }
            + leaves.flatMap { leaf in
                leaf.basis.map { basis in
                    let question = Markdown.escaped(self.words.statement(leaf.question))
                    return Claim(
                        basis: basis, place: place + self.language.inBrackets(question))
                }
            }
    }
}
