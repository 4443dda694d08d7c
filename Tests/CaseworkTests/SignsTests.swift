// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Logging
import Storage
import Synchronization
import Testing
import TownHall
import WorkCalendar
import Workflow

/// What those who look after the system are told, and what not.
@Suite struct SignsTests {
    /// Keeps lines as text.
    private final class Kept: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { self.lines.withLock { $0 } }

        func add(_ line: String) { self.lines.withLock { $0.append(line) } }
    }

    private struct Handler: LogHandler {
        let kept: Kept
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        init(_ kept: Kept) { self.kept = kept }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { self.metadata[key] }
            set { self.metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = (event.metadata ?? [:]).sorted { $0.key < $1.key }
            self.kept.add(
                (["\(event.message)"] + all.map { "\($0.key)=\($0.value)" })
                    .joined(separator: " "))
        }
    }

    private func signs() -> (signs: Signs, kept: Kept) {
        let kept = Kept()
        return (Signs(Logger(label: "signs") { _ in Handler(kept) }), kept)
    }

    @Test func aRefusalIsToldWithoutWhatMayBeAnything() {
        let (signs, kept) = self.signs()
        signs.refused(
            Signs.Refusal(
                "refused", by: 7, offices: ["mzj", "czj"], call: "Cases/Act",
                caseID: "JY-2025-000001", requestID: "00ff-12"))
        for word in ["张某", "JY-2025-000001\nPRIORITY=0", "jy-2025-1", "JY 2025"] {
            signs.refused(
                Signs.Refusal(
                    "refused", by: 7, call: "Cases/Act", caseID: word, requestID: word))
        }
        let plain = "refused call=Cases/Act event=refused principal=7"
        #expect(
            kept.all == [
                "refused call=Cases/Act case=JY-2025-000001 event=refused office=czj,mzj "
                    + "principal=7 request=00ff-12"
            ] + Array(repeating: plain, count: 4))
    }

    /// Ten of one caller in a minute and a hundred of all; then one line says how many more there were.
    @Test func whoIsRefusedInALoopFillsNoDisk() {
        let (signs, kept) = self.signs()
        let start = ContinuousClock.now
        func refused(_ uid: Int64, _ times: Int, after seconds: Int) {
            for _ in 0..<times {
                signs.refused(
                    Signs.Refusal("refused", by: uid, call: "Cases/Get"),
                    at: start + .seconds(seconds))
            }
        }
        refused(1, 5_000, after: 0)
        #expect(kept.all.count == 10)
        for uid in 2...200 { refused(Int64(uid), 1, after: 59) }
        #expect(kept.all.count == 100)
        refused(1, 1, after: 60)
        #expect(
            kept.all.suffix(2) == [
                // 5000 - 10 of the first, 199 - 90 of the others.
                "more was refused in a minute than is told count=5099 event=refusals_untold",
                "refused call=Cases/Get event=refused principal=1",
            ])
    }

    /// What is done to the directory is told by uid and code, once; what is only tried, or repeated, is not.
    @Test(.timeLimit(.minutes(60)))
    func whatIsChangedOfTheDirectoryIsToldByItsCodes() async throws {
        let kept = Kept()
        let town = try await TownHall(
            Suggestion.town(), on: "2025-03-03",
            logger: Logger(label: "town") { _ in Handler(kept) })
        let before = kept.all.count
        let admin = Principal(uid: 0, isAdmin: true, user: nil)
        let request = Engine.Request(principal: admin, id: "00ab", payload: [1])
        for _ in 0..<2 {
            _ = try await town.engine.directory.add(
                UserDetails(name: "示例姓名", uid: 4_711), [], request)
        }
        #expect(
            Array(kept.all.dropFirst(before)) == [
                "administration about=4711 event=user principal=0 request=00ab"
            ])
        #expect(before > 3 && !kept.all.contains { $0.contains("示例") || $0.contains("市民政局") })
    }
}
