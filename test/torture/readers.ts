import { createDetection, locate } from '../../detectors/index.ts'
import { judgeMarkup } from '../../detectors/markup/judge.ts'
import { tagsOf } from '../../detectors/markup/tags.ts'
import { inclusionScore } from '../../detectors/paths/addresses.ts'
import { ascentOf, stepsOutside } from '../../detectors/paths/ascent.ts'
import { isInternalAddress } from '../../detectors/paths/internal.ts'
import { decodeBase64 } from '../../detectors/reading/base64.ts'
import { decodeEntities } from '../../detectors/reading/entities.ts'
import { leavesOf } from '../../detectors/reading/json.ts'
import { decode, decodeSteps } from '../../detectors/reading/layers.ts'
import { longestRead } from '../../detectors/reading/longest-read.ts'
import { decodePercent } from '../../detectors/reading/percent.ts'
import { parametersOf } from '../../detectors/reading/pieces.ts'
import { decodeScriptEscapes } from '../../detectors/reading/script-escapes.ts'
import { foldShell } from '../../detectors/reading/shell.ts'
import { findCommand, findLeadingCommand } from '../../detectors/shell/judge.ts'
import { analyseSql, fingerprint } from '../../detectors/sql/analyse.ts'
import { tokenise } from '../../detectors/sql/tokens.ts'
import { parseClfTime } from '../../engine/formats/clf-time.ts'
import { readClient, readVirtualHost, withoutPort } from '../../engine/formats/client.ts'
import { formats, LineParser } from '../../engine/formats/index.ts'
import { parseJsonObject } from '../../engine/formats/json-fields.ts'
import { readPamLogin, readSshLogin } from '../../engine/formats/login.ts'
import { asUtf8, endOfQuoted, unescapeLog } from '../../engine/formats/quoted.ts'
import { parseRequest, splitTarget } from '../../engine/formats/request.ts'
import { parseSyslogTime } from '../../engine/formats/syslog-time.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { tagOf } from '../../engine/sealed-log/link.ts'
import { extractFeatures, isScorable } from '../../ml/extract-features.ts'
import { features } from '../../ml/features.ts'
import { SiteProfile } from '../../ml/profile/index.ts'

const arrival = Date.parse('2026-11-21T12:00:00Z')
const keyring = new Keyring([generateKey()])
const detection = createDetection()
const parser = new LineParser()

/** The whole way of a line: parsed, detected, its features taken, its findings located. */
export function readLine(line: string): unknown {
  const event = parser.parse(line, arrival)
  if (!event) return undefined
  const findings = detection.detect(event)
  const row = new Float32Array(features.length)
  if (isScorable(event)) extractFeatures(event, SiteProfile.empty, row, 0)
  if (!row.every(Number.isFinite)) throw new Error('A feature is no finite number.')
  return { event, findings, located: findings.slice(0, 5).map((finding) => locate(event, finding, line)) }
}

/** The text as what every server logs first: the target of a request, a header, a form. */
export const asLine = (text: string): string =>
  `203.0.113.9 - - [21/Nov/2026:08:00:00 +0000] "GET /?q=${text} HTTP/1.1" 200 1 "https://a.example/?${text}" "${text}"`

/** What detectors read is cut first; its end stays, as what tells one reading from the last. */
const asRead = (text: string): string =>
  text.length > longestRead ? text.slice(0, longestRead - 16) + text.slice(-16) : text

const detectorReaders: readonly (readonly [string, (text: string) => unknown])[] = [
  ['percent encoding', decodePercent],
  ['entities', decodeEntities],
  ['script escapes', decodeScriptEscapes],
  ['base64', decodeBase64],
  ['JSON leaves', leavesOf],
  ['all layers', (text) => decode(text, true)],
  ['steps of all layers', (text) => decodeSteps(text, true)],
  ['parameters', parametersOf],
  ['shell folding', foldShell],
  ['shell commands', (text) => [findCommand(text), findLeadingCommand(text)]],
  ['SQL tokens', (text) => tokenise(text)],
  ['SQL', (text) => [...analyseSql(text)]],
  ['SQL fingerprint', fingerprint],
  ['tags', tagsOf],
  ['markup', (text) => [...judgeMarkup(text)]],
  ['paths', (text) => [ascentOf(text), stepsOutside(text)]],
  ['addresses', (text) => [inclusionScore(text, 'url'), isInternalAddress(text, 'url')]],
]

/** Everything that takes text from outside apart, by name. */
export const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['a line', readLine],
  ['a line around it', (text) => readLine(asLine(text))],
  ...formats.map(({ id, parse }) => [`format ${id}`, (text: string) => parse(text, arrival)] as const),
  ...detectorReaders.map(([name, read]) => [name, (text: string) => read(asRead(text))] as const),
  ['a client', (text) => [readClient(text), withoutPort(text), readVirtualHost(text)]],
  ['times', (text) => [parseClfTime(text), parseSyslogTime(text, arrival)]],
  ['quoted text', (text) => [endOfQuoted(text, 0), unescapeLog(text), asUtf8(text)]],
  ['a request', (text) => [parseRequest(text), splitTarget(text)]],
  ['logins', (text) => [readSshLogin(text), readPamLogin(text)]],
  ['a JSON line', parseJsonObject],
  ['a token', (text) => [keyring.openAll([text]).length, tagOf(text)]],
]

/** Characters of everything that an answer holds. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + sizeOf(item), value.length)
  if (typeof value === 'object' && value !== null) return sizeOf(Object.entries(value).flat())
  return 1
}
