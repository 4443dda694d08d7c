// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText
internal import GRPCCore
internal import Synchronization

/// `watch`: the history as it is written, until it is interrupted.
struct WatchCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Show the history as it is written. / 跟踪办理经过")

    @Argument(
        help: ArgumentHelp("Only this case. / 件号", valueName: "case"), completion: .cases)
    var caseID: String?
    @Option(
        help: "The lines after this number; 0 for all; else only new ones. / 从此行之后;0 为从头")
    var after: Int64?
    @Option(help: "End when this line was written or passed. / 到此行为止")
    var until: Int64?
    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard (after ?? 0) >= 0 else { throw ValidationError("--after must not be negative.") }
    }

    func run(in session: Session) async throws(Failure) {
        let result = await withTaskGroup(of: Result<Void, Failure>.self) { group in
            group.addTask {
                do throws(Failure) {
                    return .success(try await follow(session))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                await session.interruption()
                return .success(())
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? .success(())
        }
        try result.get()
    }

    /// Asks again after each loss, from where it was.
    private func follow(_ session: Session) async throws(Failure) {
        let place = Place(after ?? -1)
        var pause = CallLimits.firstPause
        var isLost = false
        while true {
            place.beginAttempt()
            let isDone = try await session.daemon.attempt(wasThere: { place.isKnown }) { daemon in
                try await daemon.cases.watch(
                    V1.WatchRequest(after: place.reached, caseId: caseID ?? "")
                ) { events in
                    for try await event in events {
                        if event.line != nil {
                            session.append(isFirst: place.isFirstLine()) { Report(event, $0) }
                        }
                        place.move(to: event.reached)
                        if let until, event.reached >= until { return true }
                    }
                    return false
                }
            }
            // What is interrupted may look like a loss.
            if isDone == true || Task.isCancelled { return }
            if place.hasMoved {
                pause = CallLimits.firstPause
                isLost = false
            }
            if !isLost { session.say(WatchCommand.lost) }
            isLost = true
            do {
                try await Task.sleep(for: pause)
            } catch {
                return
            }
            pause = min(pause * 2, CallLimits.longestPause)
        }
    }

    private static let lost = Text(
        zh: "服务中断,恢复后接续……", en: "the daemon went away; going on when it is back …")
}

/// How far a watch has come, over all its connections.
private final class Place: Sendable {
    private struct State {
        var reached: Int64
        var isKnown = false
        var hasMoved = false
        var hasLines = false
    }

    private let state: Mutex<State>

    init(_ after: Int64) { state = Mutex(State(reached: after)) }

    /// Everything up to here was written.
    var reached: Int64 { state.withLock { $0.reached } }
    /// Whether the daemon has ever answered.
    var isKnown: Bool { state.withLock { $0.isKnown } }
    /// Whether it has answered in this attempt.
    var hasMoved: Bool { state.withLock { $0.hasMoved } }

    func beginAttempt() { state.withLock { $0.hasMoved = false } }

    func move(to sequence: Int64) {
        state.withLock {
            $0.reached = sequence
            $0.isKnown = true
            $0.hasMoved = true
        }
    }

    /// Whether no line was written before this one.
    func isFirstLine() -> Bool {
        state.withLock { state in
            defer { state.hasLines = true }
            return !state.hasLines
        }
    }
}
