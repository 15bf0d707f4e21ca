import BatchProcessing
import Dispatch
import Glibc

/// Turns Ctrl-C and the like into a request to end after the batch in flight; a second one ends at once.
final class SignalHandling {
  private let sources: [any DispatchSourceSignal]

  init(_ interruption: Interruption) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { @Sendable in
        if interruption.isRequested { Glibc._exit(128 + number) }
        interruption.request(signal: number)
        Console.say("certmill: finishing what is under way; once more ends at once, and `certmill resume` goes on")
      }
      source.resume()
      return source
    }
  }

  deinit { for source in sources { source.cancel() } }
}
