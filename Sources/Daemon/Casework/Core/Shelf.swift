// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// What the writer knows from one batch to the next, so that an act need not read a case again that
/// was read or decided just before.
///
/// The writer's alone: nobody else changes a case, so what it read or had written last is what
/// stands. Only what is durable comes here. Questions are answered from snapshots and never see it.
struct Shelf {
    /// Used lately; those not used since the last turn lie in `old`, and go with the next one.
    private var young: [String: CaseFile] = [:]
    private var old: [String: CaseFile] = [:]
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
        if let file = self.young[id] { return file }
        guard let kept = self.old.removeValue(forKey: id) else { return nil }
        self.put(id, kept, replacing: 0)
        return kept
    }

    /// Notes what was read, or what became durable.
    mutating func change(_ id: String, _ body: (inout CaseFile) -> Void) {
        var file = self.young.removeValue(forKey: id)
        let before = file?.weight ?? 0
        if file == nil { file = self.old.removeValue(forKey: id) }
        var changed = file ?? CaseFile()
        body(&changed)
        self.put(id, changed, replacing: before)
    }

    private mutating func put(_ id: String, _ file: CaseFile, replacing before: Int) {
        let now = file.weight
        self.weight += now - before
        if self.weight > CaseworkLimits.shelved / 2 {
            self.old = self.young
            self.young = [:]
            self.weight = now
        }
        self.young[id] = file
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
