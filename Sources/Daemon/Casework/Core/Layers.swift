// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// The layers of a book, oldest first: the batch that is being written, if one is; the batch being
/// decided; parts of it.
///
/// The book's and the ledger's.
struct Layers {
    private var all: [Layer] = [Layer()]

    private var top: Layer { self.all[self.all.count - 1] }

    /// A part begins.
    mutating func begin() {
        self.all.append(Layer())
    }

    /// Nothing of what the part decided remains.
    mutating func drop() {
        self.all.removeLast()
    }

    /// What the part decided belongs to what it is a part of.
    mutating func keep() {
        let decided = self.all.removeLast()
        if self.top.isEmpty {
            self.all[self.all.count - 1] = decided
        } else {
            self.top.take(decided)
        }
    }

    /// Ends the batch that was decided; the next one is decided on top of it.
    mutating func seal() -> [Change] {
        defer { self.begin() }
        return self.top.changes
    }

    /// The oldest batch is no layer any more.
    mutating func settle() -> Layer {
        self.all.removeFirst()
    }

    /// What the newest layer says; nil when none says anything.
    func newest<T>(_ find: (Layer) -> T?) -> T? {
        for layer in self.all.reversed() {
            if let found = find(layer) { return found }
        }
        return nil
    }

    /// Every layer, oldest first.
    func forEach(_ body: (Layer) -> Void) {
        for layer in self.all { body(layer) }
    }

    /// Puts a change in, and notes how things are afterwards.
    func add(_ change: Change, _ note: (Layer) -> Void) {
        self.top.changes.append(change)
        note(self.top)
    }

    /// Notes what is known besides its changes.
    func note(_ note: (Layer) -> Void) {
        note(self.top)
    }

    /// Notes what is known of a case.
    func change(_ id: String, _ body: (CaseFile) -> Void) {
        body(self.top.file(id))
    }
}
