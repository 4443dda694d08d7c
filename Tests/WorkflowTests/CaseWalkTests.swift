// SPDX-License-Identifier: Apache-2.0
import Testing
import Witness
import WorkCalendar
import Workflow

/// Every shipped workflow, walked at random from each of its states: whatever happens, a case stays
/// whole, and it can be brought to an end.
@Suite struct CaseWalkTests {
    /// Events put to each workflow.
    static let events = WalkedRulebook.isLong ? 100_000 : 2_500
    /// Events of one walk.
    static let steps = 40
    /// Cases met on the walks for which an end is looked for.
    static let samples = WalkedRulebook.isLong ? 200 : 30

    @Test func thereAreWorkflowsToWalk() throws {
        _ = try WalkedRulebook.rulebook.get()
        #expect(Set(WalkedRulebook.places.map(\.workflow)).count > 20)
    }

    @Test(.timeLimit(.minutes(60)), arguments: WalkedRulebook.places)
    func everyWalkKeepsTheCaseWholeAndCanBeEnded(_ place: WalkPlace) throws {
        let ground = try place.ground()
        var report = WalkReport(place, seed: WalkedRulebook.seed)
        let starts = self.starts(ground, without: place.onlyElsewhere, &report)
        #expect(report.neverReached.isEmpty, "\(report)")
        var numbers = SeededNumbers(seed: WalkedRulebook.seed)
        var turn = 0
        while report.events < CaseWalkTests.events, !starts.isEmpty {
            let seed = numbers.next()
            self.walk(ground, from: starts[turn % starts.count], seed, &report)
            turn += 1
        }
        #expect(report.broken.isEmpty, "\(report)")
        // A walk that never moves, or is never refused, proves nothing.
        #expect(
            report.moved > report.events / 20 && report.refused > report.events / 20, "\(report)")
        self.end(report.sampled(CaseWalkTests.samples), ground, &report)
        let endless = report.endless.count
        #expect(endless == 0, "\(report)")
        print(report)
    }

    /// A case in each state, brought there by its own events.
    private func starts(
        _ ground: WalkGround, without elsewhere: Set<String>, _ report: inout WalkReport
    ) -> [Scene] {
        var numbers = SeededNumbers(seed: WalkedRulebook.seed &+ 1)
        return ground.definition.states.names.filter { !elsewhere.contains($0) }.compactMap {
            state in
            var seeker = EndSeeker(ground, to: [state])
            for attempt in 0..<40 {
                let initial = ground.definition.initial
                let at = initial.contains(state) ? state : initial.randomElement(using: &numbers)
                guard let scene = Scene.opened(ground, at: at, &numbers)?.scene else { continue }
                seeker.countsTold = attempt > 9
                seeker.budget = 60 + attempt * 10
                if let node = seeker.way(from: scene, seed: numbers.next()) { return node.scene }
            }
            report.neverReached.append(state)
            return nil
        }
    }

    private func walk(
        _ ground: WalkGround, from start: Scene, _ seed: UInt64, _ report: inout WalkReport
    ) {
        var walk = CaseWalk(ground, from: start, seed: seed)
        let invariants = WalkInvariants(ground: ground, isFromSources: walk.isFromSources)
        var after = 0
        for _ in 0..<CaseWalkTests.steps {
            // Nothing happens to a case that is over: a few tries are enough.
            let isOver = ground.definition.states[walk.scene.facts.state]?.isFinal ?? false
            after += isOver ? 1 : 0
            if after > 3 { return }
            let command = walk.next()
            let before = walk.scene.facts
            let outcome = ground.machine.step(walk.scene.attempt(command))
            report.events += 1
            for reason in invariants.contradictions(outcome, command, walk.scene) {
                report.broken.append("seed \(seed) \(command.event): \(reason)")
            }
            switch outcome {
            case .moved(let move):
                report.moved += 1
                for reason in invariants.broken(
                    move, before: before, command, walk.scene.world)
                {
                    report.broken.append("seed \(seed) \(command.event): \(reason)")
                }
                walk.scene.take(move, ground)
                if !walk.isFromSources { report.meet(walk.scene, ground) }
            case .refused(let refusal):
                report.refused += 1
                if refusal.unmet.isEmpty
                    || refusal.unmet.contains(where: { $0.sentence.zh.isEmpty })
                {
                    report.broken.append("seed \(seed) \(command.event): refused without a reason")
                }
            case .invalid(let problems):
                if problems.isEmpty {
                    report.broken.append("seed \(seed) \(command.event): invalid without a reason")
                }
            case .unchanged:
                break
            case .unreachable(let reason):
                report.broken.append("seed \(seed) \(command.event): unreachable, \(reason)")
            }
        }
    }

    private func end(_ scenes: [Scene], _ ground: WalkGround, _ report: inout WalkReport) {
        var seeker = EndSeeker(toTheEndOf: ground)
        for (number, scene) in scenes.enumerated() {
            let seed = WalkedRulebook.seed &+ UInt64(number)
            seeker.countsTold = false
            seeker.budget = 150
            if let node = seeker.way(from: scene, seed: seed) {
                report.ended(node)
                continue
            }
            seeker.countsTold = true
            seeker.budget = 1_500
            if let node = seeker.way(from: scene, seed: seed &+ 7) {
                report.ended(node)
                report.endedWhenTold += 1
            } else {
                report.endless.append(scene)
            }
        }
    }
}

