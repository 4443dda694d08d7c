// SPDX-License-Identifier: Apache-2.0
package import CaseProto

/// A column of a list: what every case has, or a field or a role of one workflow.
package enum ListColumn: Sendable, Hashable {
    /// What every case has.
    case head(CaseColumn)
    /// A field, under this heading.
    case field(String, heading: String)
    /// Who holds a role, under this heading.
    case role(String, heading: String)

    /// Whether a list that is not told whole has it.
    package var isOfHead: Bool {
        if case .head = self { true } else { false }
    }

    /// Its heading.
    package func heading(_ language: Language) -> String {
        switch self {
        case .head(let column): column.text(language)
        case .field(_, let heading), .role(_, let heading): heading
        }
    }

    /// Whether it is called so, by its name or its heading.
    package func isCalled(_ word: String, _ language: Language) -> Bool {
        let word = word.lowercased()
        switch self {
        case .head(let column): return CaseColumn(called: word) == column
        case .field(let name, let heading), .role(let name, let heading):
            return [name, heading].contains { $0.lowercased() == word }
        }
    }

    /// What stands in it of a case, as people read it.
    package func value(_ item: V1.Case, _ language: Language) -> String {
        switch self {
        case .head(let column): return column.value(item, language)
        case .field(let name, _):
            let field = item.fields.first { $0.name == name }
            guard let field, let value = field.value, value.kind != nil else { return "" }
            return field.display.text(language, else: value.text(language))
        case .role(let name, _):
            let role = item.roles.first { $0.role == name }
            return role.map { $0.name.isEmpty ? $0.office : $0.name } ?? ""
        }
    }

    /// All that a list of a workflow can show, so that what is imported again is the same.
    ///
    /// Of two that are called alike the second is headed by its name.
    package static func all(of workflow: V1.Workflow, _ language: Language) -> [ListColumn] {
        let heads: [CaseColumn] = [.id, .state, .parent]
        var taken = Set(heads.map { $0.text(language) })
        var columns = heads.map(ListColumn.head)
        func heading(_ item: V1.NamedLabel) -> String {
            let label = item.label.text(language, else: item.name)
            return taken.insert(label).inserted ? label : item.name
        }
        for field in workflow.fields {
            columns.append(.field(field.name, heading: heading(field)))
        }
        for role in workflow.roles where role.ofCase {
            columns.append(.role(role.name, heading: heading(role)))
        }
        return columns
    }
}
