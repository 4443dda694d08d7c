// SPDX-License-Identifier: Apache-2.0

// The legal periods.
extension HandbookWriter {
    mutating func writeClocks() {
        self.page.heading(2, self.language("时限", "Clocks"))
        for clock in self.definition.clocks.items {
            self.page.heading(3, "\(self.text(clock.labels)) \(Markdown.code(clock.name))")
            self.page.bullets(self.lines(clock).map(Markdown.escaped))
        }
    }

    private func lines(_ clock: ClockDefinition) -> [String] {
        let (language, words) = (self.language, self.words)
        let role = words.role(clock.whose)
        var lines: [String] =
            switch clock.kind {
            case .duty:
                [language("\(role)的义务：逾期即为超期。", "A duty of the \(role): past due is late.")]
            case .window:
                [
                    language(
                        "\(role)的期间：届满即终了，无人超期。",
                        "A time of the \(role): it lapses, nobody is late.")
                ]
            }
        guard let rule = clock.rule else {
            return lines + [language("本地无此时限。", "The place has no such limit.")]
        }
        let limits = rule.limits.filter { !($0.condition?.holdsNever ?? false) }
        lines += limits.map { limit in
            let basis = self.plainCited(limit.basis)
            return language("期限：", "Limit: ") + words.limit(limit)
                + (basis.isEmpty ? "" : language.inBrackets(basis))
        }
        if limits.count > 1 {
            lines.append(language("以最早届满者为准。", "The earliest of them counts."))
        }
        lines.append(language("末日：", "Last day: ") + words.roll(rule.roll))
        if let accrual = rule.accrual {
            lines.append(language("加收：", "Money: ") + words.accrual(accrual))
        }
        if let remission = clock.remission {
            lines.append(words.remission(remission))
        }
        let letters = self.letters(clock.name)
        lines += letters.isEmpty ? self.acts(clock.name) : letters
        if !clock.warn.isEmpty {
            let before = language.list(clock.warn.map(words.period))
            lines.append(language("届满前提醒：\(before)", "People are told before it: \(before)"))
        }
        if let ladder = clock.ladder {
            lines.append(language("催办：", "Afterwards: ") + words.ladder(ladder))
        }
        lines.append(language("依据：", "Basis: ") + self.plainCited(rule.basis))
        return lines
    }

    /// The letters that begin and end it.
    private func letters(_ clock: String) -> [String] {
        let kinds = self.definition.deliveries.items.filter { $0.clocks.contains(clock) }
        guard !kinds.isEmpty else { return [] }
        let names = self.language.list(kinds.map { self.language.quoted(self.language($0.labels)) })
        return [
            self.language(
                "起止：自办理事项产生\(names)起，全部送出为止，结案后也继续计算",
                "Runs from the act that makes them until all are out, also when the case is over: \(names)"
            )
        ]
    }

    /// What starts, extends, pauses and ends it.
    private func acts(_ clock: String) -> [String] {
        let (language, words) = (self.language, self.words)
        let acts: [(String, [String])] = [
            (
                language("起算", "Started by"),
                words.events(on: clock) { ($0.starts + $0.restarts).possible.map(\.clock) }
            ),
            (
                language("延长", "Extended by"),
                words.events(on: clock) { $0.extends.map(\.clock) }
            ),
            (
                language("中止", "Paused by"),
                words.events(on: clock) { $0.pauses.possible.map(\.clock) }
            ),
            (
                language("恢复", "Resumed by"),
                words.events(on: clock) { $0.resumes.possible.map(\.clock) }
            ),
            (
                language("停止", "Stopped by"),
                words.events(on: clock) { $0.stops.possible.map(\.clock) }
            ),
        ]
        return acts.filter { !$0.1.isEmpty }.map { act, events in
            language("\(act)：\(language.list(events))", "\(act): \(language.list(events))")
        }
    }

    private func plainCited(_ basis: [Basis]) -> String {
        let texts = basis.map { self.language($0.cited(by: self.laws, on: self.day)) }
        return self.language.sentences(texts.unique)
    }
}
