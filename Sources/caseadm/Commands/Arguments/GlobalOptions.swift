// SPDX-License-Identifier: Apache-2.0
package import ArgumentParser
package import CaseadmText

extension OutputFormat: ExpressibleByArgument {}
extension Language: ExpressibleByArgument {}

/// The options that every command has.
///
/// The program itself declares them as well as each command: the parser then takes them wherever
/// they stand, before the command's name or behind it, and gives the command what it took.
package struct GlobalOptions: ParsableArguments {
    private static let defaultPath = "/run/cased/cased.sock"

    @Option(
        help: "The daemon's socket (or CASED_SOCKET; else \(Self.defaultPath)). / 服务的套接字",
        completion: .file())
    var socket: String?

    /// How to write what the command has to say.
    @Option(
        name: [.customShort("o"), .long],
        help: "table, json, csv, csv-excel or xlsx for a spreadsheet. / 输出格式")
    package var output: OutputFormat = .table

    /// The language; nil leaves it to the locale.
    @Option(help: "zh or en (else from LC_ALL, LC_MESSAGES, LANG). / 语言")
    package var lang: Language?

    /// Options as if none were given.
    package init() {}

    /// The socket: the option, else the environment's, else where the package puts it.
    package func path(_ environment: [String: String]) -> String {
        if let socket, !socket.isEmpty { return socket }
        if let path = environment["CASED_SOCKET"], !path.isEmpty { return path }
        return Self.defaultPath
    }
}
