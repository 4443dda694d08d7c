// SPDX-License-Identifier: Apache-2.0
package import HTTPTypes

/// What an administrator decides of the page.
package struct PageSettings: Sendable {
    /// The daemon's socket.
    package var daemonSocket = "/run/cased/cased.sock"
    /// Where it listens: `127.0.0.1:8080`, or the path of a Unix socket.
    package var listen = "127.0.0.1:8080"
    /// Browsers reach it over HTTPS, by itself or by the proxy in front of it.
    package var isSecure = false
    /// Names under which browsers reach it; empty for any.
    package var hosts: [String] = []
    /// The header in which a trusted proxy says who somebody is; nil where none is trusted.
    package var subjectHeader: HTTPField.Name?

    /// What holds when nothing is said.
    package init() {}
}
