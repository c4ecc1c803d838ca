import { isIP } from 'node:net'

/** What an auth line says of a login. */
export interface Login {
  readonly outcome?: 'success' | 'failure'
  readonly user?: string
  /** '' where it names none */
  readonly sourceIp: string
}

interface Opening {
  readonly text: string
  /** where the user name begins, if not right behind `text` */
  readonly after?: string
  readonly outcome?: 'success' | 'failure'
}

/**
 * How sshd's sentences about a user begin. One failed attempt is one failure: PAM's own line, and the end of a
 * connection of a user that was refused as invalid before, only go along with it.
 */
const openings: readonly Opening[] = [
  { text: 'Failed none for ' },
  { text: 'Failed ', after: ' for ', outcome: 'failure' },
  { text: 'Accepted ', after: ' for ', outcome: 'success' },
  { text: 'Invalid user ', outcome: 'failure' },
  { text: 'Connection closed by authenticating user ', outcome: 'failure' },
  { text: 'Connection reset by authenticating user ', outcome: 'failure' },
  { text: 'Disconnected from authenticating user ', outcome: 'failure' },
  { text: 'Connection closed by invalid user ' },
  { text: 'Connection reset by invalid user ' },
  { text: 'Disconnected from invalid user ' },
]

const repeated = /^message repeated \d{1,9} times: \[ /
const beforeAddress = /(?:\b(?:from|by|with|port) |\[|rhost=)[0-9A-Fa-f.:]{3}/

/** Reads a message of sshd. */
export function readSshLogin(message: string): Login {
  const text = message.replace(repeated, '')
  for (const opening of openings) {
    if (!text.startsWith(opening.text)) continue
    const after = opening.after ? text.indexOf(opening.after, opening.text.length - 1) : 0
    if (after === -1) break
    const userStart = opening.after ? after + opening.after.length : opening.text.length
    const peer = lastPeer(text)
    if (!peer || peer.start < userStart) break
    const user = text.slice(userStart, peer.start).replace(/^invalid user /, '')
    return { user, sourceIp: peer.address, ...(opening.outcome && { outcome: opening.outcome }) }
  }
  if (text.includes('authentication failure')) return readPam(text)
  return { sourceIp: addressIn(text) }
}

/** Reads a message of another program that asks PAM: su, sudo, login, vsftpd, dovecot. */
export function readPamLogin(message: string): Login {
  return message.includes('authentication failure;')
    ? { ...readPam(message), outcome: 'failure' }
    : { sourceIp: '' }
}

/**
 * The peer at the end of a message: `… from ADDRESS port N` or `… ADDRESS port N`. The last one counts, because a user
 * name may hold what looks like another.
 */
function lastPeer(text: string): { address: string; start: number } | undefined {
  const port = text.lastIndexOf(' port ')
  const end = port === -1 ? text.length : port
  const from = text.lastIndexOf(' from ', end)
  const start = port === -1 ? from + 6 : text.lastIndexOf(' ', end - 1) + 1
  if (start < 6) return undefined
  const address = text.slice(start, end).split(' ', 1)[0] ?? ''
  if (!isIP(address)) return undefined
  return { address, start: from !== -1 && from + 6 === start ? from : start - 1 }
}

function readPam(text: string): Login {
  const address = fieldOf(text, ' rhost=')
  const user = fieldOf(text, ' user=')
  return { sourceIp: isIP(address) ? address : '', ...(user !== '' && { user }) }
}

function fieldOf(text: string, key: string): string {
  const at = text.indexOf(key)
  return at === -1 ? '' : (text.slice(at + key.length).split(' ', 1)[0] ?? '')
}

function addressIn(text: string): string {
  const lead = beforeAddress.exec(text)
  if (!lead) return ''
  const found = /^[0-9A-Fa-f.:]+/.exec(text.slice(lead.index + lead[0].length - 3))?.[0] ?? ''
  const address = isIP(found) ? found : found.replace(/[.:]$/, '')
  return isIP(address) ? address : ''
}
