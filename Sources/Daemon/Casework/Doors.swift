// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Synchronization

/// The engine's rooms as they answer somebody: whoever serves callers has nothing else of the engine.
///
/// What somebody does not see is in none of their answers.
package struct Doors: Sendable {
    private let engine: Engine
    private let viewer: Viewer

    /// The rooms, for a viewer.
    package init(_ engine: Engine, for viewer: Viewer) {
        self.engine = engine
        self.viewer = viewer
    }

    /// Counts a refusal.
    package func refused(_ code: CaseworkError.Code) {
        self.engine.refusals.withLock { $0[code.rawValue, default: 0] += 1 }
    }

    /// Notes that a call could not be answered because of a fault that is nobody's mistake.
    package func failed(_ call: String, _ error: any Error) {
        self.refused(.internal)
        self.engine.logger.error(
            "a call could not be answered", metadata: ["call": "\(call)", "error": "\(error)"])
    }

    /// The rules in force.
    package var rules: RuleStore { self.engine.rules }
    /// The source of time.
    package var clock: DaemonClock { self.engine.clock }

    package var cases: Cases { Cases(engine: self.engine, viewer: self.viewer) }
    package var deadlines: Deadlines { Deadlines(engine: self.engine, viewer: self.viewer) }
    package var deliveries: Deliveries { Deliveries(engine: self.engine, viewer: self.viewer) }
    package var documents: Documents { Documents(engine: self.engine, viewer: self.viewer) }
    package var directory: OfficesAndUsers {
        OfficesAndUsers(engine: self.engine, viewer: self.viewer)
    }
    package var rulebooks: Rulebooks { Rulebooks(engine: self.engine, viewer: self.viewer) }
    package var bulk: BulkActions { BulkActions(engine: self.engine, viewer: self.viewer) }
    package var imports: Imports { Imports(engine: self.engine, viewer: self.viewer) }
    package var time: Time { Time(engine: self.engine, viewer: self.viewer) }
    package var jobs: JobBoard { JobBoard(engine: self.engine, viewer: self.viewer) }
    package var reports: Reports { Reports(engine: self.engine, viewer: self.viewer) }
    package var health: Health { Health(engine: self.engine, viewer: self.viewer) }
    package var signIns: SignIns { SignIns(engine: self.engine, viewer: self.viewer) }
}
