import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCutShort, longestTemplate, pathTemplate } from '../../ml/path-template.ts'

describe('the template of a path', () => {
  it.each([
    ['/', '/'],
    ['', ''],
    ['/shop/item/4711', '/shop/item/{number}'],
    ['/shop/item/4711/', '/shop/item/{number}/'],
    ['/a/b.html', '/a/b.html'],
    ['/img/photo-0042.jpeg', '/img/photo-{number}.jpeg'],
    ['/blog/2026/11/21/ten-ways-to-seal', '/blog/{number}/{number}/{number}/ten-ways-to-seal'],
    ['/report_2026-11-21.pdf', '/report_{date}.pdf'],
    ['/log/2026-11-21T081500Z', '/log/{date}'],
    ['/u/3f2504e0-4f89-41d3-9a0c-0305e82c3301', '/u/{uuid}'],
    ['/u/3F2504E0-4F89-41D3-9A0C-0305E82C3301/edit', '/u/{uuid}/edit'],
    ['/commit/9fceb02d0ae598e95dc970b74767f19372d61af8', '/commit/{hex}'],
    ['/assets/app.9fceb02d.js', '/assets/app.{hex}.js'],
    ['/assets/index-BkZ3x9QaT41mP.css', '/assets/{token}.css'],
    ['/s/dQw4w9-WgX_cQ8a7Bq2', '/s/{token}'],
    ['/t/eyJhbGciOiJIUzI1NiJ9', '/t/{token}'],
    ['/invoice/INV20261', '/invoice/INV{number}'],
    ['/api/v2/h264/users', '/api/v2/h264/users'],
    ['/getUserProfileByIdentifier', '/getUserProfileByIdentifier'],
    ['/deadbeef/cafe', '/deadbeef/cafe'],
    ['/a%20b/%C3%A912', '/a%20b/%C3%A9{number}'],
    ['/{number}', '/{{number}}'],
    ['/1.2.3/x', '/{number}.{number}.{number}/x'],
    ['/.git/config', '/.git/config'],
    ['/..%2f..%2fetc', '/..%2f..%2fetc'],
  ])('%s is %s', (path, template) => {
    expect(pathTemplate(path)).toBe(template)
  })

  it('is the same for requests that differ in what is counted or drawn', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 })
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.uuid(), fc.uuid(), hex, hex, (a, b, c, d, e, f) => {
        expect(pathTemplate(`/x/${a}/${c}/${e}.png`)).toBe(pathTemplate(`/x/${b}/${d}/${f}.png`))
      }),
    )
  })

  it('is bounded, tells that it was cut, and is no longer than that for anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (path) => {
        const template = pathTemplate(path)
        expect(template.length).toBeLessThanOrEqual(longestTemplate)
        if (path.length > longestTemplate) expect(isCutShort(template)).toBe(true)
      }),
    )
  })

  it('keeps slashes and everything that is no letter, digit or brace where it was', () => {
    const others = (text: string) => text.replace(/[\w{}-]+/g, 'x')
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (path) => {
        expect(others(pathTemplate(path))).toBe(others(path))
      }),
    )
  })

  it.each(['a', '1', '-', '{', 'a1', '/', '0123-', '2026-11-', '%', 'aA1-'])(
    'reads a megabyte of %j no further than it must',
    (piece) => {
      expect(isCutShort(pathTemplate(piece.repeat(1_000_000 / piece.length)))).toBe(true)
    },
  )
})
