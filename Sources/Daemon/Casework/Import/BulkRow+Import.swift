// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Foundation
package import Storage

// What an import keeps beside its rows.
extension BulkRow {
    /// A parameter; nil when it is empty.
    func given(_ name: String) -> String? {
        self.parameters[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What headings mean whatever their words say.
    var columnMapping: [String: String] { self.map("mapping") }

    /// Where the columns stand, as a spreadsheet program shows it.
    var columnLetters: [String: String] { self.map("letters") }

    /// The sheet that its rows come from.
    package var sheet: String { self.parameters["sheet"] ?? "" }

    private func map(_ name: String) -> [String: String] {
        guard let text = self.given(name) else { return [:] }
        return (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
    }
}

extension ImportCommand {
    /// As a bulk action keeps it.
    func parameters(_ workflow: String) throws -> [String: String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        func text(_ map: [String: String]) throws -> String {
            map.isEmpty ? "" : String(decoding: try encoder.encode(map), as: UTF8.self)
        }
        return [
            "workflow": workflow, "profile": self.profile ?? "", "for_office": self.forOffice ?? "",
            "another": self.isAnother ? "true" : "", "mapping": try text(self.mapping),
            "letters": try text(self.letters), "sheet": self.sheet, "update": self.update,
        ]
    }
}
