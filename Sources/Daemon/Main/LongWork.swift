// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Synchronization

/// Something of a start or a stop that may take longer than systemd waits, such as bringing the data folder
/// up to date: while it goes on, systemd is asked for more time.
final class LongWork: Sendable {
    /// Between two times of asking.
    private static let step = Duration.seconds(10)
    /// What is asked for each time.
    private static let asked = Duration.seconds(60)

    private let status: String
    private let until: ContinuousClock.Instant
    private let isOver = Atomic<Bool>(false)

    /// Asks at once, and on, until it is over.
    ///
    /// - Parameter longest: after which it is asked no more: it hangs.
    init(_ status: String, longest: Duration) {
        self.status = status
        self.until = .now.advanced(by: longest)
        self.ask()
    }

    /// It is done.
    func end() {
        self.isOver.store(true, ordering: .releasing)
    }

    private func ask() {
        guard !self.isOver.load(ordering: .acquiring), .now < self.until else { return }
        ServiceManager.extend(LongWork.asked, self.status)
        DispatchQueue.global().asyncAfter(
            deadline: .now() + .seconds(Int(LongWork.step.components.seconds))
        ) { self.ask() }
    }
}
