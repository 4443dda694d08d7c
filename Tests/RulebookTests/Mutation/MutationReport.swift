// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// What the checker said of all mutants.
final class MutationLog: Sendable {
    let report = Mutex(MutationReport())
}

/// How many mutants of each kind were caught, and which were not.
struct MutationReport: CustomStringConvertible {
    private var tallies: [MutationKind: (caught: Int, all: Int)] = [:]
    private var survivors: [Mutant] = []
    /// Damages that changed nothing in meaning.
    private var same = 0
    /// Neighbourhoods that do not pass the check undamaged.
    var unusable: [String] = []
    private(set) var slowest = Duration.zero

    mutating func note(_ mutant: Mutant, isCaught: Bool, isSame: Bool, _ taken: Duration) {
        self.slowest = max(self.slowest, taken)
        if isSame {
            self.same += 1
            return
        }
        self.tallies[mutant.kind, default: (0, 0)].all += 1
        if isCaught {
            self.tallies[mutant.kind, default: (0, 0)].caught += 1
        } else {
            self.survivors.append(mutant)
        }
    }

    private func sum(isContent: Bool) -> (caught: Int, all: Int) {
        self.tallies.filter { $0.key.isContent == isContent }.values
            .reduce((0, 0)) { ($0.0 + $1.caught, $0.1 + $1.all) }
    }

    /// Mutants wrong in form.
    var counted: Int { self.sum(isContent: false).all }

    /// How many of a hundred mutants wrong in form were caught.
    var rate: Int {
        let (caught, all) = self.sum(isContent: false)
        return all == 0 ? 0 : caught * 100 / all
    }

    var description: String {
        let (caught, all) = self.sum(isContent: false)
        let content = self.sum(isContent: true)
        var lines = [
            "form: \(caught) of \(all) caught (\(self.rate) %); content: \(content.caught) of "
                + "\(content.all); \(self.same) changed nothing; slowest check \(self.slowest)"
        ]
        for (kind, tally) in self.tallies.sorted(by: { $0.key.name < $1.key.name }) {
            lines.append(
                "\(tally.caught)/\(tally.all) \(kind.name)\(kind.isContent ? " (content)" : "")")
        }
        let survivors = self.survivors.sorted {
            ($0.kind.name, $0.file, $0.line) < ($1.kind.name, $1.file, $1.line)
        }
        for mutant in survivors {
            lines.append("survived\(mutant.kind.isContent ? " (content)" : ""): \(mutant)")
        }
        return lines.joined(separator: "\n")
    }
}
