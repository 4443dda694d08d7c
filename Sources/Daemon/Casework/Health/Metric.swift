// SPDX-License-Identifier: Apache-2.0

/// A figure for a monitoring system, with what it is divided by.
package struct Metric: Sendable {
    /// How it behaves.
    package enum Kind: String, Sendable {
        /// It only grows while the daemon runs.
        case counter
        /// It goes up and down.
        case gauge
    }

    /// One value.
    struct Sample: Sendable {
        var labels: [(name: String, value: String)]
        var value: Double
    }

    /// Its name, with the unit at the end.
    package var name: String
    var kind: Kind
    var help: String
    var samples: [Sample]

    /// A figure of one value.
    package init(
        _ name: String, _ help: String, _ value: some BinaryInteger, kind: Kind = .gauge
    ) {
        self.init(name, help, Double(value), kind: kind)
    }

    /// A figure of one value.
    package init(_ name: String, _ help: String, _ value: Double, kind: Kind = .gauge) {
        self.init(name, help, samples: [Sample(labels: [], value: value)], kind: kind)
    }

    init(_ name: String, _ help: String, samples: [Sample], kind: Kind = .gauge) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    /// As Prometheus reads it (text exposition format 0.0.4): help, kind, then a line for each value.
    package var text: String {
        var lines = [
            "# HELP \(self.name) \(self.help)", "# TYPE \(self.name) \(self.kind.rawValue)",
        ]
        for sample in self.samples {
            let labels = sample.labels.map { "\($0.name)=\"\(Metric.escaped($0.value))\"" }
            let set = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
            lines.append("\(self.name)\(set) \(Metric.number(sample.value))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }

    /// Whole numbers without a point.
    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
