// SPDX-License-Identifier: Apache-2.0
import Rulebook
import Testing

@Suite struct ShippedRulebookTests {
    @Test func shippedRulebookPassesEveryCheck() {
        let errors = Rulebook.check(ShippedRulebook.files).filter { $0.severity == .error }
        #expect(errors.isEmpty, "\(errors.map(\.description).joined(separator: "\n"))")
    }
}
