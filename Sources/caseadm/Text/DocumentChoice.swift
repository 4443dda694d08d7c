// SPDX-License-Identifier: Apache-2.0
package import CaseProto

/// The papers of a case as people name them.
package struct DocumentChoice: Sendable {
    /// A paper on file, and which version of its kind it is, from 1.
    package struct Version: Sendable, Hashable {
        /// The paper.
        package let document: V1.Document
        /// Its number among those of its kind, as they came.
        package let version: Int
        /// How many of its kind there are.
        package let versions: Int
    }

    /// All that are on file or were, in the order in which they came.
    package let versions: [Version]

    /// The papers of a case.
    package init(_ documents: [V1.Document]) {
        let filed = documents.filter { !$0.expected }.sorted {
            ($0.sequence, $0.id) < ($1.sequence, $1.id)
        }
        let totals = filed.reduce(into: [String: Int]()) { $0[$1.kind, default: 0] += 1 }
        var counts: [String: Int] = [:]
        versions = filed.map { document in
            counts[document.kind, default: 0] += 1
            return Version(
                document: document, version: counts[document.kind] ?? 1,
                versions: totals[document.kind] ?? 1)
        }
    }

    /// Those that a name means: by number, else by kind, by what the kind is called, by file name.
    package func named(_ name: String) -> [Version] {
        if let number = Int64(name) {
            let found = versions.filter { $0.document.id == number }
            if !found.isEmpty { return found }
        }
        let word = name.lowercased()
        let ways: [(V1.Document) -> Bool] = [
            { $0.kind == name },
            { $0.label?.zh == name || $0.label?.en.lowercased() == word },
            { !$0.kept && $0.name == name },
        ]
        return ways.lazy.map { way in versions.filter { way($0.document) } }
            .first { !$0.isEmpty } ?? []
    }

    /// Of several the newest, of those that were not taken back if there are any.
    package static func newest(of versions: [Version]) -> Version? {
        versions.last { !$0.document.withdrawn } ?? versions.last
    }
}
