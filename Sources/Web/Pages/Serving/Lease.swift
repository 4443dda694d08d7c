// SPDX-License-Identifier: Apache-2.0

/// Something that an answer holds, given back when nothing holds the answer any more.
///
/// An answer's body need not ever be sent: of HEAD it is not, nor to a browser that went away.
final class Lease: Sendable {
    private let giveBack: @Sendable () -> Void

    init(_ giveBack: @escaping @Sendable () -> Void) { self.giveBack = giveBack }

    deinit { self.giveBack() }
}
