extension Situation {
    /// The system's message for a general model, such as one behind a remote server, that was not trained on the bare
    /// context: it rewords a draft and keeps its placeholders.
    package func instructions(draft: String) -> String {
        switch language {
        case "zh":
            """
            你是网店客服“小二”。请把下面的草稿改写成给顾客的一段中文回复，语气\(tone)。
            花括号里的占位符原样保留，每个恰好出现一次，不要增加别的占位符。不要写任何数字，不要增加草稿里没有的事实或承诺。只输出回复。
            草稿：\(draft)
            """
        default:
            """
            You are Xiaoer, the clerk of an online shop. Reword the draft below as one English paragraph to the customer, \
            in a \(tone) tone. Keep each placeholder in braces as it is, exactly once, and add none. Write no numbers, and \
            no fact or promise that the draft does not hold. Answer with the reply alone.
            Draft: \(draft)
            """
        }
    }

    private var tone: String {
        switch (mood, language) {
        case (.calm, "zh"): "亲切简洁"
        case (.upset, "zh"): "诚恳体谅"
        case (.pleased, "zh"): "热情"
        case (.calm, _): "friendly and brief"
        case (.upset, _): "sincere and understanding"
        case (.pleased, _): "warm"
        }
    }
}
