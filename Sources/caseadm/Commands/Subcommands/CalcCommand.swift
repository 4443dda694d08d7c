// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `calc`: a period reckoned for its own sake.
struct CalcCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "calc", abstract: "Reckon a period. / 计算期限")

    @Argument(help: "A clock or a length. / 时限名或期间")
    var rule: String
    @Option(help: "The day of the start fact. / 起算事由发生日")
    var from: String
    @Option(help: ArgumentHelp("Days that do not count, end left out. / 扣除", valueName: "a..b"))
    var pause: [String] = []
    @Option(help: "The place's rules. / 地方规则", completion: .profiles)
    var profile: String?
    @Flag(name: .customLong("no-roll"), help: "End on a rest day if it falls so. / 不顺延")
    var noRoll = false
    @Flag(help: "Leave out ordinary days between the first and the last. / 略去平常日")
    var summary = false
    @OptionGroup var options: GlobalOptions

    func run(in session: Session) async throws(Failure) {
        var request = V1.CalculateRequest(
            rule: rule, from: DayArguments.day(from), profile: profile ?? "", noRoll: noRoll)
        for text in pause { request.pauses.append(try DayArguments.interval(text)) }
        let final = request
        let answer = try await session.daemon.call { try await $0.deadlines.calculate(final) }
        session.write { Report(answer, summary: summary, $0) }
    }
}
