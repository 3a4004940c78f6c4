import { memberOf } from "./scrubbedCause.ts"

/**
 * Lists the codes of operating systems and clients for a connection that was
 * not made. They do not count where a system call on an established connection
 * failed with them.
 */
const network = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EAI_NODATA",
  "EAI_NONAME",
  "ENETUNREACH",
  "ENETDOWN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_PRX_TLS",
  "UND_ERR_PRX_CONN",
  "ERR_PROXY_TUNNEL",
  "ERR_PROXY_INVALID_CONFIG",
  "ConnectionRefused",
  "FailedToOpenSocket"
])

/**
 * Matches OpenSSL's codes for a certificate that is not valid. `UNSPECIFIED` is
 * what Node calls those that it has no name for.
 */
const certificates = new RegExp(
  "^(?:CERT_|CRL_|ERROR_IN_CERT_|ERROR_IN_CRL_|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)_|AKID_|KEYUSAGE_|SUITE_B_|" +
    "NAME_CONSTRAINTS_|(?:CA|EE)_(?:KEY|MD)_TOO_|UNHANDLED_CRITICAL_|UNSUPPORTED_(?:CONSTRAINT|EXTENSION|NAME)_|" +
    "(?:(?:DEPTH_ZERO_)?SELF_SIGNED_CERT(?:_IN_CHAIN)?|(?:HOSTNAME|EMAIL|IP_ADDRESS|SUBJECT_ISSUER)_MISMATCH|" +
    "INVALID_(?:CA|NON_CA|PURPOSE|EXTENSION|POLICY_EXTENSION)|PATH_LENGTH_EXCEEDED|PROXY_PATH_LENGTH_EXCEEDED|" +
    "PROXY_CERTIFICATES_NOT_ALLOWED|(?:PERMITTED|EXCLUDED|PROXY_SUBJECT_NAME)_VIOLATION|SUBTREE_MINMAX|" +
    "DIFFERENT_CRL_SCOPE|NO_EXPLICIT_POLICY|NO_ISSUER_PUBLIC_KEY|OCSP_\\w+|STORE_LOOKUP|UNSPECIFIED)$)"
)

/** Matches Node's own codes for TLS, but for those that end an established connection. */
const tls = /^ERR_TLS_(?!RENEGOTIATION|SESSION_ATTACK|INVALID_STATE)/

/** Matches a key or a certificate of the program's that cannot be read, which is found before there is a connection. */
const keys = /^ERR_OSSL_(?:PEM|ASN1|X509V?3?|PKCS12|PKCS7|(?:OSSL_)?DECODER|UNSUPPORTED$|EVP_UNSUPPORTED$)/

/**
 * Matches what OpenSSL ends a handshake with before the client may send. Other
 * alerts are not here, because in TLS 1.3 they may follow the request. One is
 * that the server wants a certificate.
 */
const handshake = new RegExp(
  "^(?:WRONG_VERSION_NUMBER|WRONG_SSL_VERSION|VERSION_TOO_LOW|UNKNOWN_PROTOCOL|UNSUPPORTED_PROTOCOL|UNSUPPORTED_SSL_VERSION|" +
    "BAD_PROTOCOL_VERSION_NUMBER|NO_\\w*(?:PROTOCOLS|CIPHERS?)(?:_\\w+)?|NO_SUITABLE_\\w+|\\w+_(?:KEY|MD)_TOO_(?:SMALL|WEAK)|" +
    "(?:WRONG|UNKNOWN)_CIPHER_RETURNED|WRONG_SIGNATURE_TYPE|UNSAFE_LEGACY_RENEGOTIATION_DISABLED|CERTIFICATE_VERIFY_FAILED|" +
    "(?:SSLV3|SSL/TLS)_ALERT_HANDSHAKE_FAILURE|TLSV1(?:_ALERT)?_(?:PROTOCOL_VERSION|INSUFFICIENT_SECURITY|" +
    "INAPPROPRIATE_FALLBACK|NO_APPLICATION_PROTOCOL|UNRECOGNIZED_NAME))$"
)

/** Matches `…:SSL routines:function:reason in words:…`, which Node's `EPROTO` has in its message only. */
const inOpenssl = /:SSL routines:(\w*):([^:]+)/

/** Names the check of a record's version after the version is agreed, so on an established connection. */
const later = "tls_default_validate_record_header"

const failedHandshake = (code: string, message: string): boolean => {
  const [, where, words] = inOpenssl.exec(message) ?? []
  const reason = code === "EPROTO" ? words?.trim().toUpperCase().replaceAll(" ", "_") : /^ERR_SSL_(.+)/.exec(code)?.[1]
  return reason !== undefined && where !== later && handshake.test(reason)
}

/**
 * Matches the messages of what has no code: fetch, which never connects to a
 * port such as 9; Node's TLS before it is secure; Deno's connector, whatever
 * failed in it; Bun; a `CONNECT` that a proxy refuses to undici, `tunnel` and
 * `tunnel-agent`, `https-proxy-agent` and `socks`; workerd; Chromium's network
 * stack.
 */
const words = new RegExp(
  "connection refused|dns error|failed to lookup address|bad port|before secure TLS connection was established|" +
    "client error \\(connect\\)|invalid peer certificate|unable to connect\\. is the computer able|" +
    "proxy response \\(\\d+\\) !== 200 when http tunneling|tunneling socket could not be established|" +
    "proxy connection ended before receiving connect|socks\\d? (?:proxy rejected|authentication failed)|" +
    "TLS peer's certificate is not trusted|net::ERR_(?:CONNECTION_REFUSED|CONNECTION_TIMED_OUT|NAME_|INTERNET_DISCONNECTED|" +
    "ADDRESS_|CERT_|PROXY_|TUNNEL_|UNSAFE_PORT|SSL_VERSION_OR_CIPHER_MISMATCH)",
  "i"
)

/** Lists the system calls on an established connection. */
const onConnection = new Set(["read", "write", "writev", "send", "sendmsg", "recv", "shutdown"])

const text = (error: object, key: string): string => {
  const value = memberOf(error, key)
  return typeof value === "string" ? value : ""
}

const own = (error: object): boolean => {
  const code = text(error, "code")
  const syscall = text(error, "syscall")
  const message = text(error, "message")
  if (syscall === "connect" || syscall === "getaddrinfo" || failedHandshake(code, message)) return true
  if (onConnection.has(syscall)) return false
  return network.has(code) || code.startsWith("UND_ERR_SOCKS5") || certificates.test(code) || tls.test(code) ||
    keys.test(code) || words.test(message)
}

/** Errors that nest deeper say nothing more. */
const deepest = 5

/**
 * Whether a client's error shows that there was no connection, so that no byte
 * of the request can have left. `false` means that it is not known.
 */
export const neverConnected = (error: unknown, depth = 0): boolean => {
  if (typeof error === "string") return words.test(error)
  if (typeof error !== "object" || error === null || depth > deepest) return false
  if (own(error) || neverConnected(memberOf(error, "cause"), depth + 1)) return true
  const errors = memberOf(error, "errors")
  // A client that tried several times must have failed like this each time: any other try may have got through.
  return Array.isArray(errors) && errors.length > 0 && errors.every((each) => neverConnected(each, depth + 1))
}
