// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rulebook
import Synchronization
import Testing
import Witness

/// The checker against a rulebook that is damaged on purpose: what is wrong in form must be seen.
@Suite struct MutationTests {
    /// The long round: `make e2e`.
    static let isLong = ProcessInfo.processInfo.environment["CASED_LONG"] != nil
    /// Mutants of one kind, over all files.
    static let perKind = isLong ? 40 : 1
    /// Of mutants that are wrong in form, so many of a hundred must be caught.
    static let floor = 94

    @Test(.timeLimit(.minutes(60)))
    func whatIsWrongInFormIsSeen() async throws {
        let shipped = ShippedRulebook.files
        let mutants = try Self.mutants(of: shipped)
        #expect(mutants.count >= (MutationTests.isLong ? 500 : 130), "\(mutants.count) mutants")
        let groups = Dictionary(grouping: mutants) { Neighbourhood(of: $0, in: shipped) }
        let outcome = MutationLog()
        await withTaskGroup(of: Void.self) { tasks in
            for (place, mutants) in groups.sorted(by: { $0.value.count > $1.value.count }) {
                tasks.addTask { Self.judge(mutants, place, shipped, outcome) }
            }
        }
        let report = outcome.report.withLock { $0 }
        print(report)
        #expect(report.unusable.isEmpty, "\(report.unusable)")
        #expect(report.counted >= (MutationTests.isLong ? 400 : 100), "\(report.counted) counted")
        #expect(report.rate >= MutationTests.floor, "\(report)")
    }

    /// Puts each mutant into the small rulebook around it, and asks the checker.
    private static func judge(
        _ mutants: [Mutant], _ place: Neighbourhood, _ shipped: [String: String],
        _ outcome: MutationLog
    ) {
        let small: SmallRulebook
        do throws(RulebookRefused) {
            small = try SmallRulebook(
                around: place.workflows, of: shipped, profiles: place.profiles)
        } catch {
            outcome.report.withLock { $0.unusable.append("\(place): \(error)") }
            return
        }
        for mutant in mutants {
            guard let files = small.files(with: mutant, shipped) else { continue }
            let clock = ContinuousClock()
            let start = clock.now
            let isCaught = Rulebook.check(files).contains { $0.severity == .error }
            let taken = start.duration(to: clock.now)
            let isSame = !isCaught && small.saysTheSame(files)
            outcome.report.withLock { $0.note(mutant, isCaught: isCaught, isSame: isSame, taken) }
        }
    }

    /// The damages done: of each kind a few, in files chosen by a seed of its own, so that a line more of one kind
    /// chooses no others anew.
    static func mutants(of shipped: [String: String]) throws -> [Mutant] {
        let all = try shipped.sorted { $0.key < $1.key }.flatMap { path, text in
            try MutationTests.all(of: MutatedFile(path, text))
        }
        let kinds = Dictionary(grouping: all) { "\($0.kind.name) \($0.file.prefix(5))" }
        return kinds.sorted { $0.key < $1.key }.flatMap { kind, mutants in
            // FNV-1a.
            let seed = kind.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
            }
            var numbers = SeededNumbers(seed: seed)
            return Array(mutants.shuffled(using: &numbers).prefix(MutationTests.perKind))
        }
    }

    private static func all(of file: MutatedFile) throws -> [Mutant] {
        let blocks = BlockMutations(file: file)
        if file.path.hasPrefix("workflows/") || file.path.hasPrefix("parts/") {
            return try LineMutation.workflow.flatMap { try $0.mutants(of: file) } + blocks.workflow
        }
        if file.path.hasPrefix("profiles/") {
            return try LineMutation.profile.flatMap { try $0.mutants(of: file) } + blocks.other
        }
        if file.path.hasPrefix("tables/") {
            return try LineMutation.table.flatMap { try $0.mutants(of: file) }
        }
        if file.path.hasPrefix("calendars/") {
            return try LineMutation.calendar.flatMap { try $0.mutants(of: file) }
        }
        return try LineMutation.head.flatMap { try $0.mutants(of: file) }
    }
}
