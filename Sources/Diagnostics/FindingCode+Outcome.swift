extension FindingCode {
  /// The class of a request whose gravest finding has this code.
  package var outcome: Outcome {
    switch self {
    case .documentSyntax, .documentEncoding, .documentDuplicateMember, .documentLimit, .documentForbidden,
      .memberUnknown, .memberMissing, .memberType, .memberValue, .manifestHeader, .requestIdConflict,
      .operationUnknown, .memberUnsupported, .requestFile, .requestDigest, .requestReference,
      .serialNumberAmbiguous, .configurationReference, .configurationDuplicate, .attributeDefinition,
      .csrEncoding, .csrMalformed, .endEntityExists, .endEntityDeleted, .endEntityPassword,
      .endEntityStatus, .revocationReason, .certificateExists, .certificateNotIdentified, .keyExists,
      .locationEntryExists, .locationFull:
      .badRequest
    case .authorityUnknown, .raProfileUnknown, .raProfileForeign, .certificateUnknown, .crlUnknown, .endEntityUnknown,
      .tokenProfileUnknown, .keyUnknown, .locationUnknown, .locationEntryUnknown:
      .notFound
    case .attributeUnknown, .attributeDuplicate, .attributeUUID, .attributeContentType, .attributeWrongType,
      .attributeRequired, .attributeReadOnly, .attributeNotInList, .attributeMultiSelect, .attributeRegExp,
      .attributeRange, .attributeDateTime, .attributeMalformed, .attributeDisabled, .attributeResource,
      .attributeCallback, .raProfileDisabled, .csrProofOfPossession,
      .csrProofKind, .csrSignatureAlgorithm, .keyNotAllowed, .keyWeak, .keyCompromised, .subjectNotAllowed,
      .subjectAltNameNotAllowed, .extensionNotAllowed, .validityNotAllowed, .certificateState, .certificateProfile,
      .certificateRequestMissing, .csrFormat, .keyMismatch, .subjectMismatch, .predecessorMismatch,
      .certificateMalformed, .certificateAmbiguous, .tokenProfileForbids, .keyState, .keyAlgorithm, .keyReference:
      .validationFailed
    case .extensionDropped, .keyNotDestroyed, .certificateSucceeded, .locationNone, .attributeCoerced:
      .ok
    case .authorityInvalid, .signatureFailed, .serialNumberTaken:
      .authorityError
    case .authorityKey, .tokenUnavailable, .locationBusy, .locationFailed:
      .authorityUnavailable
    case .dependencyFailed:
      .skipped
    case .internalError:
      .internalError
    }
  }
}
