import BatchProcessing
import Dispatch
import Glibc

/// Turns Ctrl-C and the like into a request to end after the batch in flight; a second one ends at once.
final class SignalHandling {
  private let sources: [any DispatchSourceSignal]

  init(_ interruption: Interruption) {
    let listening = DispatchGroup()
    sources = [SIGINT, SIGTERM].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { @Sendable in
        if interruption.isRequested { Glibc._exit(128 + number) }
        interruption.request(signal: number)
        Console.say("certmill: finishing what is under way; once more ends at once, and `certmill resume` goes on")
      }
      listening.enter()
      // Until then the signal ends the program, as it would have a moment before; one that is ignored would be lost.
      source.setRegistrationHandler { @Sendable in listening.leave() }
      source.resume()
      return source
    }
    listening.wait()
  }

  /// Ends the program with a message where a manifest was cut off while it was read, or its disk failed.
  ///
  /// A manifest is read as memory, so that there is a signal instead of an error. What is on record is safe.
  static func endOnLostPages() {
    signal(SIGBUS) { _ in
      // Only what is allowed in a signal's handler.
      let text: StaticString = "certmill: the manifest was cut off while it was read, or its disk failed; run again\n"
      _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
      _exit(6)
    }
  }

  deinit { for source in sources { source.cancel() } }
}
