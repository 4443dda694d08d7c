// SPDX-License-Identifier: Apache-2.0
internal import PaperForm
internal import WorkCalendar
internal import Workflow

// What fields say on paper.
extension PaperMatter {
    var fields: [String: PaperName] {
        var names: [String: PaperName] = [:]
        for field in self.definition.fields.items {
            var value =
                self.facts?.fields[field.name] ?? (self.facts == nil ? nil : field.defaultValue)
            if self.isPublic { value = value.map { self.masked($0, of: field) } }
            let isKept = value.map { $0.texts == [field.secret?.instead.zh] } ?? false
            let name =
                field.restrictions.column.map { self.tabled(field, in: $0, value) }
                ?? self.name(field.labels.zh, of: field.type, value)
            names[field.name] =
                name
                .adding("known", .flag(!(self.facts?.fields[field.name]?.isEmpty ?? true)))
                .adding("kept", .flag(isKept))
        }
        return names
    }

    /// Values that stand in a table of facts, as it calls them: `basis` is by what its rows go, where they agree.
    private func tabled(
        _ field: FieldDefinition, in column: TableColumn, _ value: Value?
    ) -> PaperName {
        let label = field.labels.zh
        func named(_ code: String?) -> PaperName {
            let words = code.map { GuardWords(self.definition).value($0, of: field.name).zh }
            return PaperName(
                label, words,
                names: [
                    "basis": PaperName("\(label)依据", code.flatMap { self.basis(of: $0, column) })
                ])
        }
        guard case .list = field.type else { return named(value?.text) }
        let items = (value?.texts ?? []).map(named)
        let text = items.compactMap(\.text).joined(separator: "、")
        return PaperName(label, text.isEmpty ? nil : text, items: items, like: named(nil))
    }

    /// What the rows of a table go by that have a value and agree with the case; nil where they differ.
    private func basis(of code: String, _ column: TableColumn) -> String? {
        guard let table = self.definition.tables[column.table] else { return nil }
        let day = self.definition.dayField(of: column.table)
            .flatMap { self.facts?.fields[$0]?.text.flatMap { Day($0) } }
        let rows = table.rows.filter { row in
            (day.map(row.isValid) ?? true)
                && row.cells[column.column]?.contains(code) ?? false
                && row.cells.allSatisfy { name, cells in
                    guard name != column.column, let own = self.facts?.fields[name]?.text else {
                        return true
                    }
                    return cells.contains(own)
                }
        }
        let cited = Set(rows.map { self.cited($0.basis) })
        return cited.count == 1 ? cited.first ?? nil : nil
    }

    /// Without the numbers of identity cards and telephones, which people write into any text; an organisation's code
    /// is none.
    private func masked(_ value: Value, of field: FieldDefinition) -> Value {
        guard !field.restrictions.isOrganisationCode else { return value }
        switch value {
        case .text(let text): return .text(PersonalNumbers.masked(text))
        case .list(let items): return .list(items.map { self.masked($0, of: field) })
        case .record(let parts):
            guard case .record(let known) = field.type.element else {
                return .record(parts.mapValues(PersonalNumbers.masked))
            }
            let codes = Set(known.filter(\.isOrganisationCode).map(\.name))
            return .record(
                Dictionary(
                    uniqueKeysWithValues: parts.map { part in
                        (
                            part.key,
                            codes.contains(part.key)
                                ? part.value : PersonalNumbers.masked(part.value)
                        )
                    }))
        }
    }

    private func name(_ label: String, of type: FieldType, _ value: Value?) -> PaperName {
        if case .list(let element, _, _) = type {
            let items = value.map { $0.isEmpty ? [] : $0.items } ?? []
            let names = items.map { self.name(label, of: element, $0) }
            let text = names.compactMap(\.text).joined(separator: "、")
            return PaperName(
                label, text.isEmpty ? nil : text, items: names,
                like: self.name(label, of: element, nil))
        }
        if case .record(let parts) = type { return self.record(label, of: parts, value) }
        if type == .recipient, case .record(let parts) = value {
            return self.recipient(label, parts)
        }
        return self.single(label, of: type, value?.text)
    }

    private func record(_ label: String, of parts: [RecordPart], _ value: Value?) -> PaperName {
        var texts: [String: String] = [:]
        if case .record(let own) = value { texts = own }
        // What stands instead of a record is a word.
        if let word = value?.text { return PaperName(label, word, names: self.empty(label, parts)) }
        let names = parts.map { part in
            (part.name, self.single(label, of: part.type, texts[part.name]))
        }
        let line = names.compactMap(\.1.text).joined(separator: "，")
        return PaperName(
            label, line.isEmpty ? nil : line, names: Dictionary(names) { first, _ in first })
    }

    /// 市政协提案委（2份）.
    private func recipient(_ label: String, _ parts: [String: String]) -> PaperName {
        let name = parts["to"].map { self.officeNames[$0] ?? $0 }
        let copies = parts["copies"].flatMap { $0 == "1" ? nil : "（\($0)份）" } ?? ""
        return PaperName(label, name.map { $0 + copies })
    }

    private func empty(_ label: String, _ parts: [RecordPart]) -> [String: PaperName] {
        Dictionary(parts.map { ($0.name, self.single(label, of: $0.type, nil)) }) { first, _ in
            first
        }
    }

    private func single(_ label: String, of type: FieldType, _ text: String?) -> PaperName {
        switch type {
        case .date: return self.day(text, label)
        case .amount: return self.sum(text, label)
        case .boolean:
            return PaperName(
                label, text.map { $0 == "true" ? "是" : "否" }, isTold: text == "true")
        case .choice(let options):
            let names =
                options.map { ($0.name, PaperName.flag($0.name == text)) }
                + [("code", PaperName(label, text))]
            return PaperName(
                label, text.map { type.label(ofOption: $0)?.zh ?? $0 },
                names: Dictionary(names) { first, _ in first })
        case .office, .recipient:
            return PaperName(label, text.map { self.officeNames[$0] ?? $0 })
        case .user: return PaperName(label, text.map { self.userNames[$0] ?? $0 })
        case .session:
            return PaperName(label, text.map { $0.hasSuffix("次") ? "\($0)会议" : $0 })
        case .text, .integer, .decimal, .caseReference, .record, .list:
            // With a full stop, unless it has one.
            let isEnded = text?.last.map { "。！？；：".contains($0) } ?? true
            return PaperName(
                label, text,
                names: ["sentence": PaperName(label, text.map { isEnded ? $0 : $0 + "。" })])
        }
    }

    private func day(_ text: String?, _ label: String) -> PaperName {
        guard let text, let day = Day(text) else {
            // What stands instead of a day is a word.
            return PaperName(label, text, names: ["numerals": PaperName(label, text)])
        }
        return PaperName(
            label, ChineseNumerals.figures(of: day),
            names: ["numerals": PaperName(label, ChineseNumerals.text(of: day))])
    }

    private func sum(_ text: String?, _ label: String) -> PaperName {
        let amount = text.flatMap { ExactNumber($0) }
        return PaperName(
            label, amount.map { "\($0)元" } ?? text,
            names: [
                "capitals": PaperName(label, amount.flatMap(ChineseNumerals.capitals)),
                "figures": PaperName(label, text),
            ])
    }
}

extension PaperName {
    /// The same names, of something that is not there.
    var untold: PaperName { PaperName(self.label, nil, isTold: false, more: { self.below($0) }) }
}
