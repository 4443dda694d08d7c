// SPDX-License-Identifier: Apache-2.0

/// What a command did, or found, in another case; or what the daemon did by itself.
package struct Consequence: Sendable, Hashable {
    /// Of what kind it is.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// The case was opened.
        case opened
        /// The case was told of an event.
        case told
        /// A transition of the case followed by itself.
        case followed
        /// Nothing happened there: the case has the same title and proposers.
        case similar
    }

    /// Of what kind it is.
    package var kind: Kind
    /// The case.
    package var caseID: String
    /// What happened; empty when nothing did.
    package var event: String
    /// Where it then stood.
    package var state: String

    /// Something that was done or found.
    package init(_ kind: Kind, caseID: String, event: String = "", state: String) {
        self.kind = kind
        self.caseID = caseID
        self.event = event
        self.state = state
    }

    /// Read from an answer that an earlier version kept: its event alone said what it was.
    init(earlier event: String, caseID: String, state: String) {
        let kind: Kind =
            switch event {
            case "similar": .similar
            case "open": .opened
            default: .followed
            }
        self.init(kind, caseID: caseID, event: kind == .similar ? "" : event, state: state)
    }
}

// As earlier versions kept it, in JSON.
extension Consequence: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind, caseID, event, state
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let event = try values.decode(String.self, forKey: .event)
        let caseID = try values.decode(String.self, forKey: .caseID)
        let state = try values.decode(String.self, forKey: .state)
        if let kind = try values.decodeIfPresent(Kind.self, forKey: .kind) {
            self.init(kind, caseID: caseID, event: event, state: state)
        } else {
            self.init(earlier: event, caseID: caseID, state: state)
        }
    }
}