/// What walks of one workflow came to.
struct WalkReport: CustomStringConvertible {
    let place: WalkPlace
    let seed: UInt64
    var events = 0
    var moved = 0
    var refused = 0
    var broken: [String] = []
    var neverReached: [String] = []
    var endless: [Scene] = []
    var endedWhenTold = 0
    private var endings = 0
    private var longest: [String] = []
    private var met: [String: Scene] = [:]
    private var order: [String] = []
    private var spare: [Scene] = []

    init(_ place: WalkPlace, seed: UInt64) {
        self.place = place
        self.seed = seed
    }

    /// Keeps one case of each sort: by state and by what runs there.
    mutating func meet(_ scene: Scene, _ ground: WalkGround) {
        let isFinal = ground.definition.states[scene.facts.state]?.isFinal ?? false
        guard !isFinal, self.met.count < 4_000 else { return }
        if self.moved % 5 == 0 { self.spare.append(scene) }
        let clocks = scene.facts.clocks.filter(\.isOpen).map {
            "\($0.clock)\($0.isPaused ? "p" : "")\($0.due.map { $0 < scene.today } ?? false)"
        }
        let sort = ([scene.facts.state] + clocks.sorted()).joined(separator: " ")
        if self.met.updateValue(scene, forKey: sort) == nil { self.order.append(sort) }
    }

    /// So many of the cases met, spread over all sorts.
    func sampled(_ count: Int) -> [Scene] {
        let step = max(1, self.order.count / count)
        let sorts = stride(from: 0, to: self.order.count, by: step).compactMap {
            self.met[self.order[$0]]
        }
        return sorts + self.spare.suffix(max(0, count - sorts.count))
    }

    mutating func ended(_ node: EndSeeker.Node) {
        self.endings += 1
        if node.way.count > self.longest.count { self.longest = node.way }
    }

    var description: String {
        var lines = [
            "\(self.place.testDescription), seed \(self.seed): \(self.events) events, "
                + "\(self.moved) moved, \(self.refused) refused; \(self.endings) of "
                + "\(self.endings + self.endless.count) cases ended, \(self.endedWhenTold) when told; "
                + "longest \(self.longest.joined(separator: " → "))"
        ]
        lines += self.neverReached.map { "never reached: \($0)" }
        lines += self.broken.prefix(10).map { "broken: \($0)" }
        lines += self.endless.prefix(5).map { scene in
            let acts = scene.facts.history.map { "\($0.transition) \($0.happenedOn as Day?)" }
            let fields = scene.facts.fields.sorted { $0.key < $1.key }.map { "\($0)=\($1.line)" }
            return "no end on \(scene.today) from \(scene.facts.state): \(acts); \(fields)"
        }
        return lines.joined(separator: "\n")
    }
}
