// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// What the writer knows from one batch to the next, so that an act need not read a case again that
/// was read or decided just before.
///
/// The writer's alone: nobody else changes a case, so what it read or had written last is what
/// stands. Only what is durable comes here. Questions are answered from snapshots and never see it.
struct Shelf {
    private struct Kept {
        let file: CaseFile
        /// As it was counted last.
        var weight: Int
    }

    /// Used lately; those not used since the last turn lie in `old`, and go with the next one.
    private var young: [String: Kept] = [:]
    private var old: [String: Kept] = [:]
    /// Of the young ones.
    private var weight = 0

    var directory: Directory?
    var head: ChainHead?
    var numbers: [NumberedTable: Int64] = [:]
    var caseNumbers: [Layer.Pair<String, Int>: Int] = [:]
    /// Definitions that the store keeps already.
    var definitions: Set<String> = []
    var settings: [String: String?] = [:]

    /// What is known of a case.
    mutating func file(_ id: String) -> CaseFile? {
        if let kept = self.young[id] { return kept.file }
        guard let kept = self.old.removeValue(forKey: id) else { return nil }
        self.young[id] = kept
        self.grow(by: kept.weight)
        return kept.file
    }

    /// Notes what was read, or what became durable.
    mutating func change(_ id: String, _ body: (CaseFile) -> Void) {
        let file = self.file(id) ?? CaseFile()
        body(file)
        let (before, now) = (self.young[id]?.weight ?? 0, file.weight)
        self.young[id] = Kept(file: file, weight: now)
        self.grow(by: now - before)
    }

    private mutating func grow(by weight: Int) {
        self.weight += weight
        guard self.weight > CaseworkLimits.shelved / 2 else { return }
        self.old = self.young
        self.young = [:]
        self.weight = 0
    }

    /// Takes over what a layer says, which is durable now.
    ///
    /// A file that lies here only in part must not be made up: what the layer knows of a part is whole.
    mutating func take(_ layer: Layer) {
        for (id, newer) in layer.files {
            self.change(id) { $0.take(newer) }
        }
        for (subject, job) in layer.jobs {
            guard case .clock(let caseID, _, _) = subject else { continue }
            self.change(caseID) { $0.jobs[subject] = .some(job) }
        }
        if let directory = layer.directory { self.directory = directory }
        if let head = layer.head { self.head = head }
        self.numbers.merge(layer.numbers) { $1 }
        self.caseNumbers.merge(layer.caseNumbers) { $1 }
        self.definitions.formUnion(layer.definitions.keys)
        for (key, value) in layer.settings { self.settings[key] = .some(value) }
    }
}
