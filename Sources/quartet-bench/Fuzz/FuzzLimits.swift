import Foundation

/// What one input may take.
struct FuzzLimits {
    /// Inputs that one process reads.
    var inputs = 3000
    /// Seconds for one input.
    var seconds = 10
    /// Bytes beyond those that the process has when it begins.
    var memory = 1 << 30

    /// Limits this process.
    func apply() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        let bytes = rlim_t(Self.dataBytes + memory)
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

    /// Private memory that this process can write to, which RLIMIT_DATA counts.
    private static var dataBytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmData:") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }

    /// Most memory that was resident so far, in bytes.
    static var peak: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}
