@main
struct DialogueManager {
    static func main() {}
}
