import ArgumentParser
import BatchProcessing

/// What a command that signs certificates and records them needs to know.
struct SigningOptions: ParsableArguments {
  @OptionGroup var turn: WaitOptions

  @Option(name: .long, help: "Which signatures are verified before they count: sampled or every.")
  var checkSignatures = SignatureCheck.sampled

  /// Settings with what was chosen here.
  func applied(to settings: RunSettings) -> RunSettings {
    var settings = settings
    settings.lockWait = turn.wait
    settings.signatureCheck = checkSignatures
    return settings
  }
}

extension SignatureCheck: ExpressibleByArgument {}
