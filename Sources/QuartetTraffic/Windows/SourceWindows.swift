/// Hourly windows of each source over a stream of connections, in one pass and bounded memory.
///
/// Scans, beacons and exfiltration look normal record by record. For each source and hour this keeps the fan-out to
/// destinations and ports (linear counting in maps of 1,024 bits), failed connections, the regularity of its intervals
/// by destination and port, and the bytes out against those in by destination. Sources, pairs and triples are kept in
/// tables of fixed capacity; the least recently used are evicted and counted.
public struct SourceWindows: Sendable {
    /// How many of each are kept. The defaults take about 60 MB.
    public struct Limits: Sendable, Equatable {
        public var sources: Int
        /// (source, destination, port), for intervals.
        public var connections: Int
        /// (source, destination), for bytes.
        public var pairs: Int
        public var findings: Int

        public init(
            sources: Int = 65_536, connections: Int = 131_072, pairs: Int = 131_072, findings: Int = 4096
        ) {
            (self.sources, self.connections) = (sources, connections)
            (self.pairs, self.findings) = (pairs, findings)
        }
    }

    /// How many connections there were, and how many could not be used for what.
    public struct Counts: Sendable, Codable, Equatable {
        public var events = 0
        /// Excluded from everything.
        public var withoutSource = 0
        /// Excluded from intervals.
        public var withoutTime = 0
        /// Excluded from fan-out, intervals and bytes.
        public var withoutDestination = 0
        /// Excluded from bytes.
        public var withoutBytes = 0
        /// Sources whose clock went back more than a day.
        public var clockSetBack = 0
        public var evictedSources = 0
        public var evictedConnections = 0
        public var evictedPairs = 0
        public var forgottenFindings = 0
    }

    private static let words = 16
    private var seen = Counts()
    private var sources: RecentTable
    private var windows: [SourceWindow]
    /// For each source 1,024 bits for destinations, then as many for (destination, port).
    private var bits: [UInt64]
    private var connections: RecentTable
    private var rhythms: [ConnectionRhythm]
    private var pairs: RecentTable
    private var balances: [ByteBalance]
    private var latest = 0.0
    private var found: WindowFindings
    private let baseline: WindowBaseline?
    private let threshold: Double
    /// By ``WindowStatistic``, for internal and external sources: smaller values cannot be findings.
    private let internalTriggers: SIMD8<Float>
    private let externalTriggers: SIMD8<Float>
    private var closed: [SourceWindow] = []
    private let keepsClosed: Bool

    /// - Parameters:
    ///   - baseline: of normal traffic; nil to measure only.
    ///   - threshold: the surprise in nats from which a behaviour is a finding.
    public init(baseline: WindowBaseline? = nil, threshold: Double = 3, limits: Limits = Limits()) {
        self.init(baseline: baseline, threshold: threshold, limits: limits, keepsClosed: false)
    }

    /// - Parameter keepsClosed: whether closed windows are kept for ``takeClosed()``.
    init(baseline: WindowBaseline?, threshold: Double, limits: Limits, keepsClosed: Bool) {
        (self.baseline, self.threshold, self.keepsClosed) = (baseline, threshold, keepsClosed)
        internalTriggers = baseline?.triggers(threshold, isInternal: true) ?? SIMD8(repeating: .infinity)
        externalTriggers = baseline?.triggers(threshold, isInternal: false) ?? SIMD8(repeating: .infinity)
        sources = RecentTable(capacity: limits.sources)
        windows = Array(repeating: SourceWindow(), count: sources.capacity)
        bits = Array(repeating: 0, count: sources.capacity * SourceWindows.words * 2)
        connections = RecentTable(capacity: limits.connections)
        rhythms = Array(repeating: ConnectionRhythm(), count: connections.capacity)
        pairs = RecentTable(capacity: limits.pairs)
        balances = Array(repeating: ByteBalance(), count: pairs.capacity)
        found = WindowFindings(capacity: baseline == nil ? 8 : limits.findings)
    }

    public var counts: Counts {
        var counts = seen
        counts.evictedSources = sources.evictions
        counts.evictedConnections = connections.evictions
        counts.evictedPairs = pairs.evictions
        counts.forgottenFindings = found.forgotten
        return counts
    }

