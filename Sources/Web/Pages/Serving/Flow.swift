// SPDX-License-Identifier: Apache-2.0

/// Keeps a file that goes through from filling memory: whoever sends waits while whoever takes is slow.
actor Flow {
    private var ahead = 0
    private var waiting: CheckedContinuation<Void, Never>?

    /// Pieces that may wait to be taken.
    private static let most = 8

    /// One more; returns when there is room for another.
    func add() async {
        self.ahead += 1
        guard self.ahead >= Flow.most, !Task.isCancelled else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { self.waiting = $0 }
        } onCancel: {
            Task { await self.free() }
        }
    }

    /// One was taken.
    func take() {
        self.ahead -= 1
        if self.ahead < Flow.most { self.free() }
    }

    private func free() {
        self.waiting?.resume()
        self.waiting = nil
    }
}
