// SPDX-License-Identifier: Apache-2.0

/// Something the rulebook calls by a name that is unique among its kind.
package protocol Named {
    /// The name in the rulebook.
    var name: String { get }
}

/// Named items in the order of the file, found by name.
package struct NamedList<Item: Named & Sendable>: Sendable {
    /// The items in file order.
    package let items: [Item]
    private let index: [String: Int]

    /// A list; of two items with one name the first counts (the reader refuses doubles).
    package init(_ items: [Item]) {
        self.items = items
        self.index = Dictionary(
            items.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The item of that name.
    package subscript(name: String) -> Item? {
        self.index[name].map { self.items[$0] }
    }

    /// Whether there is an item of that name.
    package func contains(_ name: String) -> Bool {
        self.index[name] != nil
    }

    /// The names in file order.
    package var names: [String] {
        self.items.map(\.name)
    }
}