    /// All findings that are kept, in the order of ``WindowFinding/ranked(_:limit:)``.
    public func findings(limit: Int = 20) -> [WindowFinding] {
        baseline.map { WindowFinding.ranked(found.all($0), limit: limit) } ?? []
    }

    /// Adds one connection.
    ///
    /// - Parameter record: the caller's index of the record, which a finding refers to.
    /// - Returns: a finding that this record completed, once. It goes on growing in ``findings(limit:)``.
    public mutating func add(_ event: ConnectionEvent, record: Int) -> WindowFinding? {
        take(event, record: record).flatMap(finding)
    }

    /// A finding with its text.
    func finding(_ group: WindowGroup) -> WindowFinding? { baseline.map { group.finding($0) } }

    /// As ``add(_:record:)``, for callers that seldom need the text.
    mutating func take(_ event: ConnectionEvent, record: Int) -> WindowGroup? {
        seen.events += 1
        if event.source == 0 {
            seen.withoutSource += 1
            return nil
        }
        // Times beyond the year 33,658 are errors.
        let hasTime = abs(event.time) < 1e12
        if hasTime { latest = event.time } else { seen.withoutTime += 1 }
        let source = open(event, time: hasTime ? event.time : latest, hasTime: hasTime)
        if event.destination == 0 {
            seen.withoutDestination += 1
        } else {
            let pair = RecentTable.mix(event.source, event.destination)
            if hasTime { rhythm(event, source, pair) }
            bytes(event, time: hasTime ? event.time : .nan, source, pair)
            fanOut(event, source)
        }
        fail(event.isFailed, source)
        return baseline == nil ? nil : judge(source, record: record)
    }

    /// The place of the event's source. A new hour opens a new window there.
    @inline(__always)
    private mutating func open(_ event: ConnectionEvent, time: Double, hasTime: Bool) -> Int {
        let place = sources.place(of: event.source)
        let index = place.index
        let hour = Int((time / 3600).rounded(.down))
        let current = windows[index].hour
        // A late record belongs to the current hour, unless the clock was set.
        if !place.isNew, hour <= current || !hasTime, hour >= current - 24 || !hasTime {
            windows[index].end = max(windows[index].end, time)
            windows[index].isInternal = event.isSourceInternal
            return index
        }
        if !place.isNew, hour < current { seen.clockSetBack += 1 }
        close(index)
        windows[index] = SourceWindow(
            source: event.source, hour: hour, start: time, isInternal: event.isSourceInternal)
        let base = index * SourceWindows.words * 2
        bits.withUnsafeMutableBufferPointer {
            $0[base..<base + SourceWindows.words * 2].update(repeating: 0)
        }
        return index
    }

    @inline(__always) private mutating func fail(_ isFailed: Bool, _ source: Int) {
        if isFailed { windows[source].failed &+= 1 }
        windows[source].records &+= 1
        if windows[source].failed > 0, windows[source].records >= 10 {
            let failed = Float(windows[source].failed)
            raise(.failures, failed * failed / Float(windows[source].records), source)
        }
    }

    @inline(__always) private mutating func fanOut(_ event: ConnectionEvent, _ source: Int) {
        let base = source * SourceWindows.words * 2
        let host = RecentTable.mix(event.destination)
        let port = RecentTable.mix(host &+ UInt64(bitPattern: Int64(event.destinationPort)))
        let isNewHost = set(host, base)
        let isNewPort = set(port, base + SourceWindows.words)
        if isNewHost { windows[source].hostBits += 1 }
        if isNewPort { windows[source].portBits += 1 }
        guard isNewHost || isNewPort else { return }
        let hosts = SourceWindow.distinct[Int(windows[source].hostBits)]
        raise(.hosts, hosts, source)
        let ports = SourceWindow.distinct[Int(windows[source].portBits)] / hosts
        if raise(.ports, ports, source) {
            windows[source].ports = .init(destination: event.destination, start: windows[source].start)
        }
    }

    /// Sets the bit that a hash selects.
    ///
    /// - Returns: whether it was clear before.
    @inline(__always) private mutating func set(_ hash: UInt64, _ base: Int) -> Bool {
        let word = base + Int(hash >> 60)
        let bit = UInt64(1) << ((hash >> 54) & 63)
        if bits[word] & bit != 0 { return false }
        bits[word] |= bit
        return true
    }

