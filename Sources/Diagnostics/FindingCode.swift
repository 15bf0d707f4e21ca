/// Names one kind of finding; the raw value is printed, stored and never reused.
package enum FindingCode: String, CaseIterable, Sendable {
  // Documents.
  /// The text is not JSON (RFC 8259) or not well-formed XML.
  case documentSyntax = "document.syntax"
  /// The text is not UTF-8.
  case documentEncoding = "document.encoding"
  /// A member stands twice in one object.
  case documentDuplicateMember = "document.duplicateMember"
  /// A stated limit (nesting, string length, record size, count) is exceeded.
  case documentLimit = "document.limit"
  /// An XML construct that is refused: DOCTYPE, entity, processing of external things.
  case documentForbidden = "document.forbidden"
  /// A member that the schema does not know.
  case memberUnknown = "member.unknown"
  /// A member that the schema requires is missing.
  case memberMissing = "member.missing"
  /// A member has the wrong type.
  case memberType = "member.type"
  /// A member has the right type and a value that is not allowed.
  case memberValue = "member.value"

  // Manifests and envelopes.
  /// The header is missing or wrong.
  case manifestHeader = "manifest.header"
  /// The id stands twice in the manifest, or stands in the ledger with other content.
  case requestIdConflict = "request.idConflict"
  /// The operation is not one that certmill knows.
  case operationUnknown = "operation.unknown"
  /// The member is one of the API's and asks for what certmill does not do.
  case memberUnsupported = "member.unsupported"
  /// A named file cannot be read or may not be.
  case requestFile = "request.file"
  /// The certificate request is not the one whose digest was pinned.
  case requestDigest = "request.digest"
  /// Reference to a request that does not stand earlier in the batch.
  case requestReference = "request.reference"
  /// A request that this one depends on did not succeed.
  case dependencyFailed = "request.dependencyFailed"
  /// A serial number that could be read as decimal or hexadecimal.
  case serialNumberAmbiguous = "serialNumber.ambiguous"

  // Configuration.
  /// A name or UUID in a home file leads nowhere.
  case configurationReference = "configuration.reference"
  /// Two home files claim the same name or UUID.
  case configurationDuplicate = "configuration.duplicate"
  /// An attribute definition says what no value of it could do.
  case attributeDefinition = "attribute.definition"

  // Attributes.
  /// No definition of this name.
  case attributeUnknown = "attribute.unknown"
  /// The name stands twice.
  case attributeDuplicate = "attribute.duplicate"
  /// The name is known, with another UUID.
  case attributeUUID = "attribute.uuid"
  /// The contentType is not that of the definition (a warning where there is none).
  case attributeContentType = "attribute.contentType"
  /// The data does not have the type that the definition wants.
  case attributeWrongType = "attribute.wrongType"
  /// A required attribute is missing or empty.
  case attributeRequired = "attribute.required"
  /// A read-only attribute was given another value.
  case attributeReadOnly = "attribute.readOnly"
  /// The value is not in the definition's list.
  case attributeNotInList = "attribute.notInList"
  /// More than one value for a single-select attribute.
  case attributeMultiSelect = "attribute.multiSelect"
  /// The value does not match the regular expression.
  case attributeRegExp = "attribute.regExp"
  /// The value is outside the range.
  case attributeRange = "attribute.range"
  /// The date is outside the bounds.
  case attributeDateTime = "attribute.dateTime"
  /// The inner structure of the data (file, code block, credential, object) is wrong.
  case attributeMalformed = "attribute.malformed"
  /// The custom attribute is disabled.
  case attributeDisabled = "attribute.disabled"
  /// The custom attribute is not one for this kind of thing.
  case attributeResource = "attribute.resource"
  /// The values of a list depend on an attribute that the request does not give.
  case attributeCallback = "attribute.callback"
  /// A value of another type was taken for one of the right type (a warning).
  case attributeCoerced = "attribute.coerced"

  // Profiles and authorities.
  /// No such authority.
  case authorityUnknown = "authority.unknown"
  /// No such RA profile, or it is disabled where the API hides disabled ones.
  case raProfileUnknown = "raProfile.unknown"
  /// The RA profile is disabled.
  case raProfileDisabled = "raProfile.disabled"
  /// The RA profile belongs to another authority.
  case raProfileForeign = "raProfile.foreign"
  /// The CA certificate is not valid now, or is not one of a CA.
  case authorityInvalid = "authority.invalid"
  /// The CA's key cannot be used.
  case authorityKey = "authority.key"
  /// Making the signature failed.
  case signatureFailed = "signature.failed"

  // Certificate requests.
  /// Base64 or PEM armour that cannot be undone.
  case csrEncoding = "csr.encoding"
  /// Not a whole, DER-encoded request of its format.
  case csrMalformed = "csr.malformed"
  /// The request format is not supported.
  case csrFormat = "csr.format"
  /// The signature is not one of the key in the request.
  case csrProofOfPossession = "csr.proofOfPossession"
  /// Possession of the key is claimed in a way that is not accepted: by decryption, a shared secret, another's word.
  case csrProofKind = "csr.proofKind"
  /// The algorithm of the request's signature is unknown or not allowed.
  case csrSignatureAlgorithm = "csr.signatureAlgorithm"

  // Policy.
  /// The key's algorithm, size or parameters are not allowed.
  case keyNotAllowed = "key.notAllowed"
  /// The home lists the key as compromised.
  case keyCompromised = "key.compromised"
  /// The key is weak, or is the CA's own.
  case keyWeak = "key.weak"
  /// The subject breaks the end-entity profile.
  case subjectNotAllowed = "subject.notAllowed"
  /// A subject alternative name breaks the end-entity profile.
  case subjectAltNameNotAllowed = "subjectAltName.notAllowed"
  /// The request asks for an extension that the profile refuses.
  case extensionNotAllowed = "extension.notAllowed"
  /// The request asked for something that did not enter the certificate (a warning).
  case extensionDropped = "extension.dropped"
  /// The validity is not allowed or does not fit in the CA's.
  case validityNotAllowed = "validity.notAllowed"
  /// Each serial number that was drawn is one that the CA has given already.
  case serialNumberTaken = "serialNumber.taken"

  // Certificates.
  /// No such certificate.
  case certificateUnknown = "certificate.unknown"
  /// The certificate is on record already.
  case certificateExists = "certificate.exists"
  /// What was uploaded is not one X.509 certificate.
  case certificateMalformed = "certificate.malformed"
  /// Another certificate has the same issuer and serial number.
  case certificateAmbiguous = "certificate.ambiguous"
  /// The certificate is not signed by the authority that it is said to be of.
  case certificateNotIdentified = "certificate.notIdentified"
  /// The authority has made no CRL yet.
  case crlUnknown = "crl.unknown"
  /// The certificate's state does not allow the operation.
  case certificateState = "certificate.state"
  /// The certificate belongs to another RA profile.
  case certificateProfile = "certificate.raProfile"
  /// No certificate request is on record to renew the certificate with.
  case certificateRequestMissing = "certificate.requestMissing"
  /// A certificate has a successor already (a warning).
  case certificateSucceeded = "certificate.succeeded"
  /// The key is another one than that of the certificate, or the same, where it must not be.
  case keyMismatch = "key.mismatch"
  /// The subject is another one than that of the certificate.
  case subjectMismatch = "subject.mismatch"
  /// The request is to update another certificate (the CRMF control oldCertID).
  case predecessorMismatch = "predecessor.mismatch"
  /// A certificate was to be replaced in its locations and is in none (a warning).
  case locationNone = "location.none"
  /// No such location, or it is disabled.
  case locationUnknown = "location.unknown"
  /// The certificate does not stand in the location.
  case locationEntryUnknown = "location.entryUnknown"
  /// The alias is taken, or the certificate stands in the location already.
  case locationEntryExists = "location.entryExists"
  /// The location takes one certificate and has one.
  case locationFull = "location.full"
  /// An earlier change of what stands under the alias waits for the signature of its certificate.
  case locationBusy = "location.busy"
  /// The location could not be read or written (a warning where only a replacement failed).
  case locationFailed = "location.failed"
  /// The reason is not one of the API's (a warning where the name of the API's constant is taken for it).
  case revocationReason = "revocation.reason"
  /// A key was to be destroyed and was not (a warning).
  case keyNotDestroyed = "key.notDestroyed"

  // Tokens and their keys.
  /// No such token profile.
  case tokenProfileUnknown = "tokenProfile.unknown"
  /// The token profile is disabled, or does not allow what was asked.
  case tokenProfileForbids = "tokenProfile.forbids"
  /// The token cannot be used: its passphrase, or a key's file.
  case tokenUnavailable = "token.unavailable"
  /// No such key.
  case keyUnknown = "key.unknown"
  /// The token has, or had, a key of this alias.
  case keyExists = "key.exists"
  /// The key's state does not allow what was asked.
  case keyState = "key.state"
  /// Keys of this algorithm are not made.
  case keyAlgorithm = "key.algorithm"
  /// It is not said which key signs, or the key is not the one that is meant.
  case keyReference = "key.reference"

  // End entities.
  /// No such end entity.
  case endEntityUnknown = "endEntity.unknown"
  /// The username is taken.
  case endEntityExists = "endEntity.exists"
  /// The username was that of an end entity that was deleted.
  case endEntityDeleted = "endEntity.deleted"
  /// The password is wrong.
  case endEntityPassword = "endEntity.password"
  /// The status does not allow what was asked.
  case endEntityStatus = "endEntity.status"

  // The run itself.
  /// A bug was caught.
  case internalError = "internal.error"
}
