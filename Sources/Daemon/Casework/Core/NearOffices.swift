// SPDX-License-Identifier: Apache-2.0
package import Storage
internal import WorkCalendar
package import Workflow

/// Offices whose names are near to a word that no office is called by.
package struct NearOffices: Sendable {
    /// How many are told.
    private static let told = 3

    private let names: [String]

    /// Those of a directory that have not ended.
    init(to word: String, among offices: [OfficeRow]) {
        let key = Folding.key(word)
        self.names = offices.filter { office in
            let other = Folding.key(office.name)
            return office.closing == nil && key.count > 1
                && (other.contains(key) || key.contains(other)
                    || Folding.key(office.code) == key)
        }.prefix(Self.told).map(\.name)
    }

    /// Whether none is near.
    package var isEmpty: Bool { self.names.isEmpty }

    /// That no office is called so, and which is perhaps meant.
    package func toldAsMissing(_ word: String) -> Label {
        guard !self.isEmpty else {
            return Label("单位名录中没有“\(word)”", "no office “\(word)” in the directory")
        }
        let names = self.names.map { "“\($0)”" }
        return Label(
            "单位名录中没有“\(word)”;是否指\(names.joined(separator: "或"))",
            "no office “\(word)” in the directory; is it \(names.joined(separator: " or "))?")
    }
}

extension CaseworkReader {
    /// Offices whose names are near to a word.
    package func officesNear(_ word: String) throws -> NearOffices {
        NearOffices(to: word, among: try self.offices())
    }
}
