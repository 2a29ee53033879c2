/// What a run costs, part by part; time is taken only where somebody asks for it.
///
/// One for each runner, used on its thread.
package final class RunMeter {
    package enum Part: String, CaseIterable, Sendable {
        /// Cutting words and sentences.
        case reading
        /// Scanning for words: the gate that every rule stands behind.
        case words
        /// Walking patterns in the sentences where a word of theirs is.
        case patterns
        /// Figures, dates, places and names that patterns ask for.
        case recognizing
        /// Making events of what was found.
        case assembling
    }

    /// Calls of one function of one rule.
    package struct Code: Hashable, Sendable {
        package var calls = 0
        package var steps = 0
        /// The most bytes its Lua state held during a call.
        package var memory = 0
        package var seconds = 0.0

        package init() {}
    }

    private let clock: () -> Double
    package private(set) var seconds: [Part: Double] = [:]
    /// By the rule's number, then `emit`, `find` or `enrich`.
    package private(set) var code: [Int: [String: Code]] = [:]
    private var inner = 0.0

    /// - Parameter clock: seconds of processor time.
    package init(clock: @escaping () -> Double) { self.clock = clock }

    /// Takes the time of `body`, without that of parts inside it.
    func time<T>(_ part: Part, _ body: () -> T) -> T {
        let outside = inner
        inner = 0
        let start = clock()
        let result = body()
        let all = clock() - start
        seconds[part, default: 0] += max(0, all - inner)
        inner = outside + all
        return result
    }

    func note(_ rule: Int, _ function: String, since start: Double, steps: Int, memory: Int) {
        let all = clock() - start
        inner += all
        code[rule, default: [:]][function, default: Code()].add(all, steps, memory)
    }

    var now: Double { clock() }
}

extension RunMeter.Code {
    fileprivate mutating func add(_ seconds: Double, _ steps: Int, _ memory: Int) {
        calls += 1
        self.seconds += seconds
        self.steps += steps
        self.memory = max(self.memory, memory)
    }
}
