// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The names that a rulebook file declares, read by its lines: the files are written in one style, so
/// that nothing has to be imported for it.
struct NamesOfYAML {
    private(set) var names: Set<String> = []

    /// Sections whose keys are names.
    private static let sections: Set<String> = [
        "fields", "events", "states", "clocks", "documents", "deliveries", "roles", "figures",
        "pause_reasons",
    ]
    /// Keys whose value is a name.
    private static let heads: Set<String> = ["workflow", "part", "profile", "time_zone"]

    init(_ text: String) {
        var section = ""
        for line in text.components(separatedBy: "\n") {
            if let match = line.firstMatch(of: #/^([a-z_]+): *([^ #{\[]*)/#) {
                section = String(match.1)
                if Self.heads.contains(section) { self.names.insert(String(match.2)) }
                if section == "time_zone" { section = "" }
            } else if Self.sections.contains(section),
                let match = line.firstMatch(of: #/^  ([a-z0-9_]+):/#)
            {
                self.names.insert(String(match.1))
            }
            // An id of a transition is a name as well.
            if let match = line.firstMatch(of: #/^  - (?:id|event): ([a-z0-9_]+)/#) {
                self.names.insert(String(match.1))
            }
        }
    }
}
