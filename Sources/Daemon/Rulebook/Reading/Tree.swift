// SPDX-License-Identifier: Apache-2.0

/// Where something stands in a rulebook file.
package struct Mark: Hashable, Sendable {
    /// The file, relative to the rulebook's folder.
    package var file: String
    /// The line, from 1.
    package var line: Int

    /// A place.
    package init(file: String, line: Int) {
        self.file = file
        self.line = line
    }
}

/// A rulebook file as read: every scalar is text, the schema types it later; every node knows where
/// it stands, also after files were laid over each other.
package indirect enum Tree: Sendable {
    /// A key of a map, with its value.
    package struct Entry: Sendable {
        /// The key.
        package var key: String
        /// Where the key stands.
        package var mark: Mark
        /// Its value.
        package var value: Tree

        /// An entry.
        package init(key: String, mark: Mark, value: Tree) {
            self.key = key
            self.mark = mark
            self.value = value
        }
    }

    case scalar(String, Mark)
    case list([Tree], Mark)
    case map([Entry], Mark)

    /// Where it stands.
    package var mark: Mark {
        switch self {
        case .scalar(_, let mark), .list(_, let mark), .map(_, let mark): mark
        }
    }

    /// The text of a scalar.
    package var text: String? {
        if case .scalar(let text, _) = self { text } else { nil }
    }

    /// The entries of a map; empty for anything else.
    package var entries: [Entry] {
        if case .map(let entries, _) = self { entries } else { [] }
    }

    /// The items of a list; anything else is a list of one.
    package var items: [Tree] {
        if case .list(let items, _) = self { items } else { [self] }
    }

    /// The value of a map's key.
    package subscript(key: String) -> Tree? {
        self.entries.first { $0.key == key }?.value
    }

    /// The value at the end of a path of keys.
    package func at(_ path: some Collection<String>) -> Tree? {
        guard let first = path.first else { return self }
        return self[first]?.at(path.dropFirst())
    }

    /// The map with a key set, in its old place or at the end.
    package func setting(_ key: String, _ value: Tree, mark: Mark? = nil) -> Tree {
        guard case .map(var entries, let own) = self else { return self }
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index].value = value
        } else {
            entries.append(Entry(key: key, mark: mark ?? value.mark, value: value))
        }
        return .map(entries, own)
    }

    /// The map without a key.
    package func removing(_ key: String) -> Tree {
        guard case .map(let entries, let mark) = self else { return self }
        return .map(entries.filter { $0.key != key }, mark)
    }
}

extension Tree {
    /// The canonical text: JSON with keys in file order, no spaces.
    ///
    /// Content hashes are taken of it, and it reads back as YAML.
    package var canonicalText: String {
        switch self {
        case .scalar(let text, _):
            return Tree.quoted(text)
        case .list(let items, _):
            return "[" + items.map(\.canonicalText).joined(separator: ", ") + "]"
        case .map(let entries, _):
            let parts = entries.map { "\(Tree.quoted($0.key)): \($0.value.canonicalText)" }
            return "{" + parts.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\t": out += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
