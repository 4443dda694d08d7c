// SPDX-License-Identifier: Apache-2.0

/// Why a backup is not made, not believed or not put back: one sentence for administrators.
package struct BackupError: Error, CustomStringConvertible {
    /// What would mend it; the program words it with its own flags.
    package enum Mend: Sendable {
        /// Name the data folder.
        case nameDataFolder
        /// Give the secret key.
        case giveKey
        /// Say that it shall be done all the same.
        case insist
        /// Ask the daemon, which works on the folder.
        case askDaemon
    }

    /// The sentence.
    package let description: String
    /// What to do about it, where that is not a part of the sentence.
    package let mend: Mend?

    /// An error with its sentence.
    package init(_ sentence: String, mend: Mend? = nil) {
        self.description = sentence
        self.mend = mend
    }
}
