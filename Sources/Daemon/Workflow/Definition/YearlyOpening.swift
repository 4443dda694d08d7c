// SPDX-License-Identifier: Apache-2.0

/// Cases the daemon opens by itself once a year: duties that nobody's act begins.
package struct YearlyOpening: Hashable, Sendable {
    /// The month of the day on which they are opened.
    package var month: Int
    /// The day of that month.
    package var day: Int
    /// The offices: those that have this duty in the directory.
    package var duty: String
    /// The role each office holds in its case.
    package var role: String
    /// Fields set; `$year`, `$office` and `$office_code` stand for what they say.
    package var set: [String: Value]

    /// A yearly opening.
    package init(month: Int, day: Int, duty: String, role: String, set: [String: Value]) {
        self.month = month
        self.day = day
        self.duty = duty
        self.role = role
        self.set = set
    }
}
