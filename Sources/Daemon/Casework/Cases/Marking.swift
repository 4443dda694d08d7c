// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Workflow

/// Notes by which words a case is found, and sees to it that a document's number is used once.
struct Marking: Decision {
    let transaction: Transaction

    /// Notes the words of a case as it now stands.
    ///
    /// - Throws: ``CaseworkError`` when another case of the office's has a document of this number.
    func mark(_ after: LoadedCase, before: CaseRow?, isLive: Bool) throws {
        let definition = after.definition
        // Most acts change none of it, and folding words costs more than looking.
        if let before, !self.mayDiffer(before, after.row, definition) { return }
        let old = before.map { self.marks(of: $0, definition) } ?? []
        let new = after.row.isVoid ? [] : self.marks(of: after.row, definition)
        for mark in new.subtracting(old) {
            if mark.kind == .documentNumber, isLive, self.principal != nil {
                try self.requireFree(mark, definition)
            }
            self.ledger.mark(mark, isHeld: true)
        }
        for mark in old.subtracting(new) { self.ledger.mark(mark, isHeld: false) }
    }

    private func mayDiffer(
        _ before: CaseRow, _ after: CaseRow, _ definition: WorkflowDefinition
    ) -> Bool {
        before.title != after.title || before.isVoid != after.isVoid || before.roles != after.roles
            || definition.fields.items.contains {
                $0.restrictions.isDocumentNumber
                    && before.fields[$0.name] != after.fields[$0.name]
            }
    }

    private func marks(of row: CaseRow, _ definition: WorkflowDefinition) -> Set<CaseMark> {
        var marks: Set<CaseMark> = []
        if !definition.alike.isEmpty, !row.title.isEmpty, row.parent == nil {
            let title = Folding.title(row.title, without: definition.alikeWithout)
            if !title.isEmpty {
                marks.insert(CaseMark(.likeness, "\(row.workflow) \(title)", of: row.id))
            }
        }
        for field in definition.fields.items where field.restrictions.isDocumentNumber {
            guard let number = row.fields[field.name]?.text, Folding.isNumbered(number),
                let office = definition.home(row.roles)
            else { continue }
            marks.insert(CaseMark(.documentNumber, "\(office) \(number)", of: row.id))
        }
        return marks
    }

    private func requireFree(_ mark: CaseMark, _ definition: WorkflowDefinition) throws {
        let others = try self.book.caseIDs(marked: .documentNumber, mark.text)
            .filter { $0 != mark.caseID }
        guard let other = others.first else { return }
        let number =
            mark.text.split(separator: " ", maxSplits: 1).last.map(String.init) ?? mark.text
        throw CaseworkError(
            .refused,
            Label(
                "文号“\(number)”已由\(other)使用;一个文号只能用一次",
                "the number “\(number)” is used by \(other) already; a document's number is used once"
            ))
    }

    /// Cases whose titles say the same, whoever raised them.
    func alike(_ loaded: LoadedCase) throws -> [String] {
        let mine = self.marks(of: loaded.row, loaded.definition).first { $0.kind == .likeness }
        guard let mine else { return [] }
        return try self.book.caseIDs(marked: .likeness, mine.text).filter { $0 != loaded.row.id }
    }
}
