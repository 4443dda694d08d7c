// SPDX-License-Identifier: Apache-2.0
package import Workflow

/// What names a matter only once: its workflow and the fields the rulebook lists.
package enum NaturalKey {
    private static let separator: Character = "\u{1f}"

    /// The key; nil while a part is missing.
    ///
    /// Blanks, widths, invisible characters, and the brackets of a document's number tell nothing apart.
    /// Parts of a divided item bear the fields of the whole: their parent tells them apart.
    /// Where whoever holds a role is a part of it, the same matter may be another office's, too.
    package static func of(
        _ fields: [String: Value], _ definition: WorkflowDefinition, roles: [String: Party],
        parent: String?
    ) -> String? {
        let isPartOfItsOwnKind = parent != nil && definition.parent == nil
        guard !isPartOfItsOwnKind, !definition.naturalKey.isEmpty else { return nil }
        var parts = [definition.name]
        for name in definition.naturalKey {
            if let role = WorkflowDefinition.role(inKey: name) {
                guard let party = roles[role] else { return nil }
                parts.append(Folding.key(party.office ?? party.name))
                continue
            }
            guard let value = fields[name], !value.isEmpty else { return nil }
            let number = Folding.documentNumber(value.line)
            parts.append(Folding.key(Folding.isNumbered(number) ? number : value.line))
        }
        return parts.joined(separator: String(NaturalKey.separator))
    }

    /// The key without the workflow, for people.
    package static func readable(_ key: String) -> String {
        let parts = key.split(separator: NaturalKey.separator)
        return parts.count > 1 ? parts.dropFirst().joined(separator: " ") : key
    }
}
