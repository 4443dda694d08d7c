// SPDX-License-Identifier: Apache-2.0
import Witness
import WorkCalendar
import Workflow

/// What surrounds a walked case: other cases that come and move as they like, a directory of six
/// offices and six users, of whom four hold every qualification.
struct WalkWorld: Surroundings {
    static let users = ["u1", "u2", "u3", "u4", "u5", "u6"]
    static let offices = ["A1", "B2", "C3", "D4", "E5", "F6"]

    var parts: [ChildFacts] = []
    var links: [ChildFacts] = []
    var others: [ChildFacts] = []
    var parentEvents: [(event: String, on: Day?)] = []
    /// Days on which things happened in other cases.
    var otherDays: [Day] = []
    var hasDuties = true

    func children() -> [ChildFacts] { self.parts }
    func linked() -> [ChildFacts] { self.links }
    func cases(with field: String, _ value: Value, in workflows: [String]) -> [ChildFacts] {
        self.others.filter { workflows.contains($0.workflow) }
    }
    func outline(of caseID: String) -> ChildFacts? {
        self.others.first { $0.id == caseID } ?? self.others.first
    }
    func days(of event: String, in caseID: String) -> [Day] { self.otherDays }
    func parentHistory() -> [(event: String, on: Day?)] { self.parentEvents }
    func parentField(_ name: String) -> Value? { .text("提出人") }
    func place() -> String? { nil }
    func offices(withDuty duty: String) -> [Party] {
        self.hasDuties ? [Party(office: "F6", name: "F6局")] : []
    }
    func officeName(_ code: String) -> String? { "\(code)局" }
    func officeCode(called name: String) -> String? {
        WalkWorld.offices.first { $0 == name || "\($0)局" == name }
    }
    func userName(_ id: String) -> String? { id }
    func userIDs(called name: String) -> [String] { WalkWorld.users.filter { $0 == name } }
    func user(_ id: String, holds qualification: String) -> Bool { id < "u5" }
    func caseExists(_ id: String) -> Bool { !id.hasPrefix("?") }

    /// What an act opened, as it stands at first.
    mutating func take(_ orders: [OpenOrder], _ ground: WalkGround) {
        for order in orders {
            let state = order.at ?? ground.neighbours[order.workflow]?.first ?? ""
            let number = self.parts.count + self.links.count + 1
            let fresh = ChildFacts(
                id: "X-\(number)", workflow: order.workflow, state: state, holder: nil)
            if order.isLinked { self.links.append(fresh) } else { self.parts.append(fresh) }
        }
    }

    /// One other case of each workflow that this one asks about, each in some state.
    mutating func meet(_ ground: WalkGround, _ numbers: inout SeededNumbers) {
        self.others = ground.neighbours.keys.sorted().map { workflow in
            ChildFacts(
                id: "Y-\(workflow)", workflow: workflow,
                state: ground.neighbours[workflow]?.randomElement(using: &numbers) ?? "",
                holder: nil)
        }.shuffled(using: &numbers)
    }

    /// Other cases move, and sometimes new ones appear or are forgotten.
    mutating func stir(_ ground: WalkGround, today: Day, _ numbers: inout SeededNumbers) {
        func moved(_ cases: [ChildFacts], _ numbers: inout SeededNumbers) -> [ChildFacts] {
            cases.map { other in
                var other = other
                if Int.random(in: 0..<3, using: &numbers) == 0 {
                    other.state =
                        ground.neighbours[other.workflow]?.randomElement(using: &numbers)
                        ?? other.state
                }
                return other
            }
        }
        self.parts = moved(self.parts, &numbers)
        self.links = moved(self.links, &numbers)
        self.others = moved(self.others, &numbers)
        self.hasDuties = Int.random(in: 0..<20, using: &numbers) > 0
        guard Int.random(in: 0..<4, using: &numbers) == 0,
            let name = ground.neighbours.keys.sorted().randomElement(using: &numbers)
        else { return }
        let fresh = ChildFacts(
            id: "Y-\(self.others.count)", workflow: name,
            state: ground.neighbours[name]?.randomElement(using: &numbers) ?? "", holder: nil)
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: self.links = Array((self.links + [fresh]).suffix(3))
        case 1: self.others = Array((self.others + [fresh]).suffix(3))
        case 2: self.others = []
        default: self.otherDays = [today.adding(days: -Int.random(in: 0...900, using: &numbers))]
        }
    }
}
