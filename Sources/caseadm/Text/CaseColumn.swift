// SPDX-License-Identifier: Apache-2.0
package import CaseProto

/// What a list of cases can show of each.
package enum CaseColumn: String, Sendable, Hashable, CaseIterable {
    /// Its id.
    case id
    /// Its number on the paper.
    case number
    /// Its workflow.
    case workflow
    /// Its state.
    case state
    /// Whom it comes from or concerns.
    case people
    /// The office that handles it.
    case handler
    /// The day on which it was opened.
    case opened
    /// When it was entered.
    case recorded
    /// The place whose rules it has.
    case profile
    /// Live, or entered for the record.
    case mode
    /// The case of which it is part.
    case parent
    /// Its title.
    case title

    /// What is shown where nothing else is asked for.
    package static let usual: [CaseColumn] = [
        .id, .number, .workflow, .state, .people, .handler, .opened, .title,
    ]

    /// Its heading.
    package var text: Text {
        switch self {
        case .id: Words.caseColumn
        case .number: Text(zh: "编号", en: "Number")
        case .workflow: Text(zh: "流程", en: "Workflow")
        case .state: Words.state
        case .people: Text(zh: "提出人或当事人", en: "From or about")
        case .handler: Text(zh: "承办", en: "Handled by")
        case .opened: Text(zh: "立件", en: "Opened")
        case .recorded: Text(zh: "录入", en: "Recorded")
        case .profile: Words.profile
        case .mode: Text(zh: "录入方式", en: "Entered")
        case .parent: Text(zh: "上级件", en: "Parent")
        case .title: Words.title
        }
    }

    /// The column that is called so, by its code or its heading in either language.
    package init?(called word: String) {
        let word = word.lowercased()
        let found = Self.allCases.first { column in
            [column.rawValue, column.text(.zh), column.text(.en)].contains {
                $0.lowercased() == word
            }
        }
        guard let found else { return nil }
        self = found
    }

    /// What stands in it of a case.
    package func value(_ item: V1.Case, _ language: Language) -> String {
        switch self {
        case .id: item.caseId
        case .number: item.number
        case .workflow: item.workflowLabel.text(language, else: item.workflow)
        case .state: item.stateLabel.text(language, else: item.state)
        case .people: item.people.joined(separator: Words.listSeparator(language))
        case .handler: item.handlerName.isEmpty ? item.handler : item.handlerName
        case .opened: item.openedOn
        case .recorded: Moment.local(item.recordedAt)
        case .profile: item.profile
        case .mode: Words.mode(item.mode)(language)
        case .parent: item.parent
        case .title: item.title
        }
    }
}

/// In which order a list shows its cases.
package struct CaseOrder: Sendable, Hashable {
    /// By what.
    package let column: CaseColumn
    /// The last first.
    package let isReversed: Bool

    /// An order.
    package init(column: CaseColumn, isReversed: Bool) {
        self.column = column
        self.isReversed = isReversed
    }

    /// The cases in this order.
    ///
    /// Those that are alike stay as they stand; what has no value comes last.
    package func sorted(_ cases: [V1.Case], _ language: Language) -> [V1.Case] {
        let keyed = cases.enumerated().map { place, item in
            Keyed(key: Key(column.value(item, language)), place: place, item: item)
        }
        return keyed.sorted { left, right in
            if left.key == right.key { return left.place < right.place }
            if left.key.text.isEmpty != right.key.text.isEmpty { return right.key.text.isEmpty }
            return isReversed ? right.key < left.key : left.key < right.key
        }.map(\.item)
    }

    private struct Keyed {
        let key: Key
        let place: Int
        let item: V1.Case
    }

    /// A text in which numbers count by their size: 第9号 before 第10号.
    private struct Key: Comparable {
        let text: String
        private let parts: [Part]

        private enum Part: Comparable {
            case number(Int)
            case word(String)
        }

        init(_ text: String) {
            self.text = text
            var parts: [Part] = []
            var rest = text[...]
            while let first = rest.first {
                let isDigit = first.isASCII && first.isNumber
                let piece = rest.prefix { ($0.isASCII && $0.isNumber) == isDigit }
                parts.append(
                    isDigit
                        ? Int(piece).map(Part.number) ?? .word(String(piece))
                        : .word(String(piece)))
                rest = rest.dropFirst(piece.count)
            }
            self.parts = parts
        }

        static func == (left: Key, right: Key) -> Bool { left.parts == right.parts }

        static func < (left: Key, right: Key) -> Bool {
            left.parts.lexicographicallyPrecedes(right.parts)
        }
    }
}
