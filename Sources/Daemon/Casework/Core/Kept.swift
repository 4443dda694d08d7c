// SPDX-License-Identifier: Apache-2.0
package import Storage
package import Workflow

/// What of a case is kept from somebody.
package struct Kept: Sendable {
    /// Fields, with what is read instead.
    package var fields: [String: Label] = [:]
    /// Kinds of documents, with what is read instead of a file's name.
    package var documents: [String: Label] = [:]
    /// What those fields say, wherever it stands: a recipient, somebody who acts.
    var texts: [String: Label] = [:]
    /// Secret fields that are open to him, with what they say, and secret kinds of documents.
    var opened: [String: [String]] = [:]
    /// Whoever reads of the case is noted.
    var isRestricted = false
    /// He takes part from outside: what he reads is bounded by that.
    package var outside: OutsideView?

    /// Whether nothing is kept.
    package var isNothing: Bool {
        self.outside == nil && self.fields.isEmpty && self.documents.isEmpty && self.texts.isEmpty
    }

    /// Whether words are kept that may stand in any text of the case.
    package var keepsWords: Bool { !self.texts.isEmpty }

    /// Keeps a text, and what it lists, wherever it stands.
    mutating func keep(_ text: String, _ instead: Label) {
        // One sign may stand in any word.
        for text in [text] + text.listed where text.count > 1 { self.texts[text] = instead }
    }

    /// The names of what is open to him and stands in a text.
    func opened(in text: String) -> [String] {
        self.opened.filter { $0.value.contains { !$0.isEmpty && text.contains($0) } }.map(\.key)
    }

    /// Whether a text stands in a case as it is read.
    package func tells(_ text: String, of row: CaseRow) -> Bool {
        self.isNothing || self.says(text, in: row)
    }

    /// The same, looked for also where nothing is kept.
    package func says(_ text: String, in row: CaseRow) -> Bool {
        let shown = self.shown(row)
        return shown.id.contains(text) || shown.title.contains(text)
            || shown.fields.values.contains { $0.texts.contains { $0.contains(text) } }
    }

    /// A case's row as it is read.
    package func shown(_ row: CaseRow) -> CaseRow {
        guard !self.isNothing else { return row }
        var row = self.outside?.shown(row) ?? row
        row.fields = self.shown(row.fields)
        row.title = self.shown(row.title)
        return row
    }

    /// A case's facts as they are read; nothing is decided by them.
    package func shown(_ facts: CaseFacts) -> CaseFacts {
        guard !self.isNothing else { return facts }
        var facts = self.outside?.shown(facts) ?? facts
        facts.fields = self.shown(facts.fields)
        for index in facts.history.indices {
            // Whose number it is may be what is kept, and nobody is told of it here.
            (facts.history[index].enteredBy, facts.history[index].persons) = (nil, [])
            for (name, value) in facts.history[index].changes {
                guard let value else { continue }
                facts.history[index].changes[name] = self.shown([name: value])[name] ?? value
            }
        }
        for index in facts.deliveries.indices {
            facts.deliveries[index].recipient = self.shown(facts.deliveries[index].recipient)
        }
        return facts
    }

    /// Fields as they are read: one that says nothing stays so.
    package func shown(_ fields: [String: Value]) -> [String: Value] {
        (self.outside?.shown(fields) ?? fields).reduce(into: [:]) { shown, field in
            let isKept = self.fields[field.key] != nil && !field.value.isEmpty
            shown[field.key] =
                isKept
                ? self.instead(of: field.value, self.fields[field.key]) : self.shown(field.value)
        }
    }

    /// A line of the history as it is read; nil when it is not for him.
    package func shown(_ row: HistoryRow) -> HistoryRow? {
        guard !self.isNothing else { return row }
        guard var row = self.outside.map({ $0.shown(row) }) ?? row else { return nil }
        row.actorName = self.shown(row.actorName)
        let entered = self.shown(row.enteredByName)
        // By his number anybody finds him in the directory.
        if entered != row.enteredByName { (row.enteredByName, row.enteredBy) = (entered, nil) }
        row.note = self.shown(row.note)
        row.changes = row.changes.map { change in
            var change = self.unnumbered(change)
            let name = change.field.split(separator: " ").last.map(String.init) ?? change.field
            let instead = self.fields[change.field] ?? self.fields[name]
            change.before = change.before.map { self.instead(of: $0, instead) }
            change.after = change.after.map { self.instead(of: $0, instead) }
            change.field = self.shown(change.field)
            return change
        }
        if let instead = self.document(filedBy: row) {
            for index in row.changes.indices where row.changes[index].field != "document" {
                row.changes[index].after = .text(instead.zh)
            }
        }
        return row
    }

    /// A change that says who takes part, without the number of whoever is kept.
    private func unnumbered(_ change: ChangeRow) -> ChangeRow {
        guard change.field == HistoryLine.participant else { return change }
        func hidden(_ value: Value?) -> Value? {
            guard let text = value?.text, self.shown(text) != text else { return value }
            return .text(
                text.split(separator: " ").filter { Int64($0) == nil }.joined(separator: " "))
        }
        var change = change
        (change.before, change.after) = (hidden(change.before), hidden(change.after))
        return change
    }

    /// What is read instead, where a line says that a document was filed which is kept.
    private func document(filedBy row: HistoryRow) -> Label? {
        guard row.event == HistoryLine.attach else { return nil }
        let kind = row.changes.first { $0.field == "document" }?.after?.text
        return kind.flatMap { self.documents[$0] }
    }

    /// A delivery as it is read; nil when it is not for him.
    package func shown(_ row: DeliveryRow) -> DeliveryRow? {
        guard !self.isNothing else { return row }
        // What is not out yet is nobody's letter.
        if let outside, row.sentOn == nil || !outside.isTo(him: row.recipient.name) { return nil }
        var row = row
        row.recipient.name = self.shown(row.recipient.name)
        row.reason = self.shown(row.reason)
        return row
    }

    /// A document as it is read; nil when it is not for him.
    package func shown(_ row: DocumentRow) -> DocumentRow? {
        if let outside, !outside.tells(document: row.kind, filedBy: row.sequence) { return nil }
        var row = row
        row.name = self.shown(row.name)
        row.addedBy = self.shown(row.addedBy)
        guard let instead = self.documents[row.kind], row.sha256 != nil else { return row }
        (row.name, row.sha256) = (instead.zh, "")
        return row
    }

    /// Whether the content of a document may be given out.
    package func opens(_ row: DocumentRow) -> Bool {
        row.hasContent && self.documents[row.kind] == nil && self.shown(row) != nil
    }

    /// Whether a clock is told of.
    package func tells(clock: String) -> Bool {
        self.outside?.tells(clock: clock) ?? true
    }

    /// What a command came to, as whoever gave it is told.
    package func shown(_ result: CommandResult) -> CommandResult {
        var result = result
        result.remarks = self.outside == nil ? result.remarks.map(self.shown) : []
        result.clocks = result.clocks.filter { self.tells(clock: $0.clock) }
        result.notGiven = result.notGiven.filter { self.outside?.tells(field: $0) ?? true }
        return result
    }

    /// A text, in which what is kept stands in neutral words: English ones where all else is.
    package func shown(_ text: String) -> String {
        guard !self.texts.isEmpty else { return text }
        let (chinese, english) = (self.neutral(text, \.zh), self.neutral(text, \.en))
        guard chinese != text else { return text }
        let others = self.texts.values.reduce(chinese) { $0.replacing($1.zh, with: "") }
        let isEnglish =
            others.contains(where: \.isLetter)
            && !others.unicodeScalars.contains(where: \.properties.isIdeographic)
        return isEnglish ? english : chinese
    }

    private func neutral(_ text: String, _ language: KeyPath<Label, String>) -> String {
        self.texts.sorted { $0.key.count > $1.key.count }.reduce(text) { text, kept in
            kept.key.isEmpty
                ? text : text.replacing(spelt: kept.key, with: kept.value[keyPath: language])
        }
    }

    /// A sentence, likewise.
    package func shown(_ label: Label) -> Label {
        Label(self.neutral(label.zh, \.zh), self.neutral(label.en, \.en))
    }

    private func instead(of value: Value, _ label: Label?) -> Value {
        guard let label else { return self.shown(value) }
        if case .list = value { return .list([.text(label.zh)]) }
        return value.isEmpty ? value : .text(label.zh)
    }

    private func shown(_ value: Value) -> Value {
        guard !self.texts.isEmpty else { return value }
        switch value {
        case .text(let text): return .text(self.shown(text))
        case .list(let items): return .list(items.map(self.shown))
        case .record(let parts): return .record(parts.mapValues(self.shown))
        }
    }
}
