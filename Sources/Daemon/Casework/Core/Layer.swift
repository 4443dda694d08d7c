// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import Workflow

/// What a part of a batch decided, not yet known to be durable: the changes in order, and the rows as
/// they are afterwards.
///
/// Layers lie on each other: the batch that is being written, the batch that is being decided, a
/// command, a part of it. A refusal throws its layer away. A class, so that looking into one of its
/// tables copies none of them.
final class Layer {
    /// A key of two parts.
    struct Pair<First: Hashable, Second: Hashable>: Hashable {
        var first: First
        var second: Second
    }

    /// In the order in which they are carried out.
    var changes: [Change] = []
    var files: [String: CaseFile] = [:]
    /// New cases, in order.
    var opened: [String] = []
    /// Natural keys taken, and those given up (nil).
    var naturalKeys: [String: String?] = [:]
    /// Cases that got a title.
    var titles: [String: [String]] = [:]
    /// What acts said in personal fields, by case.
    var personal: [String: [Int64: [String: Value?]]] = [:]
    /// Cases whose personal fields were erased in it, with all that lay below.
    var erased: Set<String> = []
    var jobs: [JobSubject: JobRow] = [:]
    var jobSubjects: [Int64: JobSubject] = [:]
    /// The case of a delivery.
    var deliveries: [Int64: String] = [:]
    var notices: [Int64: NoticeRow] = [:]
    var bulks: [Int64: BulkRow] = [:]
    var directory: Directory?
    var definitions: [String: String] = [:]
    var answers: [Pair<Int64, String>: StoredAnswer] = [:]
    var letters: [String: String] = [:]
    /// Kind and words → which cases came to have them, and which have them no more.
    var marks: [Pair<CaseMark.Kind, String>: [String: Bool]] = [:]
    var settings: [String: String] = [:]
    /// Owner → all his views.
    var savedViews: [Int64: [SavedViewRow]] = [:]
    var credentials: [Int64: CredentialRow?] = [:]
    /// User → all his sessions and links.
    var signIns: [Int64: [SignInRow]] = [:]
    var numbers: [NumberedTable: Int64] = [:]
    var caseNumbers: [Pair<String, Int>: Int] = [:]
    var head: ChainHead?
    /// What was read, by which it is known again, and the end of its chain.
    var reads: Set<ReadRow.Key> = []
    var lastRead: ChainHead?

    /// The file in which what it knows of a case is noted.
    func file(_ id: String) -> CaseFile {
        if let file = self.files[id] { return file }
        let file = CaseFile()
        self.files[id] = file
        return file
    }

    /// Whether nothing was decided in it.
    var isEmpty: Bool { self.changes.isEmpty && self.files.isEmpty && self.numbers.isEmpty }

    /// Takes over what the layer above it decided.
    func take(_ above: Layer) {
        self.changes += above.changes
        self.files.merge(above.files) { own, newer in
            own.take(newer)
            return own
        }
        self.opened += above.opened
        self.naturalKeys.merge(above.naturalKeys) { $1 }
        self.titles.merge(above.titles) { $0 + $1 }
        for id in above.erased { self.personal[id] = nil }
        self.erased.formUnion(above.erased)
        self.personal.merge(above.personal) { $0.merging($1) { $1 } }
        self.jobs.merge(above.jobs) { $1 }
        self.jobSubjects.merge(above.jobSubjects) { $1 }
        self.deliveries.merge(above.deliveries) { $1 }
        self.notices.merge(above.notices) { $1 }
        self.bulks.merge(above.bulks) { $1 }
        if let directory = above.directory { self.directory = directory }
        self.definitions.merge(above.definitions) { $1 }
        self.answers.merge(above.answers) { $1 }
        self.letters.merge(above.letters) { $1 }
        self.marks.merge(above.marks) { $0.merging($1) { $1 } }
        self.settings.merge(above.settings) { $1 }
        self.savedViews.merge(above.savedViews) { $1 }
        self.credentials.merge(above.credentials) { $1 }
        self.signIns.merge(above.signIns) { $1 }
        self.numbers.merge(above.numbers) { $1 }
        self.caseNumbers.merge(above.caseNumbers) { $1 }
        if let head = above.head { self.head = head }
        self.reads.formUnion(above.reads)
        if let last = above.lastRead { self.lastRead = last }
    }
}
