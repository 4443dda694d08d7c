// SPDX-License-Identifier: Apache-2.0
package import Witness
package import WorkCalendar
package import Workflow

/// Makes values somebody might enter: of the right type, near the day, often just at the bound of a
/// condition.
package struct ValueMaker {
    /// The machine of the case.
    package var machine: Machine
    /// What its conditions speak of.
    package var vocabulary: Stock
    /// The case as it stands.
    package var facts: CaseFacts
    /// The day on which the values are entered.
    package var today: Day
    /// What the case can know of others.
    package var surroundings: any Surroundings
    /// Codes of the offices there are.
    package var offices: [String]
    /// The users there are.
    package var users: [String]

    /// A maker of values for a case.
    package init(
        machine: Machine, vocabulary: Stock, facts: CaseFacts, today: Day,
        surroundings: any Surroundings, offices: [String], users: [String]
    ) {
        self.machine = machine
        self.vocabulary = vocabulary
        self.facts = facts
        self.today = today
        self.surroundings = surroundings
        self.offices = offices
        self.users = users
    }

    private var definition: WorkflowDefinition { self.machine.definition }

    /// The fields of an event or an opening.
    package func fields(
        _ names: [String], _ numbers: inout SeededNumbers
    ) -> [String: Value] {
        var values: [String: Value] = [:]
        for name in names {
            values[name] = self.definition.fields[name].map { self.value(of: $0, values, &numbers) }
        }
        if let test = self.vocabulary.tables.randomElement(using: &numbers),
            Int.random(in: 0..<3, using: &numbers) > 0
        {
            self.align(&values, with: test, names, &numbers)
        }
        return values
    }

    /// Makes values agree with one row of a table.
    private func align(
        _ values: inout [String: Value], with test: TableLeaf, _ names: [String],
        _ numbers: inout SeededNumbers
    ) {
        let rows = (self.definition.tables[test.table]?.rows ?? []).filter { row in
            test.match.allSatisfy { column, field in
                guard !names.contains(field), let given = self.facts.fields[field] else {
                    return true
                }
                return given.texts.allSatisfy { row.cells[column]?.contains($0) ?? false }
            }
        }
        guard let row = rows.randomElement(using: &numbers) else { return }
        for (column, field) in test.match.merging(test.allows, uniquingKeysWith: { $1 })
            .sorted(by: { $0.key < $1.key })
        where names.contains(field) {
            let cells = (row.cells[column] ?? []).shuffled(using: &numbers)
            guard let first = cells.first else { continue }
            if case .list = self.definition.fields[field]?.type {
                let count = Int.random(in: 1...min(3, cells.count), using: &numbers)
                values[field] = .list(cells.prefix(count).map { .text($0) })
            } else {
                values[field] = .text(first)
            }
        }
    }

    private func value(
        of field: FieldDefinition, _ given: [String: Value], _ numbers: inout SeededNumbers
    ) -> Value {
        if let column = field.restrictions.column {
            let texts = self.definition.tables[column.table]?.values(of: column.column)
                .map(\.name)
            return self.list(field, texts ?? [], &numbers)
        }
        if let supersets = self.vocabulary.supersets[field.name],
            let other = supersets.randomElement(using: &numbers),
            let whole = given[other] ?? self.facts.fields[other],
            Int.random(in: 0..<4, using: &numbers) > 0
        {
            return self.list(field, whole.texts, &numbers)
        }
        return self.value(of: field.type, field, &numbers)
    }

    private func list(
        _ field: FieldDefinition, _ texts: [String], _ numbers: inout SeededNumbers
    ) -> Value {
        let items = texts.shuffled(using: &numbers)
            .prefix(Int.random(in: 1...3, using: &numbers)).map { Value.text($0) }
        if case .list = field.type { return .list(Array(items)) }
        return items.first ?? .text("")
    }

    private func value(
        of type: FieldType, _ field: FieldDefinition, _ numbers: inout SeededNumbers
    ) -> Value {
        switch type {
        case .list(let element, let least, let most):
            let fewest = max(1, least ?? 1)
            let count = Int.random(in: fewest...max(fewest, min(most ?? 4, 4)), using: &numbers)
            var items: [Value] = []
            // Doubles would be merged: look for others.
            for _ in 0..<(count * 4) where items.count < count {
                let item = self.value(of: element, field, &numbers)
                if !items.contains(item) { items.append(item) }
            }
            return .list(items)
        case .record(let parts):
            var record: [String: String] = [:]
            for part in parts {
                record[part.name] = self.text(of: part.type, part.name, &numbers)
            }
            return .record(record)
        default:
            return .text(self.text(of: type, field.name, &numbers))
        }
    }

    private func text(
        of type: FieldType, _ name: String, _ numbers: inout SeededNumbers
    ) -> String {
        switch type {
        case .integer, .decimal, .amount:
            return self.number(type, name, &numbers)
        case .date:
            return self.day(&numbers).description
        case .boolean:
            return Bool.random(using: &numbers) ? "true" : "false"
        case .choice(let options):
            return options.randomElement(using: &numbers)?.name ?? ""
        case .office:
            return self.offices.randomElement(using: &numbers) ?? ""
        case .user:
            return self.users.randomElement(using: &numbers) ?? ""
        case .session:
            return "十七届四次"
        default:
            let known = self.vocabulary.literals[name] ?? []
            return known.randomElement(using: &numbers)
                ?? "文\(Int.random(in: 1...9, using: &numbers))"
        }
    }

    private func number(
        _ type: FieldType, _ name: String, _ numbers: inout SeededNumbers
    ) -> String {
        var choices = (self.vocabulary.literals[name] ?? []).compactMap { ExactNumber($0) }
        for bound in self.vocabulary.bounds[name] ?? [] {
            choices += self.values(of: bound)
        }
        // What is added up is entered in parts.
        if self.definition.fields[name]?.accumulates ?? false {
            let sum = self.facts.fields[name]?.text.flatMap { ExactNumber($0) } ?? .zero
            choices = choices.map { max(.zero, $0 - sum) }
        }
        // Of what is given back, all there is.
        if let paid = self.definition.fields[name]?.restrictions.backFrom {
            choices += [self.facts.fields[paid]?.text.flatMap { ExactNumber($0) }].compactMap { $0 }
        }
        choices += ["0", "1", "2", "100", "3000", "60000"].compactMap { ExactNumber($0) }
        if type == .decimal { choices += ["0.05", "0.5"].compactMap { ExactNumber($0) } }
        let chosen = choices.randomElement(using: &numbers) ?? .zero
        return type == .integer
            ? String(chosen.roundedUp) : chosen.roundedDownToFen.description
    }

    private func values(of bound: Guard.Bound) -> [ExactNumber] {
        let facts = self.facts
        switch bound {
        case .literal(let text):
            return [ExactNumber(text)].compactMap { $0 }
        case .field(let other, let times):
            guard let number = facts.fields[other]?.text.flatMap({ ExactNumber($0) }) else {
                return []
            }
            return [number * times]
        case .rest(let other, let less):
            let figures = [other, less].map { facts.fields[$0]?.text.flatMap { ExactNumber($0) } }
            guard let whole = figures[0] else { return [] }
            return [max(.zero, whole - (figures[1] ?? .zero))]
        case .items(let list, let times, let less):
            return [ExactNumber(facts.fields[list]?.items.count ?? 0) * times - less]
        case .chosen(let figures, _):
            return figures.values.sorted().compactMap { ExactNumber($0) }
        case .owed(let clock), .unpaid(let clock):
            let judge = self.machine.judge(facts, on: self.today, in: self.surroundings)
            let accrued = Accrued(clock, judge, until: self.today)
            return [accrued?.owed, accrued?.unpaid].compactMap { $0 }
        }
    }

    /// A day that means something: today, near it, a date the case has, just after a due date.
    private func day(_ numbers: inout SeededNumbers) -> Day {
        let today = self.today
        var days = [0, 0, -1, -10, -40, -300, -900, 1, 9, 16, 40, 200].map(today.adding(days:))
        for field in self.definition.fields.items where field.type == .date {
            guard let day = self.facts.day(field.name) else { continue }
            days += [day, day.adding(days: 1)]
        }
        for run in self.facts.clocks where run.isOpen {
            guard let due = run.due else { continue }
            days += [due.adding(days: 1), due.adding(days: 5), due.adding(days: 25)]
        }
        return days.randomElement(using: &numbers) ?? today
    }
}
