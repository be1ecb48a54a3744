import Foundation

/// What one input may take.
struct FuzzLimits {
    /// Inputs that one process reads.
    var inputs = 3000
    /// Mutated inputs that a reader gets whatever the time: some take seconds to open.
    var fewest = 20
    /// Seconds for one input.
    var seconds = 10
    /// Bytes beyond those that the process has when it begins.
    var memory = 1 << 30

    /// Limits this process.
    func apply() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        // Private memory that this process can write to is what RLIMIT_DATA counts.
        let bytes = rlim_t(Self.bytes("VmData") + memory)
        var data = rlimit(rlim_cur: bytes, rlim_max: bytes)
        setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &data)
        // A process inherits blocked signals, and threads of Dispatch, which may have started it, block most.
        var clock = sigset_t()
        sigemptyset(&clock)
        sigaddset(&clock, SIGALRM)
        sigprocmask(SIG_UNBLOCK, &clock, nil)
        signal(SIGALRM, SIG_DFL)
    }

    /// The alarm ends the process: its action is the default.
    func startClock() { alarm(UInt32(seconds)) }

    func stopClock() { alarm(0) }

    /// As options of the command.
    var options: [String] { ["--memory", String(memory >> 20), "--patience", String(seconds)] }

    /// Most memory of this program that was resident so far, in bytes. What `getrusage` counts includes the process that
    /// started this one.
    static var peak: Int { bytes("VmHWM") }

    /// What the system says of this process.
    private static func bytes(_ name: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }
}
