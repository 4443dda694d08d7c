// SPDX-License-Identifier: Apache-2.0
internal import Rulebook

extension CircularView {
    /// The names by which its template tells of it.
    var names: CircularNames {
        CircularNames(
            from: self.from, to: self.to, offices: self.offices.map(\.row), total: self.total.row,
            late: self.late.map { late in
                CircularNames.Late(
                    number: late.number, title: late.title, office: late.office, due: late.due,
                    days: late.days)
            })
    }
}

extension CircularView.Office {
    /// The share in time as ten signs, which every program prints.
    private var bar: String {
        guard self.judged > 0 else { return "—" }
        let full = (self.inTime * 10 + self.judged / 2) / self.judged
        return String(repeating: "█", count: full) + String(repeating: "░", count: 10 - full)
    }

    fileprivate var row: [String: String] {
        func share(_ part: Int, _ whole: Int) -> String {
            guard whole > 0 else { return "—" }
            let tenths = (part * 10_000 / whole + 5) / 10
            return "\(tenths / 10).\(tenths % 10)%"
        }
        let change =
            self.rank == 0
            ? nil
            : self.rankBefore.map { before in
                before == self.rank
                    ? "持平"
                    : before > self.rank ? "升\(before - self.rank)" : "降\(self.rank - before)"
            }
        return [
            "name": self.name, "assigned": "\(self.assigned)", "answered": "\(self.answered)",
            "answered_in_month": "\(self.answeredInMonth)", "in_hand": "\(self.inHand)",
            "red": "\(self.red)", "yellow": "\(self.yellow)", "green": "\(self.green)",
            "late_days": "\(self.lateDays)", "chased": "\(self.chased)", "rated": "\(self.rated)",
            "satisfied": "\(self.satisfied)", "rank": self.rank == 0 ? "—" : "\(self.rank)",
            "change": change ?? "—",
            "in_time": share(self.inTime, self.judged), "bar": self.bar,
            "satisfaction": share(self.satisfied, self.rated),
            "answer_rate": share(self.answered, self.assigned),
        ]
    }
}
