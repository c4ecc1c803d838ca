import type { Detector } from './detector.ts'

export const xxe: Detector = {
  id: 'xxe',
  type: 'path-traversal',
  title: 'XML external entity',
  summary: 'An XML document whose entities, includes or style sheets read files or call other hosts.',
  severity: 'high',
  attack: ['T1190'],
  cwe: ['CWE-611', 'CWE-776', 'CWE-91'],
  capec: ['CAPEC-201', 'CAPEC-221', 'CAPEC-197', 'CAPEC-250'],
  references: ['https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing'],
  falsePositives: ['Services that take whole XML documents with a document type in the address'],
  signatures: [
    {
      id: 'xxe-declaration',
      title: 'an entity or a document type with declarations',
      fields: ['query', 'body', 'path', 'referer', 'userAgent'],
      view: 'decoded',
      signs: ['<!entity', '<!doctype', '<!element', '<!attlist', '<! '],
      patterns: [
        /<!\s?ENTITY\s[^<>"']{1,24}["']/i,
        /<!\s?DOCTYPE\s{1,8}(?!html\b\s{0,3}>)[\w:%-]{1,9}\s{0,3}(?:\[|SYSTEM|PUBLIC|<|$)/i,
        /<!\s?(?:ELEMENT|ATTLIST)\s/i,
      ],
      confidence: 0.85,
      matches: [
        'x=<!DOCTYPE+a+[<!ENTITY+b+SYSTEM+"file:///x">]>',
        'x=<!ENTITY+%25+a+"b">',
        'x=<!DOCTYPE+r+SYSTEM+"http://x/y.dtd">',
      ],
      ignores: ['x=<!DOCTYPE+html>', 'x=<r>a</r>', 'q=<!ENTITY>+in+dtd'],
    },
    {
      id: 'xxe-include',
      title: 'an XInclude, a style sheet or a schema from elsewhere',
      fields: ['query', 'body'],
      view: 'decoded',
      signs: [
        'xi:include',
        'xinclude',
        'xml-stylesheet',
        'xsl:',
        'schemalocation',
        '<xml',
        'xmlns:xlink',
        'xlink:href',
        'cdata[',
      ],
      patterns: [
        /<\s?xi:include|w3\.org\/2001\/XInclude|<\?xml-stylesheet/i,
        /<xsl:(?:value-of|include|import|template|copy-of|message|variable)/i,
        /document\s?\(\s?['"](?:file|https?|\/)/i,
        /schemaLocation\s?=\s?["'](?:file:|https?:\/\/\d)/i,
        /<xml\s[^>]{0,20}src\s?=/i,
        /<!\[CDATA\[\s?</,
        /<!\[CDATA\[[^\]]{0,12}\]\]>\s?(?:<|\w{1,12}<!\[)/,
      ],
      confidence: 0.75,
      matches: ['x=<xi:include+href="x"/>', 'x=<?xml-stylesheet+href="x"?>', 'x=<xsl:value-of+select="x"/>'],
      ignores: ['x=<xml>', 'x=<![CDATA[text]]>', 'q=xinclude'],
    },
    {
      id: 'xxe-document',
      title: 'an XML document that carries nothing, or calls a procedure',
      fields: ['query'],
      view: 'decoded',
      signs: ['<?xml'],
      structure: 'the declaration of an XML document, and behind it no text at all or an XML-RPC call',
      find(text) {
        const start = text.search(/<\?xml\s/i)
        if (start === -1) return undefined
        const isEmpty =
          text
            .slice(start)
            .replace(/<[^<>]*>?/g, '')
            .trim() === ''
        return isEmpty || /<methodCall>/i.test(text) ? { start, end: text.length } : undefined
      },
      confidence: 0.5,
      why: 'Services take documents with something in them; probes ask whether one is read at all.',
      matches: ['x=<?xml+version="1.0"?>', 'x=<?xml+version="1.1"?><b/>', 'x=%3C%3Fxml+version'],
      ignores: ['q=xml+version', 'x=<xml>', 'x=<?xml+version="1.0"?><a>text</a>'],
    },
  ],
}
