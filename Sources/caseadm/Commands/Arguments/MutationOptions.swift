// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser

/// The options of commands that change something.
struct RequestOptions: ParsableArguments {
    @Option(name: .customLong("for"), help: "Act for this office. / 代某单位办理", completion: .offices)
    var forOffice: String?
    @Option(
        name: .customLong("request-id"),
        help: "The request's id: the same id is carried out once. / 请求编号")
    var requestID: String?
}

/// The options of commands that put something into the history.
struct MutationOptions: ParsableArguments {
    @Option(help: "A note for the history. / 备注")
    var note: String?
    @OptionGroup var request: RequestOptions

    var forOffice: String? { self.request.forOffice }
    var requestID: String? { self.request.requestID }
}
