// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Workflow

/// What a column of a table says of a case.
enum ColumnMeaning: Hashable, Sendable {
    case field(String)
    case role(String)
    /// The day of an event.
    case day(of: String)
    /// Where the case stands.
    case state
    /// The case that it is a part of.
    case parent
    /// The case that is there already, by its id.
    case id
    /// Nothing: a row's number, or what is passed over on purpose.
    case idle

    /// As it is written where a column is mapped.
    var word: String {
        switch self {
        case .field(let name), .role(let name): name
        case .day(let event): "\(event)_on"
        case .state: "state"
        case .parent: "parent"
        case .id: "id"
        case .idle: ""
        }
    }
}

/// Finds what the columns of a table are: which is which follows from the workflow's own names and labels, in
/// either language, from what the rulebook says that lists call them, and from what somebody mapped.
///
/// - a field: `number`, `建议编号`
/// - a role: `lead`, `主办单位`
/// - the day of an event, or of reaching a state: `assign_on`, `assigned on`, `交办日期`
/// - `state`, `状态`, `state so far`: where the case stands
/// - `parent`, `上级件`: the case it is a part of
/// - `id`, and `件号` beside the number on the paper: the case that is there already
struct TableColumns {
    let definition: WorkflowDefinition
    private let headings: [String: String]
    private let mapping: [String: String]
    private var exact: [String: ColumnMeaning] = [:]
    private var days: [String: String] = [:]

    /// What a heading is.
    struct Found: Hashable {
        var meaning: ColumnMeaning
        /// Known by a part of its words only.
        var isGuess = false
    }

    /// - Parameter mapping: what headings are whatever their words say; empty for what is passed over.
    init(
        _ definition: WorkflowDefinition, headings: [String: [String]],
        mapping: [String: String] = [:]
    ) {
        self.definition = definition
        self.headings = headings.reduce(into: [:]) { all, entry in
            for word in entry.value { all[TableColumns.plain(word)] = entry.key }
        }
        self.mapping = mapping.reduce(into: [:]) { $0[TableColumns.plain($1.key)] = $1.value }
        self.learn()
    }

    private mutating func learn() {
        func learn(_ name: String, _ labels: Label, _ meaning: ColumnMeaning) {
            for word in [name, labels.zh, labels.en].map(TableColumns.plain)
            where !word.isEmpty && self.exact[word] == nil {
                self.exact[word] = meaning
            }
        }
        for word in ["state", "state so far", "status", "状态", "目前状态", "办理状态"] {
            self.exact[TableColumns.plain(word)] = .state
        }
        for item in self.definition.fields.items {
            learn(item.name, item.labels, .field(item.name))
        }
        for item in self.definition.roles.items where item.binding == .ofCase {
            learn(item.name, item.labels, .role(item.name))
        }
        for item in self.definition.events.items {
            for word in [item.name, item.labels.zh, item.labels.en].map(TableColumns.plain)
            where self.days[word] == nil { self.days[word] = item.name }
        }
        for item in self.definition.states.items {
            guard let event = self.definition.event(reaching: item.name) else { continue }
            for word in [item.name, item.labels.zh, item.labels.en].map(TableColumns.plain)
            where self.days[word] == nil { self.days[word] = event }
        }
        for word in TableColumns.parents where self.exact[word] == nil {
            self.exact[word] = .parent
        }
        for word in ["id", "caseid"] where self.exact[word] == nil { self.exact[word] = .id }
    }

    /// What lists of ours call the id; other people's lists call the number on the paper so.
    private static let ids: Set = ["件号", "case"]

    /// What the headings of a row are.
    ///
    /// - Throws: ``CaseworkError`` when one was mapped to what the workflow does not have.
    func find(all headings: [String]) throws(CaseworkError) -> [Found?] {
        var found: [Found?] = []
        for heading in headings { found.append(try self.find(heading)) }
        let mayBeID = headings.indices.filter { place in
            let plain = TableColumns.plain(headings[place])
            return TableColumns.ids.contains(plain) && self.mapping[plain] == nil
        }
        guard let place = mayBeID.first else { return found }
        let number = self.definition.numberField.map(ColumnMeaning.field)
        let hasNumber = found.indices.contains { other in
            other != place && found[other]?.meaning == number && found[other]?.isGuess == false
        }
        if number == nil || hasNumber { found[place] = Found(meaning: .id) }
        return found
    }

    private static let parents = ["parent", "上级件", "主件", "所属件", "所属件号"]
    private static let idle: Set = ["序号", "序", "no", "no.", "#", "行号", "编次", "row"]

