// SPDX-License-Identifier: Apache-2.0
import Casework

extension FiguresView {
    /// Whether there is such a figure.
    func has(_ name: String) -> Bool {
        self.figures.contains { $0.name == name }
    }

    /// A figure as a test tells it: `77/766`, `31`, or `deregister 2, penalty 29`.
    func told(_ name: String) -> String {
        guard let figure = self.figures.first(where: { $0.name == name }) else {
            return "there is no figure \(name)"
        }
        if !figure.groups.isEmpty {
            return figure.groups.map { "\($0.value) \($0.count)" }.joined(separator: ", ")
        }
        return figure.numerator.map { "\($0)/\(figure.denominator)" } ?? "\(figure.denominator)"
    }

    /// The counts of a figure that is split, together.
    func total(_ name: String) -> Int {
        self.figures.first { $0.name == name }?.groups.map(\.count).reduce(0, +) ?? -1
    }
}

extension [FiguresView] {
    /// The figures of these names; no two views have one of the same name.
    func told(_ names: some Sequence<String>) -> [String: String] {
        names.reduce(into: [:]) { all, name in
            all[name] = self.first { $0.has(name) }?.told(name)
        }
    }
}
