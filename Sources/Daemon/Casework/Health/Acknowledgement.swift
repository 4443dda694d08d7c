// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Foundation
internal import Storage
package import WorkCalendar
internal import Workflow

/// That an administrator knows of something that is amiss.
package struct Acknowledgement: Hashable, Sendable {
    /// The warning's name.
    package var name: String
    /// How it stood: it is another one when that changes, unless a day is given.
    var state: String
    /// The last day; nil: until it changes.
    package var until: Day?
    package var reason: String
    /// Whose number, and his name then.
    var user: Int64
    package var by: String
    package var at: Instant

    /// Whether it holds for a warning that stands so.
    func holds(for warning: Warning, on day: Day) -> Bool {
        guard self.name == warning.name else { return false }
        return self.until.map { day <= $0 } ?? (self.state == warning.state)
    }
}

/// Acknowledgements as a setting keeps them: JSON.
struct Acknowledgements {
    private struct Row: Codable {
        var name: String
        var state: String
        var until: String?
        var reason: String
        var user: Int64
        var by: String
        var at: Int64
    }

    var all: [Acknowledgement]

    init(_ setting: String?) throws {
        let rows = try setting.map { try JSONDecoder().decode([Row].self, from: Data($0.utf8)) }
        self.all = (rows ?? []).map { row in
            Acknowledgement(
                name: row.name, state: row.state, until: row.until.flatMap { Day($0) },
                reason: row.reason, user: row.user, by: row.by,
                at: Instant(milliseconds: row.at))
        }
    }

    /// The setting.
    var setting: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let rows = self.all.map { one in
                Row(
                    name: one.name, state: one.state, until: one.until?.description,
                    reason: one.reason, user: one.user, by: one.by, at: one.at.milliseconds)
            }
            return String(decoding: try encoder.encode(rows), as: UTF8.self)
        }
    }

    subscript(name: String) -> Acknowledgement? {
        get { self.all.first { $0.name == name } }
        set {
            self.all.removeAll { $0.name == name }
            if let newValue { self.all.append(newValue) }
        }
    }
}
