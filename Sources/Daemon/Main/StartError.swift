// SPDX-License-Identifier: Apache-2.0

/// Why the daemon does not start: one clear sentence and an exit code each.
enum StartError: Error {
    /// The settings are wrong. Exit code 2.
    case settings(String)
    /// The data folder cannot be used. Exit code 3.
    case data(String)
    /// Another daemon works on the same data. Exit code 4.
    case locked(String)
    /// The socket cannot be opened. Exit code 5.
    case socket(String)
    /// The rulebook in the program or the data is refused. Exit code 6.
    case rulebook(String)

    /// The sentence.
    var sentence: String {
        switch self {
        case .settings(let text), .data(let text), .locked(let text), .socket(let text),
            .rulebook(let text):
            text
        }
    }

    /// The exit code.
    var exitCode: Int32 {
        switch self {
        case .settings: 2
        case .data: 3
        case .locked: 4
        case .socket: 5
        case .rulebook: 6
        }
    }
}
