// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

// Values and days as tests write them.
extension Value: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    /// A text.
    package init(stringLiteral text: String) {
        self = .text(text)
    }

    /// A list.
    package init(arrayLiteral items: Value...) {
        self = .list(items)
    }
}

extension Day: ExpressibleByStringLiteral {
    /// A day written `2025-04-01`; 1970-01-01 for what is none, so that the test fails.
    package init(stringLiteral text: String) {
        self = Day(text) ?? Day(number: 0)
    }
}