    /// What a heading is; nil when nothing says so.
    ///
    /// - Throws: ``CaseworkError`` when it was mapped to what the workflow does not have.
    func find(_ heading: String) throws(CaseworkError) -> Found? {
        let plain = TableColumns.plain(heading)
        if let target = self.mapping[plain] {
            guard !target.trimmed.isEmpty else { return Found(meaning: .idle) }
            guard let meaning = self.known(TableColumns.plain(target)) else {
                throw self.unknownTarget(heading, target)
            }
            return Found(meaning: meaning)
        }
        let bare = TableColumns.withoutNotes(plain)
        for word in [plain, bare] {
            if let meaning = self.known(word) { return Found(meaning: meaning) }
        }
        if TableColumns.idle.contains(bare) { return Found(meaning: .idle) }
        return self.guess(bare).map { Found(meaning: $0, isGuess: true) }
    }

    private func known(_ plain: String) -> ColumnMeaning? {
        if let meaning = self.exact[plain] { return meaning }
        for suffix in ["on", "日期", "时间", "日"] where plain.hasSuffix(suffix) {
            if let event = self.days[String(plain.dropLast(suffix.count))] {
                return .day(of: event)
            }
        }
        return self.headings[plain].flatMap { name in
            let word = TableColumns.plain(name)
            if let meaning = self.exact[word] { return meaning }
            guard word.hasSuffix("on") else { return nil }
            return self.days[String(word.dropLast(2))].map { .day(of: $0) }
        }
    }

    /// What ends with the label of something that every list has, as 议案标题, or is the end of one such label, as
    /// 编号 of 建议编号.
    private func guess(_ plain: String) -> ColumnMeaning? {
        guard plain.count > 1, !plain.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let usual = self.exact.filter { self.isUsual($0.value) && $0.key.count > 1 }
        let longer = usual.filter { plain.hasSuffix($0.key) }
        if let best = longer.max(by: { $0.key.count < $1.key.count }) { return best.value }
        let shorter = Set(usual.filter { $0.key.hasSuffix(plain) }.values)
        return shorter.count == 1 ? shorter.first : nil
    }

    private func isUsual(_ meaning: ColumnMeaning) -> Bool {
        switch meaning {
        case .field(let name):
            name == self.definition.titleField || self.definition.naturalKey.contains(name)
                || self.definition.fields[name]?.isRequired ?? false
        case .role: true
        case .day, .state, .parent, .id, .idle: false
        }
    }

    private func unknownTarget(_ heading: String, _ target: String) -> CaseworkError {
        let fields = self.definition.fields.items.map { "\($0.name) \($0.labels.zh)" }
        let roles = self.definition.roles.items.filter { $0.binding == .ofCase }
            .map { "\($0.name) \($0.labels.zh)" }
        let known = (roles + fields).joined(separator: "、")
        return CaseworkError.invalid(
            heading, "没有“\(target)”;可对应的有:\(known),以及“事项日期”和“状态”",
            "there is no “\(target)”; a column may be: \(known), EVENT_on or state")
    }

    /// Without what tells nothing apart: blanks, widths, capitals, marks of what must be filled in.
    static func plain(_ heading: String) -> String {
        // A reader learns hundreds of words for each row; nearly all are ASCII and Han.
        var bytes: [UInt8] = []
        for byte in heading.utf8 {
            switch byte {
            case 0x41...0x5A: bytes.append(byte + 0x20)
            case 0x09...0x0D, 0x20, 0x2A, 0x2D, 0x3A, 0x5F: continue
            case 0x00..<0xC0, 0xE4...0xE9: bytes.append(byte)
            default: return self.plainOfAny(heading)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func plainOfAny(_ heading: String) -> String {
        Folding.narrow(heading).lowercased().filter { !$0.isWhitespace && !"_-*:".contains($0) }
    }

    private static let brackets: [(Character, Character)] = [
        ("(", ")"), ("[", "]"), ("【", "】"), ("〔", "〕"),
    ]

    /// Without remarks in brackets, as of 签收日期(必填).
    private static func withoutNotes(_ plain: String) -> String {
        var rest = plain
        for (open, close) in TableColumns.brackets {
            while let from = rest.firstIndex(of: open), let to = rest[from...].firstIndex(of: close)
            {
                rest.removeSubrange(from...to)
            }
        }
        return rest
    }
}

extension WorkflowDefinition {
    /// The event that leads to a state; the first in file order.
    func event(reaching state: String) -> String? {
        self.transitions.first { $0.to == state && $0.from.first != state }?.event
    }

    /// What a column is called where people read it.
    func label(of meaning: ColumnMeaning) -> Label {
        switch meaning {
        case .field(let name): self.fields[name]?.labels ?? Label(same: name)
        case .role(let name): self.roles[name]?.labels ?? Label(same: name)
        case .day(let event):
            self.events[event].map { Label("\($0.labels.zh)日期", "\($0.labels.en), day") }
                ?? Label(same: event)
        case .state: Label("状态", "State")
        case .parent: Label("上级件", "Parent")
        case .id: Label("件号", "Case")
        case .idle: Label("", "")
        }
    }
}
