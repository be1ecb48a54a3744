/// How much of a long piece of work is done, from 0 to 1; called on the thread that asked for the work.
public typealias ShareDone = (Double) -> Void
