// SPDX-License-Identifier: Apache-2.0

/// What a job belongs to: there is one job for each.
///
/// Its stored form is a kind and a key; both are made and read here only.
package enum JobSubject: Hashable, Sendable {
    /// The next step of a run of a case's clock.
    case clock(caseID: String, clock: String, run: Int)
    /// A message on its way through a channel; with the case that it changes once it is sent.
    case message(MessageSubject, by: JobKind, caseID: String?)
    /// The next items of a bulk action.
    case bulk(Int64)
    /// The lists of each working morning.
    case digest
    /// What is looked at once a day.
    case daily

    /// Reads the stored form; nil for what no job of this program has.
    package init?(kind: JobKind, key: String, caseID: String?) {
        switch kind {
        case .clock:
            let parts = key.split(separator: " ")
            guard parts.count == 3, let run = Int(parts[2]) else { return nil }
            self = .clock(caseID: String(parts[0]), clock: String(parts[1]), run: run)
        case .sendmail, .spool, .hook:
            guard let message = MessageSubject(key) else { return nil }
            self = .message(message, by: kind, caseID: caseID)
        case .bulk:
            guard let id = Int64(key) else { return nil }
            self = .bulk(id)
        case .digest: self = .digest
        case .daily: self = .daily
        }
    }

    /// The kind.
    package var kind: JobKind {
        switch self {
        case .clock: .clock
        case .message(_, let kind, _): kind
        case .bulk: .bulk
        case .digest: .digest
        case .daily: .daily
        }
    }

    /// The thing within the kind, as it is stored.
    package var key: String {
        switch self {
        case .clock(let caseID, let clock, let run): "\(caseID) \(clock) \(run)"
        case .message(let message, _, _): message.key
        case .bulk(let id): String(id)
        case .digest: "all"
        case .daily: "daily"
        }
    }

    /// The case; of each kind of its jobs one runs at a time.
    package var caseID: String? {
        switch self {
        case .clock(let caseID, _, _): caseID
        case .message(_, _, let caseID): caseID
        case .bulk, .digest, .daily: nil
        }
    }

    // A message has one job for each channel, whatever case it is said to belong to.
    package static func == (a: JobSubject, b: JobSubject) -> Bool {
        switch (a, b) {
        case (.clock(let a, let c, let r), .clock(let b, let d, let s)): a == b && c == d && r == s
        case (.message(let a, let k, _), .message(let b, let l, _)): a == b && k == l
        case (.bulk(let a), .bulk(let b)): a == b
        case (.digest, .digest), (.daily, .daily): true
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .clock(let caseID, let clock, let run):
            hasher.combine(caseID)
            hasher.combine(clock)
            hasher.combine(run)
        case .message(let message, let kind, _):
            hasher.combine(message)
            hasher.combine(kind)
        case .bulk(let id): hasher.combine(id)
        case .digest: hasher.combine(1)
        case .daily: hasher.combine(2)
        }
    }
}

/// What a message is made from.
package enum MessageSubject: Hashable, Sendable {
    /// A delivery of a case.
    case delivery(Int64)
    /// A notice, or a morning's list.
    case notice(Int64)

    /// Reads the stored form: `letter 12`, `notice 7`.
    package init?(_ key: String) {
        let parts = key.split(separator: " ")
        guard parts.count == 2, let id = Int64(parts[1]) else { return nil }
        switch parts[0] {
        case "letter": self = .delivery(id)
        case "notice": self = .notice(id)
        default: return nil
        }
    }

    /// The stored form.
    package var key: String { "\(self.word) \(self.number)" }

    /// Its kind in the stored form.
    package var word: String {
        switch self {
        case .delivery: "letter"
        case .notice: "notice"
        }
    }

    /// The number of the row it is made from.
    package var number: Int64 {
        switch self {
        case .delivery(let id), .notice(let id): id
        }
    }
}
