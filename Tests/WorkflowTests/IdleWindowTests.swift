// SPDX-License-Identifier: Apache-2.0
import Testing
import Workflow

/// A right of which nothing that is possible now makes use: nobody is reminded of it.
@Suite struct IdleWindowTests {
    @Test(arguments: [
        ("received", false), ("answered", true), ("settled", true),
    ])
    func theTimeToObjectIsIdleOnceNobodyCanObject(_ state: String, _ isIdle: Bool) throws {
        let definition = try WalkPlace(workflow: "proposal").ground().definition
        #expect(definition.isIdle("objection", in: state) == isIdle)
        // A duty is never idle.
        #expect(!definition.isIdle("reply", in: state))
    }
}
