// SPDX-License-Identifier: Apache-2.0

/// Rows in the order of their keys, in pages: a copy shares every page but those that change.
struct SortedRows<Key: Comparable & Sendable, Row: Sendable>: Sendable {
    /// Neither ever empty, both of one length.
    fileprivate struct Page: Sendable {
        var keys: [Key]
        var rows: [Row]
    }

    fileprivate var pages: [Page] = []
    private(set) var count = 0

    /// Rows of a page: few enough to copy for one change, many enough to keep pages few.
    private static var full: Int { 128 }

    subscript(key: Key) -> Row? {
        get {
            let place = self.place(of: key)
            return place.isThere ? self.pages[place.page].rows[place.index] : nil
        }
        set {
            let place = self.place(of: key)
            switch (newValue, place.isThere) {
            case (let row?, true): self.pages[place.page].rows[place.index] = row
            case (let row?, false): self.insert(key, row, at: place.page, place.index)
            case (nil, true): self.remove(at: place.page, place.index)
            case (nil, false): break
            }
        }
    }

    func contains(_ key: Key) -> Bool { self.place(of: key).isThere }

    /// The row with the greatest key.
    var last: (key: Key, row: Row)? {
        guard let page = self.pages.last, let key = page.keys.last, let row = page.rows.last
        else { return nil }
        return (key, row)
    }

    /// Where a key is, or would be: the first that is not before it.
    fileprivate func place(of key: Key) -> (page: Int, index: Int, isThere: Bool) {
        var (low, high) = (0, self.pages.count)
        while low < high {
            let middle = (low + high) / 2
            let keys = self.pages[middle].keys
            if keys[keys.count - 1] < key { low = middle + 1 } else { high = middle }
        }
        guard low < self.pages.count else { return (low, 0, false) }
        let keys = self.pages[low].keys
        var (first, end) = (0, keys.count)
        while first < end {
            let middle = (first + end) / 2
            if keys[middle] < key { first = middle + 1 } else { end = middle }
        }
        return (low, first, keys[first] == key)
    }

    private mutating func insert(_ key: Key, _ row: Row, at page: Int, _ index: Int) {
        self.count += 1
        guard page < self.pages.count else {
            // Behind all others: what grows at its end fills its pages.
            if let last = self.pages.indices.last, self.pages[last].keys.count < Self.full {
                self.pages[last].keys.append(key)
                self.pages[last].rows.append(row)
            } else {
                self.pages.append(Page(keys: [key], rows: [row]))
            }
            return
        }
        self.pages[page].keys.insert(key, at: index)
        self.pages[page].rows.insert(row, at: index)
        let length = self.pages[page].keys.count
        if length > Self.full {
            let whole = self.pages[page]
            let half = length / 2
            self.pages[page] = Page(
                keys: Array(whole.keys[..<half]), rows: Array(whole.rows[..<half]))
            self.pages.insert(
                Page(keys: Array(whole.keys[half...]), rows: Array(whole.rows[half...])),
                at: page + 1)
        }
    }

    private mutating func remove(at page: Int, _ index: Int) {
        self.count -= 1
        if self.pages[page].keys.count == 1 {
            self.pages.remove(at: page)
        } else {
            self.pages[page].keys.remove(at: index)
            self.pages[page].rows.remove(at: index)
        }
    }
}

// Going through them.
extension SortedRows {
    /// Goes through rows in order, or backwards.
    struct Walk: Sequence, IteratorProtocol {
        fileprivate let pages: [Page]
        fileprivate var page: Int
        fileprivate var index: Int
        fileprivate let isBackwards: Bool

        mutating func next() -> (key: Key, row: Row)? {
            guard self.pages.indices.contains(self.page) else { return nil }
            let page = self.pages[self.page]
            let found = (page.keys[self.index], page.rows[self.index])
            self.index += self.isBackwards ? -1 : 1
            if self.index == page.keys.count {
                (self.page, self.index) = (self.page + 1, 0)
            } else if self.index < 0 {
                self.page -= 1
                self.index = self.page < 0 ? 0 : self.pages[self.page].keys.count - 1
            }
            return found
        }
    }

    /// All, in order.
    var all: Walk { Walk(pages: self.pages, page: 0, index: 0, isBackwards: false) }

    /// Those from a key on.
    func from(_ key: Key) -> Walk {
        let place = self.place(of: key)
        return Walk(pages: self.pages, page: place.page, index: place.index, isBackwards: false)
    }

    /// Those after a key.
    func after(_ key: Key) -> Walk {
        var walk = self.from(key)
        if self.contains(key) { _ = walk.next() }
        return walk
    }

    /// Those before a key, or all, backwards.
    func backwards(before key: Key? = nil) -> Walk {
        let start = key.map { self.place(of: $0) }
        let page = start?.page ?? self.pages.count
        let index = start?.index ?? 0
        if index > 0 {
            return Walk(pages: self.pages, page: page, index: index - 1, isBackwards: true)
        }
        let end = page > 0 ? self.pages[page - 1].keys.count - 1 : 0
        return Walk(pages: self.pages, page: page - 1, index: end, isBackwards: true)
    }

    /// Those whose key begins with this.
    func group<First, Second>(_ first: First) -> some Sequence<(key: Key, row: Row)>
    where Key == Pair<First, Second> {
        self.from(Pair(first, Second.least)).prefix { $0.key.first == first }
    }
}

extension Sequence {
    /// The first so many; all when the limit is negative.
    func first(_ limit: Int) -> [Element] {
        limit < 0 ? Array(self) : Array(self.prefix(limit))
    }
}
