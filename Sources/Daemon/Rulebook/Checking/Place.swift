// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// Where in a workflow something stands: a way of keys and items from its top.
///
/// Figures that a profile brings stand in the profile's file, whatever workflow asks for them.
struct Place: Hashable {
    enum Step: Hashable {
        case key(String)
        case item(Int)
    }

    var steps: [Step]

    /// A way of keys.
    init(_ keys: String...) {
        self.steps = keys.map(Step.key)
    }

    /// A clock's rule, or a part of it.
    static func rule(_ clock: String) -> Place {
        Place("clocks", clock, "rule")
    }

    /// A key below.
    func key(_ name: String) -> Place {
        var place = self
        place.steps.append(.key(name))
        return place
    }

    /// An item below.
    func item(_ index: Int) -> Place {
        var place = self
        place.steps.append(.item(index))
        return place
    }
}

extension Tree {
    /// The line that stands at a place, or at the nearest place above it that there is.
    func mark(of place: Place) -> Mark {
        var (tree, mark) = (self, self.mark)
        for step in place.steps {
            switch step {
            case .key(let name):
                guard let entry = tree.entries.first(where: { $0.key == name }) else { return mark }
                tree = entry.value
                // A block begins on the line after its key; what comes from elsewhere, there.
                mark = tree.mark.file == entry.mark.file ? entry.mark : tree.mark
            case .item(let index):
                guard tree.items.indices.contains(index) else { return mark }
                tree = tree.items[index]
                mark = tree.mark
            }
        }
        return mark
    }
}

extension Tree {
    /// What stands at a place; nil when nothing does.
    func node(at place: Place) -> Tree? {
        place.steps.reduce(self) { tree, step in
            switch step {
            case .key(let name): tree?[name]
            case .item(let index):
                (tree?.items.indices.contains(index) ?? false) ? tree?.items[index] : nil
            }
        }
    }

    /// A workflow's transition of an id.
    func place(of transition: String) -> Place {
        let items = self["transitions"]?.items ?? []
        return Place("transitions").item(
            items.firstIndex { WorkflowBook.transitionID($0) == transition } ?? 0)
    }

    /// Where a word stands in it; nil when it does not.
    func mark(ofScalar word: String) -> Mark? {
        switch self {
        case .scalar(let text, let mark): text == word ? mark : nil
        case .list(let items, _): items.lazy.compactMap { $0.mark(ofScalar: word) }.first
        case .map(let entries, _):
            entries.lazy.compactMap { $0.value.mark(ofScalar: word) }.first
        }
    }
}

extension Verifier {
    func mark(of place: Place) -> Mark {
        self.tree.mark(of: place)
    }

    /// A transition, or one of its keys.
    func place(of transition: TransitionDefinition, _ key: String? = nil) -> Place {
        let place = self.tree.place(of: transition.id)
        return key.map(place.key) ?? place
    }
}
