// SPDX-License-Identifier: Apache-2.0

// What is said of parts that workflows share, of papers and of figures over several lists.
extension ChineseWords {
    static let parts: [String: String] = [
        "a part": "部件",
        "there is no part %1": "没有部件%1",
        "put it into parts/": "放入 parts/",
        "one of parts/: %1": "可用 parts/ 中的:%1",
        "the part %1 needs %2": "部件%1需要%2",
        "the part %1 takes no %2": "部件%1不接受%2",
        "it takes: %1": "它接受:%1",
        "- part: %1, once and by itself; parts names it": "- part: %1,单独写一次,并在 parts 中写明",
        "%1 stands for nothing here": "%1在这里没有所指",
        "no part %1 of this workflow has %2": "本流程的部件%1没有%2",
        "no part %1 of this workflow has transitions": "本流程的部件%1没有转换",
        "name the part under parts": "在 parts 下写明该部件",
        "name it under parts, or take this line out": "在 parts 下写明,或删去这一行",
        "%1 stands twice in %2: also in the part %3": "%1在%2中出现两次:部件%3中也有",
        "a name stands once; take one away, or give it another name": "一个名称只写一次;删去一处,或另取名称",
        "%1 stands here, and in what << lays in as well": "%1既写在这里,又由 << 带入",
        "say %1 in one of the two": "%1只在一处写明",
        "<< must stand for a map": "<< 应代表一组键值",
        "<<: $part.NAME, which is a map": "<<: $part.名称,其值为一组键值",
        "%1 stands twice": "%1写了两次",
        "transition %1 reopens, but does not lead from a final state to one that is not":
            "转换%1写了 reopens,却不是从办结状态到未办结状态",
        "papers must be on_file": "papers 应为 on_file",
        "asks for papers, and nothing calls for any": "要求文书齐备,却没有任何转换要求文书",
        "%1 has no field %2": "%1没有字段%2",
        "leave %1 out": "删去%1",
        "{workflow: W, among: …}": "{workflow: 流程, among: …}",
        "a field that both workflows have": "两个流程都有的字段",
        "also needs distinct": "also 须与 distinct 同用",
        "also needs workflow and among": "also 应写明 workflow 和 among",
        "a figure with distinct is a plain count, without %1": "写 distinct 的指标只计数,不能带%1",
    ]
}
