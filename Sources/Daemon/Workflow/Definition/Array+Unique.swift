// SPDX-License-Identifier: Apache-2.0

extension Array where Element: Hashable {
    /// Each element once, in order.
    package var unique: [Element] {
        var seen: Set<Element> = []
        return self.filter { seen.insert($0).inserted }
    }
}