    @inline(__always)
    private mutating func rhythm(_ event: ConnectionEvent, _ source: Int, _ pair: UInt64) {
        let place = connections.place(
            of: RecentTable.mix(pair, UInt64(bitPattern: Int64(event.destinationPort))))
        var rhythm = place.isNew ? ConnectionRhythm() : rhythms[place.index]
        let isOutward = event.isSourceInternal && !event.isDestinationInternal
        let value = rhythm.add(time: event.time, isOutward: isOutward)
        rhythms[place.index] = rhythm
        if value > 0, raise(.rhythm, value, source) {
            windows[source].rhythm = .init(
                destination: event.destination, port: Int32(truncatingIfNeeded: event.destinationPort),
                first: rhythm.mean, second: rhythm.variation, records: rhythm.records, start: rhythm.first)
        }
    }

    @inline(__always)
    private mutating func bytes(_ event: ConnectionEvent, time: Double, _ source: Int, _ pair: UInt64) {
        guard event.bytesOut >= 0, event.bytesIn >= 0, event.bytesOut < .infinity, event.bytesIn < .infinity
        else {
            seen.withoutBytes += 1
            return
        }
        let place = pairs.place(of: pair)
        // A copy: reading in pairs words that were just written one by one would stall the processor.
        var balance = place.isNew ? ByteBalance() : balances[place.index]
        let value = balance.add(time: time, out: event.bytesOut, in: event.bytesIn)
        balances[place.index] = balance
        if value > 0, raise(.bytesOut, value, source) {
            windows[source].bytes = .init(
                destination: event.destination, first: Float(balance.out), second: Float(balance.in),
                records: balance.records, start: balance.first)
        }
    }

    @inline(__always) @discardableResult
    private mutating func raise(_ statistic: WindowStatistic, _ value: Float, _ source: Int) -> Bool {
        if !(value > windows[source].best[statistic.rawValue]) { return false }
        windows[source].best[statistic.rawValue] = value
        return true
    }

    /// Judges the values that have risen by a fiftieth since they were last judged.
    @inline(__always) private mutating func judge(_ source: Int, record: Int) -> WindowGroup? {
        let risen = suspicious(source) .& (windows[source].best .> windows[source].judged * 1.02)
        return any(risen) ? judge(risen, source, record: record) : nil
    }

    @inline(__always) private func suspicious(_ source: Int) -> SIMDMask<SIMD8<Int32>> {
        windows[source].best .>= (windows[source].isInternal ? internalTriggers : externalTriggers)
    }

    @inline(never)
    private mutating func judge(_ risen: SIMDMask<SIMD8<Int32>>, _ source: Int, record: Int?)
        -> WindowGroup?
    {
        guard let baseline else { return nil }
        var new: WindowGroup?
        for statistic in WindowStatistic.allCases where risen[statistic.rawValue] {
            let value = windows[source].best[statistic.rawValue]
            windows[source].judged[statistic.rawValue] = value
            let isInternal = windows[source].isInternal
            let detail = windows[source].detail(statistic)
            let surprise = baseline.surprise(
                statistic, value: Double(value), isInternal: isInternal, source: windows[source].source,
                destination: detail.destination, port: Int(detail.port))
            if surprise < threshold { continue }
            windows[source].found |= 1 << statistic.family.rawValue
            let finding = found.note(
                statistic, surprise: surprise, window: windows[source], record: record)
            if let finding, new.map({ $0.evidence[0].surprise < surprise }) ?? true { new = finding }
        }
        return new
    }

    private mutating func close(_ index: Int) {
        if windows[index].records == 0 { return }
        if windows[index].found != 0 {
            // Values that have risen since they were last judged, but too little to be judged again.
            _ = judge(
                suspicious(index) .& (windows[index].best .> windows[index].judged), index, record: nil)
            found.close(windows[index])
        }
        if keepsClosed { closed.append(windows[index]) }
    }

    /// Closes all windows; a source's next record opens a new one.
    public mutating func closeAll() {
        for index in windows.indices where windows[index].records > 0 {
            close(index)
            windows[index].records = 0
            // Before every hour that a record can have.
            windows[index].hour = -1 << 40
        }
    }

    /// Whether windows have closed since the last ``takeClosed()``.
    var hasClosed: Bool { !closed.isEmpty }

    mutating func takeClosed() -> [SourceWindow] {
        defer { closed.removeAll(keepingCapacity: true) }
        return closed
    }
}
