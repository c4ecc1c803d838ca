import { describe, expect, it } from 'vitest'
import { createDetection } from '../../detectors/index.ts'
import { LineParser } from '../../engine/formats/index.ts'

const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0'
const line = (target: string, rest = '200 512 "-"'): string =>
  `203.0.113.9 - - [21/Nov/2026:09:12:44 +0000] "GET ${target} HTTP/1.1" ${rest} "${agent}"`

function findingsOf(text: string): string[] {
  const event = new LineParser().parse(text, Date.UTC(2026, 10, 21))
  return event
    ? createDetection()
        .detect(event)
        .map(({ signature }) => signature)
    : ['(not parsed)']
}

describe('innocent traffic raises nothing', () => {
  it.each([
    ['a browser with its ordinary user agent', line('/')],
    ['a query with semicolons and ampersands', line('/list?a=1;b=2&c=3')],
    ['a page that does not exist', line('/nothing-here', '404 0 "-"')],
    [
      'a visitor who comes from elsewhere',
      line('/', '200 512 "https://search.example/?q=union+select"').replace('union+select', 'garden+chairs'),
    ],
    ['a name with an apostrophe', line("/search?q=O'Brien+and+sons")],
    ['a forum that talks of SQL', line('/search?q=select+a+plan+from+the+union')],
    ['an address as a parameter', line('/redirect?url=https%3A%2F%2Fshop.example%2Fcart%3Fid%3D3')],
    ['an OData filter', line('/odata/Products?$filter=Price%20gt%2020&$top=5')],
    ['brackets in a filter', line('/items?filter[price][gte]=10&filter[price][lte]=40')],
    [
      'a GraphQL query',
      line('/graphql?query=%7B%20viewer%20%7B%20name%20orders(first%3A%205)%20%7B%20id%20%7D%20%7D%20%7D'),
    ],
    ['JSON in a parameter', line('/search?filter=%7B%22status%22%3A%22open%22%2C%22page%22%3A3%7D')],
    ['a long tracking parameter', line(`/?gclid=${'CjwKCAiA3aeqBhBzEiwAxFiOBj'.repeat(4)}`)],
    ['another alphabet', line('/search?q=%E6%9D%B1%E4%BA%AC')],
    ['a heart', line('/search?q=I+%3C3+tea')],
    ['inches and quotes', line('/search?q=13%22+laptop+%22sleeve%22')],
  ])('%s', (_what, text) => {
    expect(findingsOf(text)).toEqual([])
  })
})
