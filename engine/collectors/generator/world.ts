import type { Random } from './random.ts'

/**
 * Public address blocks (first two octets) that large networks of these countries announce, weighted by hand to
 * what a public server sees. Chosen from regional registries' published statistics; hosts in them are invented.
 */
const blocks: readonly (readonly [string, number])[] = [
  ['8.34', 3], ['23.94', 4], ['45.33', 4], ['52.14', 4], ['64.227', 4], ['104.131', 4], ['142.93', 4], ['24.48', 2], ['99.224', 2],
  ['189.203', 3], ['177.54', 4], ['186.192', 3], ['200.45', 3], ['190.24', 3], ['181.65', 2], ['190.96', 2], ['190.202', 2],
  ['81.2', 3], ['86.150', 3], ['90.84', 3], ['91.65', 4], ['87.123', 4], ['46.114', 3], ['83.97', 2], ['94.224', 2], ['84.72', 2],
  ['85.125', 2], ['79.10', 3], ['88.26', 3], ['85.240', 2], ['94.66', 2], ['83.0', 3], ['90.176', 2], ['78.96', 2], ['89.134', 2],
  ['78.60', 2], ['84.237', 1], ['90.190', 1], ['83.145', 2], ['85.224', 2], ['84.208', 2], ['80.160', 2], ['89.100', 2], ['157.157', 1],
  ['95.24', 4], ['188.163', 3], ['93.84', 2], ['176.33', 3], ['78.187', 3], ['5.160', 3], ['37.238', 2], ['188.48', 2], ['94.200', 2],
  ['109.64', 2], ['154.16', 2], ['41.32', 3], ['196.200', 2], ['105.96', 2], ['41.137', 2], ['197.210', 3], ['41.90', 2], ['154.72', 2],
  ['41.13', 3], ['102.65', 2], ['197.251', 1], ['49.36', 5], ['103.21', 3], ['106.51', 4], ['119.160', 2], ['103.230', 2], ['112.134', 1],
  ['1.180', 5], ['36.110', 5], ['58.218', 5], ['112.85', 5], ['183.60', 4], ['220.181', 3], ['14.199', 2], ['61.224', 3], ['121.130', 3],
  ['175.192', 3], ['126.72', 3], ['60.32', 2], ['113.160', 4], ['171.224', 3], ['49.228', 3], ['118.136', 3], ['112.198', 2],
  ['175.136', 2], ['116.86', 2], ['1.40', 2], ['101.98', 1], ['202.62', 1], ['92.46', 1], ['89.236', 1], ['94.43', 1], ['37.26', 1],
]
const weighted = blocks.flatMap(([block, weight]) => new Array<string>(weight).fill(block))

export const publicAddress = (random: Random): string =>
  `${random.pick(weighted)}.${random.int(0, 255)}.${random.int(1, 254)}`

/** Addresses that the demo's own block list knows: IP reputation works without any lookup. */
export const demoBlockList: readonly string[] = ['58.218.198.0/24', '36.110.228.0/24', '45.33.32.0/24', '95.24.17.0/24', '113.160.142.0/24']
export const listedAddress = (random: Random): string =>
  random.pick(demoBlockList).replace(/0\/24$/, String(random.int(1, 254)))

export const browsers: readonly string[] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
]
export const bots: readonly string[] = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
  'DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
]
export const scripts: readonly string[] = ['curl/8.14.1', 'python-requests/2.32.5', 'Go-http-client/2.0', 'okhttp/5.1.0']

export const hosts = { shop: 'shop.example.com', blog: 'blog.example.com', api: 'api.example.com', forum: 'forum.example.com' } as const
export const anyHost = (random: Random): string => random.pick(Object.values(hosts))
