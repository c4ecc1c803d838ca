import type { Random } from './random.ts'
import type { TrafficLogin, TrafficRequest } from './request.ts'
import { bots, browsers, hosts, publicAddress, scripts } from './world.ts'

const words = [
  'lamp',
  'blue chair',
  "women's coat",
  'café table',
  'oak & pine shelf',
  'usb-c cable',
  'größe 42',
  '"garden set"',
  'tea or coffee',
  'rock and roll',
  '東京',
  'select print',
  'union jack mug',
  'O’Neill',
  '5+1 speaker',
  '50% wool',
  'c++ book',
  'drop earrings',
  'order of the phoenix',
  'table runner',
  'script font',
  'how to join two tables',
]
const posts = [
  'how-to-update-nginx',
  'tea-in-the-afternoon',
  'select-the-right-bike',
  'a-year-in-review',
  'where-to-eat-in-lisbon',
  'winter-tyres',
  'postgres-vacuum',
  'our-new-office',
]
const assets = [
  '/assets/app.4f2c91d8.js',
  '/assets/app.9b1d02aa.css',
  '/img/logo.svg',
  '/fonts/inter.woff2',
  '/favicon.ico',
  '/img/hero@2x.webp',
  '/assets/vendor.71aa09be.js',
  '/robots.txt',
  '/sitemap.xml',
  '/manifest.webmanifest',
]
const engines = [
  'https://www.google.com/',
  'https://duckduckgo.com/',
  'https://www.bing.com/',
  'https://t.co/ab12Cd',
  'https://news.ycombinator.com/',
]

const enc = (text: string, random: Random): string =>
  random.chance(0.5) ? encodeURIComponent(text).replaceAll('%20', '+') : encodeURIComponent(text)

/** Tracking parameters as newsletters and advertisements add them. */
const tracking = (random: Random): string =>
  random.pick([
    `utm_source=newsletter&utm_medium=email&utm_campaign=autumn_${random.int(20, 26)}`,
    `gclid=${random.text(60, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-')}`,
    `fbclid=IwAR${random.text(57, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-')}`,
    `ref=${random.text(8)}`,
  ])

function shopTarget(random: Random): string {
  const id = random.int(100, 99_999)
  return random.pick([
    () => '/',
    () => `/product/${id}`,
    () =>
      `/product/${id}-${random.pick(posts)}?color=${random.pick(['red', 'blue', 'oak'])}&size=${random.int(36, 46)}`,
    () => `/search?q=${enc(random.pick(words), random)}&page=${random.int(1, 9)}`,
    () =>
      `/category/${random.pick(['lamps', 'chairs', 'garden', 'sale'])}?sort=price_${random.pick(['asc', 'desc'])}&min=${random.int(1, 50)}&max=${random.int(51, 900)}`,
    () => `/cart?item=${id}&qty=${random.int(1, 4)}`,
    () => `/?${tracking(random)}`,
    () => `/product/${id}?${tracking(random)}`,
    () => `/redirect?url=${encodeURIComponent(`https://${hosts.blog}/${random.pick(posts)}`)}`,
    () => `/search?filter[price][gte]=${random.int(1, 40)}&filter[price][lte]=${random.int(41, 400)}`,
  ])()
}
function blogTarget(random: Random): string {
  return random.pick([
    () => '/',
    () => `/${random.int(2019, 2026)}/${String(random.int(1, 12)).padStart(2, '0')}/${random.pick(posts)}/`,
    () => `/tag/${random.pick(['nginx', 'life', 'travel', 'sql', 'security'])}?page=${random.int(2, 12)}`,
    () => `/?s=${enc(random.pick(words), random)}`,
    () => '/feed/',
    () => `/wp-content/uploads/2026/0${random.int(1, 9)}/photo-${random.int(1, 900)}.jpg`,
    () => `/${random.pick(posts)}/?${tracking(random)}`,
  ])()
}
function apiTarget(random: Random): string {
  const token = random.text(43, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-')
  return random.pick([
    () => `/v1/items?limit=${random.int(10, 100)}&offset=${random.int(0, 50) * 20}`,
    () => `/v1/items/${random.int(1, 9999)}`,
    () =>
      `/v2/orders/${random.text(8)}-${random.text(4)}-4${random.text(3)}-a${random.text(3)}-${random.text(12)}`,
    () => '/health',
    () => `/v1/users/me?fields=id,name,email&cursor=${token}`,
    () => `/odata/Products?$filter=Price%20gt%20${random.int(5, 90)}&$top=${random.int(5, 50)}&$orderby=Name`,
    () => `/graphql?query=${encodeURIComponent('{ viewer { name orders(first: 5) { id total } } }')}`,
    () =>
      `/v1/search?filter=${encodeURIComponent(JSON.stringify({ status: 'open', page: random.int(1, 9) }))}`,
  ])()
}
function forumTarget(random: Random): string {
  return random.pick([
    () => '/',
    () => `/t/${random.pick(posts)}/${random.int(100, 9999)}`,
    () =>
      `/t/${random.int(100, 9999)}?page=${random.int(2, 30)}#post-${random.int(1, 900)}`.replace(/#.*/, ''),
    () => `/u/user${random.int(1, 900)}/summary`,
    () => `/search?q=${enc(random.pick(words), random)}%20in%3Atitle`,
    () => '/latest.json?no_definitions=true',
  ])()
}

const targets = { shop: shopTarget, blog: blogTarget, api: apiTarget, forum: forumTarget }

/** An ordinary request of an ordinary visitor, bot or program; rarely an ordinary login. */
export function normalRequest(random: Random): TrafficRequest | TrafficLogin {
  const site = random.pick(['shop', 'shop', 'blog', 'blog', 'api', 'forum'] as const)
  const host = hosts[site]
  const own = `https://${host}/`
  if (random.chance(0.01)) {
    return {
      ip: publicAddress(random),
      host: 'web1',
      user: random.pick(['deploy', 'anna', 'backup']),
      accepted: random.chance(0.9),
    }
  }
  const isAsset = site !== 'api' && random.chance(0.35)
  const isPost = !isAsset && random.chance(0.07)
  const userAgent = random.chance(0.1)
    ? random.pick(bots)
    : site === 'api' && random.chance(0.5)
      ? random.pick(scripts)
      : random.pick(browsers)
  const referer =
    isAsset || isPost || random.chance(0.5) ? own : random.chance(0.3) ? random.pick(engines) : undefined
  const target = isAsset
    ? random.pick(assets)
    : isPost
      ? random.pick(['/login', '/cart/add', '/comment', '/newsletter', '/account/address'])
      : targets[site](random)
  const status = isPost
    ? random.pick([200, 302, 303])
    : random.pick([200, 200, 200, 200, 200, 200, 200, 200, 304, 304, 301, 404])
  return {
    ip: publicAddress(random),
    host,
    method: isPost ? 'POST' : random.chance(0.02) ? 'HEAD' : 'GET',
    target,
    status,
    bytes: status === 304 ? 0 : random.int(180, 60_000),
    ...(referer !== undefined && { referer }),
    userAgent,
  }
}
